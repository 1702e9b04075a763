// Keeps one thread of an engine: started again when it dies or falls silent, always with what counts by then.

import { Worker } from 'node:worker_threads'
import type { ActivityBatch } from './activity.ts'
import type { LoadedSnapshot } from './snapshot-file.ts'
import type { Certificate, FromThread, ToThread } from './thread-messages.ts'

export type ThreadNeeds<What extends string> = {
  /** As sentences say it: “A thread that … ended”. */
  does: string
  file: URL
  /** What it is started with, as it is by then. In `noted` it counts the visits that it puts on record. */
  dataNow: (noted: Int32Array) => object
  noCounts: () => Record<What, number>
  onActivity?: ((batch: ActivityBatch) => void) | undefined
  onTrouble: (sentence: string) => void
  onStartedAgain?: (() => void) | undefined
  /** Answers what only the thread that keeps it can: the one that holds the keys. */
  answer?: ((text: string) => Promise<string>) | undefined
}

export type KeptThread<Ports, What extends string> = {
  ports: Ports
  /** It answers from it when this resolves. One that is started later has it from the beginning, by `dataNow`. */
  serve: (loaded: LoadedSnapshot) => Promise<void>
  takeCertificate: (certificate: Certificate) => void
  /** Since the first start, whichever thread it was. */
  counts: () => Record<What, number>
  startedAgain: () => number
  /** Visits that it has put on record and not handed over yet. */
  notHandedOver: () => number
  /** As it was last told; null before the first answer. */
  answeredAtMs: () => number | null
  /** Ends it as if it had died: to try what happens then. */
  end: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * A thread that has said nothing at so many looks is stuck, and is ended. Looks are counted, not time: when this thread itself stood
 * still, what the other said meanwhile is heard before the next look.
 */
const silentLooks = 5
const lookMs = 1000
/** How long it waits before it starts again; longer each time while that fails. */
const firstPauseMs = 50
const longestPauseMs = 5000

/** Starts it. Fails where it cannot begin, and then nothing is kept; once it listens it is started again for ever. */
export async function keepThread<Ports, What extends string>(
  needs: ThreadNeeds<What>,
): Promise<KeptThread<Ports, What>> {
  const state: State<What> = {
    thread: undefined,
    isKept: false,
    startedAgain: 0,
    snapshots: 0,
    pauseMs: firstPauseMs,
    answeredAtMs: null,
    past: needs.noCounts(),
  }
  const ports = await start<Ports, What>(needs, state)
  state.isKept = true
  const look = setInterval(() => endIfSilent(state.thread), lookMs)
  return {
    ports,
    serve: (loaded) => serve(state, loaded),
    takeCertificate: (certificate) => state.thread?.tell({ kind: 'certificate', certificate }),
    counts: () => {
      const counts = { ...state.past }
      if (state.thread) addCounts(counts, state.thread.counts)
      return counts
    },
    startedAgain: () => state.startedAgain,
    notHandedOver: () => (state.thread ? notHandedOver(state.thread) : 0),
    answeredAtMs: () => state.answeredAtMs,
    end: async () => {
      await state.thread?.worker.terminate()
    },
    stop: async () => {
      state.isKept = false
      clearInterval(look)
      if (state.thread) await stopThread(state.thread)
    },
  }
}

type Thread<What extends string> = {
  worker: Worker
  tell: (message: ToThread) => void
  looksSinceHeard: number
  counts: Readonly<Record<What, number>>
  /** Visits that it has put on record, as it counts them itself, and those that it has handed over. */
  noted: Int32Array
  handedOver: number
  /** Who waits until it serves the snapshot of a number. */
  waiting: Map<number, () => void>
}

type State<What extends string> = {
  /** Undefined between its death and the next start. */
  thread: Thread<What> | undefined
  isKept: boolean
  startedAgain: number
  snapshots: number
  pauseMs: number
  answeredAtMs: number | null
  past: Record<What, number>
}

/** Resolves when it listens. */
function start<Ports, What extends string>(needs: ThreadNeeds<What>, state: State<What>): Promise<Ports> {
  const noted = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(needs.file, { workerData: needs.dataNow(noted) })
  const thread: Thread<What> = {
    worker,
    tell: (message) => worker.postMessage(message),
    looksSinceHeard: 0,
    counts: needs.noCounts(),
    noted,
    handedOver: 0,
    waiting: new Map(),
  }
  state.thread = thread
  const listening = new Promise<Ports>((resolve, reject) => {
    worker.on('message', (message: FromThread<Ports, What>) => {
      thread.looksSinceHeard = 0
      if (message.kind === 'listening') resolve(message.ports)
      else hear(needs, state, thread, message)
    })
    worker.on('error', (error) => {
      needs.onTrouble(
        `A thread that ${needs.does} failed: ${error instanceof Error ? error.message : String(error)}`,
      )
      reject(error)
    })
    worker.once('exit', () => reject(new Error(`A thread that ${needs.does} ended before it listened.`)))
  })
  worker.once('exit', () => leave(needs, state, thread))
  return listening
}

/** Counts what a thread leaves behind that ended, and starts the next one where it is still wanted. */
function leave<What extends string>(
  needs: ThreadNeeds<What>,
  state: State<What>,
  thread: Thread<What>,
): void {
  addCounts(state.past, thread.counts)
  const lost = notHandedOver(thread)
  if (lost > 0) needs.onActivity?.({ visits: [], dropped: lost })
  state.thread = undefined
  for (const served of thread.waiting.values()) served()
  if (!state.isKept) return
  state.startedAgain++
  needs.onStartedAgain?.()
  needs.onTrouble(`A thread that ${needs.does} ended, and was started again.`)
  setTimeout(() => {
    if (!state.isKept) return
    start(needs, state).then(
      () => {
        state.pauseMs = firstPauseMs
      },
      () => {
        state.pauseMs = Math.min(2 * state.pauseMs, longestPauseMs)
      },
    )
  }, state.pauseMs)
}

function hear<What extends string>(
  { onActivity, onTrouble, answer }: ThreadNeeds<What>,
  state: State<What>,
  thread: Thread<What>,
  message: Exclude<FromThread<never, What>, { kind: 'listening' }>,
): void {
  if (message.kind === 'serving') {
    thread.waiting.get(message.number)?.()
    thread.waiting.delete(message.number)
  } else if (message.kind === 'trouble') onTrouble(message.sentence)
  else if (message.kind === 'asks') {
    const { number } = message
    const reply = (text: string | null): void => thread.tell({ kind: 'answer', number, text })
    const answered = answer?.(message.text) ?? Promise.resolve(null)
    answered.then(reply, () => reply(null))
  } else {
    const { counts, answeredAtMs, batch } = message.lives
    thread.counts = counts
    state.answeredAtMs = answeredAtMs ?? state.answeredAtMs
    if (!batch) return
    thread.handedOver += batch.visits.length + batch.dropped
    onActivity?.(batch)
  }
}

function serve<What extends string>(state: State<What>, loaded: LoadedSnapshot): Promise<void> {
  const { thread } = state
  if (!thread) return Promise.resolve()
  const number = ++state.snapshots
  return new Promise((served) => {
    // One that ends meanwhile is started again with the same snapshot.
    thread.waiting.set(number, served)
    thread.tell({ kind: 'snapshot', number, loaded })
  })
}

async function stopThread({ worker, tell }: Pick<Thread<never>, 'worker' | 'tell'>): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  tell({ kind: 'stop' })
  const impatient = setTimeout(() => void worker.terminate(), lookMs)
  await ended
  clearTimeout(impatient)
}

function endIfSilent(thread: Pick<Thread<never>, 'worker' | 'looksSinceHeard'> | undefined): void {
  if (thread && ++thread.looksSinceHeard > silentLooks) void thread.worker.terminate()
}

/** Both numbers may have run over, as numbers of 32 bits do after some weeks: the difference has not. */
const notHandedOver = ({ noted, handedOver }: Pick<Thread<never>, 'noted' | 'handedOver'>): number =>
  (Atomics.load(noted, 0) - handedOver) | 0

/** Adds `more` to `sum`, count by count. */
export function addCounts<What extends string>(
  sum: Record<What, number>,
  more: Readonly<Record<What, number>>,
): void {
  for (const what of Object.keys(sum) as What[]) sum[what] += more[what]
}

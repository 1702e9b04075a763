// The thread's side of keep-thread.ts: it tells twenty times a second how it goes, does what it is told in the order in which it is told,
// and dies of whatever it cannot do, because then it is started afresh.

import { parentPort } from 'node:worker_threads'
import type { LoadedSnapshot } from './snapshot-file.ts'
import type { Certificate, FromThread, Lives, ToThread } from './thread-messages.ts'

/** The thread that keeps this one. */
export type Keeper = {
  /** Tells an operator in a sentence. */
  say: (sentence: string) => void
  /** Has a question answered there. Fails where it cannot be. */
  ask: (text: string) => Promise<string>
}

export type OnThread<Ports, What extends string> = {
  ports: Ports
  lives: () => Lives<What>
  serve: (loaded: LoadedSnapshot) => void | Promise<void>
  takeCertificate: (certificate: Certificate) => void
  close: () => void | Promise<void>
}

const tellMs = 50

/** Runs what `begin` starts, until it is told to stop. Fails, and so ends the thread, where it cannot begin. */
export async function runThread<Ports, What extends string>(
  begin: (keeper: Keeper) => Promise<OnThread<Ports, What>>,
): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('This runs on a thread of its own.')
  const tell = (message: FromThread<Ports, What>): void => port.postMessage(message)
  const questions = createQuestions(tell)
  const keeper: Keeper = { say: (sentence) => tell({ kind: 'trouble', sentence }), ask: questions.ask }
  const begun = begin(keeper).then((engine) => live(engine, tell, () => port.close()))
  let working: Promise<unknown> = begun
  // It may be told something before it has begun, and what it asks by then is answered here.
  port.on('message', (message: ToThread) => {
    if (message.kind === 'answer') questions.answered(message)
    else working = working.then(async () => (await begun)(message))
  })
  await begun
}

type Obey = (message: Exclude<ToThread, { kind: 'answer' }>) => Promise<void>

/** Tells that it lives from now on. Returns what does as it is told. */
function live<Ports, What extends string>(
  engine: OnThread<Ports, What>,
  tell: (message: FromThread<Ports, What>) => void,
  hangUp: () => void,
): Obey {
  tell({ kind: 'listening', ports: engine.ports })
  const tellLives = (): boolean => {
    const lives = engine.lives()
    tell({ kind: 'lives', lives })
    return lives.batch !== undefined
  }
  const telling = setInterval(tellLives, tellMs)
  return async (message) => {
    if (message.kind === 'certificate') engine.takeCertificate(message.certificate)
    else if (message.kind === 'snapshot') {
      await engine.serve(message.loaded)
      tell({ kind: 'serving', number: message.number })
    } else {
      clearInterval(telling)
      while (tellLives());
      hangUp()
      await engine.close()
    }
  }
}

function createQuestions(tell: (message: { kind: 'asks'; number: number; text: string }) => void) {
  const open = new Map<number, (text: string | null) => void>()
  let last = 0
  return {
    ask: (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const number = ++last
        open.set(number, (said) =>
          said === null ? reject(new Error('It cannot be answered.')) : resolve(said),
        )
        tell({ kind: 'asks', number, text })
      }),
    answered: ({ number, text }: { number: number; text: string | null }): void => {
      open.get(number)?.(text)
      open.delete(number)
    },
  }
}

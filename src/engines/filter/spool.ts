// What engines decided, on its way to whoever keeps it: whole files in a folder. The database may be away, the server may be
// down, the disk may be full: engines go on. What finds no room is counted, and the count is told as soon as there is some.

import { mkdir, readdir, rename, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '#/kernel/id.ts'
import { type ActivityBatch, createActivity, type Visit } from './activity.ts'
import { createFolder } from './fold-visits.ts'
import { countEveryMs, openLeftBehind } from './left-behind.ts'
import type { LoadedSnapshot } from './snapshot-file.ts'
import { createTeller, type ToldVisit } from './tell-visit.ts'

/** Where engines that follow this snapshot leave what they decided. */
export const spoolBeside = (snapshotPath: string): string => join(dirname(snapshotPath), 'activity')

/** The first line of a file. Bump `format` with the shape of a line. */
export type SpoolHead = { format: 1; lost: number }

export type Spool = {
  /** Call it with the first snapshot, and with each before it serves. */
  learn: (loaded: LoadedSnapshot) => void
  /** One visit. Never waits. */
  note: (visit: Visit) => void
  /** A batch of a thread. Never waits. */
  take: (batch: ActivityBatch) => void
  /** Writes what there is now; the spool does so by itself each second. */
  flush: () => Promise<void>
  /** How many visits found no room and are not told yet. */
  lost: () => number
  stop: () => Promise<void>
}

export type SpoolNeeds = {
  folder: string
  onTrouble: (sentence: string) => void
  /** All files together may take so much: the oldest stay, the newest are counted and dropped. */
  mostBytes?: number
  /** Visits that may wait in memory for the disk. */
  mostWaiting?: number
  /** Visits that are not handed over yet: those of other threads. */
  elsewhere?: () => number
  steadyMs?: () => number
}

const defaults = {
  mostBytes: 512 * 1024 * 1024,
  mostWaiting: 50_000,
  elsewhere: () => 0,
  steadyMs: () => performance.now(),
}
const everyMs = 1000
/** While nobody takes the files they are written more rarely, so that a weekend makes no hundred thousand of them. */
const manyFiles = 600
const everyMsThen = 60_000
/** Only whoever runs engines and server may read where children went. */
const folderMode = 0o700
const fileMode = 0o600

/** Opens the spool; it writes each second until it is stopped. Files of before stay for whoever takes them. */
export function openSpool(needs: SpoolNeeds): Spool {
  const { folder, onTrouble, mostBytes, mostWaiting, elsewhere, steadyMs } = { ...defaults, ...needs }
  const room = createRoom(mostWaiting, steadyMs)
  const leftBehind = openLeftBehind(folder, steadyMs)
  const count = (): void => leftBehind.keep(room.waiting() + elsewhere())
  let writtenAtMs = Number.NEGATIVE_INFINITY
  let isInTrouble = false

  const write = async (now: boolean): Promise<void> => {
    await leftBehind.collect((lost) => {
      room.lost += lost
      count()
    })
    room.gather()
    if (room.visits.length === 0 && room.lost === 0) return
    const files = await filesIn(folder)
    if (!now && files.length > manyFiles && steadyMs() - writtenAtMs < everyMsThen) return
    const { length } = room.visits
    const { lost } = room
    const text = spoolText({ format: 1, lost }, room.visits)
    try {
      if (files.reduce((sum, { bytes }) => sum + bytes, text.length) > mostBytes)
        throw new Error('The folder has no room left: is the server running?')
      await writeWhole(folder, text)
    } catch (error) {
      if (!isInTrouble) onTrouble(`What was decided cannot be written down. ${String(error)}`)
      isInTrouble = true
      return
    }
    // Meanwhile more may have come: it stays.
    room.forget(length)
    room.lost -= lost
    count()
    writtenAtMs = steadyMs()
    isInTrouble = false
  }
  let working = Promise.resolve()
  const flush = (now: boolean): Promise<void> => {
    working = working.then(() => write(now))
    return working
  }
  // Engines that could not start leave nothing that keeps the process alive.
  const timer = setInterval(() => void flush(false), everyMs).unref()
  const counting = setInterval(count, countEveryMs).unref()
  return {
    learn: room.learn,
    note: room.note,
    take: room.take,
    flush: () => flush(true),
    lost: () => room.lost,
    stop: async () => {
      clearInterval(timer)
      clearInterval(counting)
      await flush(true)
      await leftBehind.end(room.waiting())
    },
  }
}

type Room = Pick<Spool, 'learn' | 'note' | 'take'> & {
  visits: ToldVisit[]
  lost: number
  /** Tells in words what came since, and folds it, as far as there is room. */
  gather: () => void
  /** The first ones are written down. */
  forget: (length: number) => void
  /** How many visits it holds, told or not, and lost. */
  waiting: () => number
}

/** What waits in memory for the disk. */
function createRoom(mostWaiting: number, steadyMs: () => number): Room {
  const teller = createTeller()
  const fold = createFolder(steadyMs)
  const activity = createActivity(mostWaiting)
  let told = 0
  const room: Room = {
    visits: [],
    lost: 0,
    learn: teller.learn,
    note: activity.note,
    take: ({ visits, dropped }) => {
      for (const visit of visits) activity.note(visit)
      room.lost += dropped
    },
    gather: () => {
      const batch = activity.takeBatch()
      if (!batch) return
      const inWords = batch.visits.map(teller.tell)
      const known = inWords.filter((visit) => visit !== undefined)
      room.lost += batch.dropped + inWords.length - known.length
      for (const visit of fold(known).values()) {
        if (room.visits.length < mostWaiting) {
          room.visits.push(visit)
          told += visit.times
        } else room.lost += visit.times
      }
    },
    forget: (length) => {
      for (const { times } of room.visits.splice(0, length)) told -= times
    },
    waiting: () => activity.waiting() + told + room.lost,
  }
  return room
}

const spoolText = (head: SpoolHead, visits: readonly ToldVisit[]): string =>
  [head, ...visits].map((line) => `${JSON.stringify(line)}\n`).join('')

/** Never half: written aside, flushed, then named. What does not fit on the disk leaves nothing behind. */
async function writeWhole(folder: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: folderMode })
  const id = newId()
  const aside = join(folder, `${id}.new`)
  try {
    await writeFile(aside, text, { mode: fileMode, flush: true })
    await rename(aside, join(folder, `${id}-${Buffer.byteLength(text)}.visits`))
  } catch (error) {
    await unlink(aside).catch(() => undefined)
    throw error
  }
}

export type SpoolFile = { name: string; bytes: number }

const fileName = /^[0-9a-f-]{36}-(\d+)\.visits$/

/** The whole files of a spool, the oldest first; none where there is no folder yet. */
export async function filesIn(folder: string): Promise<SpoolFile[]> {
  const names = await readdir(folder).catch(() => [])
  return names.sort().flatMap((name) => {
    const found = fileName.exec(name)
    return found ? [{ name, bytes: Number(found[1]) }] : []
  })
}

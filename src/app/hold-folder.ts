// One data folder serves one Schoolkeeper. Whoever runs there listens on a socket in it: the system closes that however the process
// ends, so nothing is left that a number of a process, used again, could be mistaken for; and it is found from other containers too.

import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Refused } from '#/kernel/refusal.ts'
import { whileStarting } from '#/platform/database/embedded/start-lock.ts'

const socketName = 'running'
/** How long whoever runs has to say its number. It runs, whether it does or not. */
const answerMs = 1000
const askersMost = 8

/**
 * Holds the folder until the returned function is called, or this process ends. Refuses one that another Schoolkeeper holds. Where no
 * socket can be made, as on some shares, it says so once and goes on: a start matters more than its lock.
 */
export async function holdFolder(
  folder: string,
  onTrouble: (sentence: string) => void,
): Promise<() => Promise<void>> {
  try {
    mkdirSync(folder, { recursive: true })
    return await whileStarting(join(folder, 'starting'), () => listenUnlessHeld(folder))
  } catch (error) {
    if (error instanceof Refused) throw error
    const why = error instanceof Error ? error.message : String(error)
    onTrouble(
      `A second start on this data folder would not be noticed, because no socket can be made there: ${why}`,
    )
    return async () => undefined
  }
}

async function listenUnlessHeld(folder: string): Promise<() => Promise<void>> {
  // The path of a socket holds 107 bytes; by the open folder it is short, wherever the folder lies.
  const opened = openSync(folder, 'r')
  const path = `/proc/self/fd/${opened}/${socketName}`
  try {
    const holder = await holderOf(path)
    if (holder !== undefined)
      throw new Refused(
        `Schoolkeeper is already running on this data folder${holder}. ` +
          'Stop that one first, or give this one a data folder of its own.',
      )
    rmSync(path, { force: true })
    const server = await listenAt(path)
    return () => new Promise<void>((closed) => server.close(() => closed())).then(() => closeSync(opened))
  } catch (error) {
    closeSync(opened)
    throw error
  }
}

/** What asking says of whoever holds the folder. Anything else is not known to be either, and nothing is taken away then. */
const isHeldAfter: Readonly<Record<string, boolean>> = {
  ENOENT: false,
  // A socket that was left answers to nobody.
  ECONNREFUSED: false,
  // Too many ask at once: somebody is there.
  EAGAIN: true,
  // It is another user’s.
  EACCES: true,
  EPERM: true,
}

/** “ (process 412)”, or '' where it does not say which; undefined where nobody runs. */
async function holderOf(path: string): Promise<string | undefined> {
  const socket = connect(path)
  socket.setTimeout(answerMs, () => socket.destroy())
  const isHeld = await new Promise<boolean>((answered, failed) => {
    socket.once('connect', () => answered(true))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const held = isHeldAfter[error.code ?? '']
      if (held === undefined) failed(error)
      else answered(held)
    })
  })
  if (!isHeld) return undefined
  const pid = await text(socket).catch(() => '')
  return /^\d+$/.test(pid) ? ` (process ${pid})` : ''
}

function listenAt(path: string): Promise<Server> {
  const server = createServer((asker) => {
    asker.on('error', () => undefined)
    asker.setTimeout(answerMs, () => asker.destroy())
    asker.end(String(process.pid), () => asker.destroy())
  })
  // Whoever may enter the folder can ask for ever; that is all that they can.
  server.maxConnections = askersMost
  server.on('error', () => undefined)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.unref()
      resolve(server)
    })
  })
}

import { statfs } from 'node:fs/promises'
import type { Db } from '#/platform/database/database.ts'

/** Below this a day's work may not find room: reports would be refused while the pages still look well. */
const leastFreeBytes = 512 * 1024 * 1024

/** What `/health` says: whether the database answers and the disk under the data folder has room left. */
export async function isHealthy(db: Db, dataFolder: string, leastBytes = leastFreeBytes): Promise<boolean> {
  const [answered, room] = await Promise.all([answers(db), freeBytes(dataFolder)])
  return answered && room >= leastBytes
}

async function answers(db: Db): Promise<boolean> {
  try {
    await db.selectNoFrom((from) => from.val(1).as('one')).execute()
    return true
  } catch {
    return false
  }
}

async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}

import { rename, rm, writeFile } from 'node:fs/promises'

/**
 * Writes the whole file or none of it: aside, flushed, then named. What was there before serves on where it fails, and nothing
 * half-written stays behind to fill a disk that is full already.
 */
export async function writeWhole(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const aside = `${path}.${process.pid}.new`
  try {
    await writeFile(aside, content, { flush: true, ...(mode === undefined ? {} : { mode }) })
    await rename(aside, path)
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined)
    throw error
  }
}

const noRoomCodes: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** Whether it was the disk that had no room. */
export const isNoRoom = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && noRoomCodes.includes(error.code)

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Vault } from '#/platform/files/files.ts'
import { createMasterKey, openKeyring } from '#/platform/keys/keys.ts'

export type TestVault = Vault & {
  /** The folder that holds the data folder and the master key. */
  folder: string
  remove(): Promise<void>
}

/** A data folder and a master key of its own. */
export async function freshVault(): Promise<TestVault> {
  const folder = await mkdtemp(join(tmpdir(), 'vault-'))
  const dataFolder = join(folder, 'data')
  const file = { path: join(folder, 'master.key'), apartFrom: [dataFolder] }
  await createMasterKey(file)
  const remove = (): Promise<void> => rm(folder, { recursive: true })
  return { dataFolder, keyring: await openKeyring(file), folder, remove }
}

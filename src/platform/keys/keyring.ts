import { Refused } from '#/kernel/refusal.ts'
import { type KeyFile, type MasterKey, type MasterKeys, openMasterKeys } from './master-key.ts'

/** The master key of this machine, held in memory, and the file to read it from again after a rotation. */
export type Keyring = { readonly file: KeyFile; keys: MasterKeys }

/** Reads the master key at start. Refuses as `openMasterKeys` does. */
export async function openKeyring(file: KeyFile): Promise<Keyring> {
  return { file, keys: await openMasterKeys(file) }
}

/** The master key of that fingerprint; reads the file again when it is not at hand, since another process may have rotated. */
export async function masterKeyNamed(keyring: Keyring, id: string): Promise<MasterKey> {
  const held = find(keyring.keys, id)
  if (held) return held
  keyring.keys = await openMasterKeys(keyring.file)
  const found = find(keyring.keys, id)
  if (found) return found
  throw new Refused(
    `The master key at ${keyring.file.path} is not the one that this database’s keys are wrapped with (${id}). Put that one back from its printed copy.`,
  )
}

function find({ current, next }: MasterKeys, id: string): MasterKey | undefined {
  return [current, next].find((key) => key?.id === id)
}

import { existsSync } from 'node:fs'
import type { Config } from '#/platform/config/config.ts'
import { createMasterKey, type Keyring, openKeyring } from '#/platform/keys/keys.ts'

/** The master key of this machine. The first start makes it and prints it once: it is to be kept on paper. */
export async function keyringOf(
  config: Config,
  say: (text: string) => void = (text) => void process.stdout.write(text),
): Promise<Keyring> {
  const file = { path: config.keyFile, apartFrom: [config.dataDir] }
  if (!existsSync(config.keyFile)) {
    const printed = await createMasterKey(file)
    say(
      `\nA new master key was made at ${config.keyFile}.\nWrite it down, or print it, and keep it in the safe: without it, evidence and second factors are lost.\n\n  ${printed}\n\n`,
    )
  }
  return openKeyring(file)
}

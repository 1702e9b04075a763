// How an engine on a machine with the master key opens the key of a school's certificate authority.

import { type Keyring, openCarried } from '#/platform/keys/keys.ts'

/** The private key as PEM. Fails where the master key is another one. */
export const authorityKeys =
  (keyring: Keyring) =>
  async (sealedKey: string): Promise<string> =>
    (await openCarried(keyring, sealedKey)).toString('utf8')

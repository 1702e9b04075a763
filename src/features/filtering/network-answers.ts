// How the school's network answers besides what is open: where a blocked name leads, the school's own names, and who answers for others.

import { isIP } from 'node:net'
import type { Manner, SchoolOnNetwork } from '#/engines/filter/index.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { namesIn, wordsIn } from './network-lines.ts'
import { blockedAs, blockPageAt, forwards, localNames } from './settings-network.ts'

export type NetworkAnswers = Pick<SchoolOnNetwork, 'blockPage' | 'localNames' | 'forwards'> & {
  blockedAs: Manner['blockedAs']
}

/** What the settings say. A blocked name leads to the block page only where its address is known. */
export async function networkAnswers(tx: Tx, schoolId: string): Promise<NetworkAnswers> {
  const addresses = wordsIn(await readSetting(tx, schoolId, blockPageAt))
  const ipv4 = addresses.find((one) => isIP(one) === 4) ?? null
  const ipv6 = addresses.find((one) => isIP(one) === 6) ?? null
  const wanted = await readSetting(tx, schoolId, blockedAs)
  return {
    blockedAs: wanted === 'page' && ipv4 === null && ipv6 === null ? 'noName' : wanted,
    blockPage: { ipv4, ipv6 },
    localNames: namesIn(await readSetting(tx, schoolId, localNames)).map(({ name, rest }) => ({
      name,
      addresses: rest,
    })),
    forwards: namesIn(await readSetting(tx, schoolId, forwards)).map(({ name, rest }) => ({
      name,
      servers: rest,
    })),
  }
}

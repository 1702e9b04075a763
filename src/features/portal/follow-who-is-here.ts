import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { presenceChanged } from '#/platform/sign-in/sign-in.ts'
import { seatsChanged } from '../accounts/index.ts'
import { published } from '../filtering/index.ts'
import { proxyKeysChanged } from '../proxy-keys/index.ts'
import { toldLogonsChanged } from '../told-logons/index.ts'
import { askToPublish } from './publish-signed-in.ts'

/** Who comes and goes, where children sit, and what they get: another profile, or internet that is stopped. */
export const followWhoIsHere: readonly Heed[] = [
  heed(presenceChanged, (_context, tx) => askToPublish(tx)),
  heed(seatsChanged, (_context, tx) => askToPublish(tx)),
  heed(toldLogonsChanged, (_context, tx) => askToPublish(tx)),
  heed(proxyKeysChanged, (_context, tx) => askToPublish(tx)),
  heed(published, (_context, tx) => askToPublish(tx)),
]

// A sanction that stops internet or e-mail stops them on the network; a tool has no logon of ours.

import { formatDate } from '#/kernel/london-time.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { holdNetwork, releaseNetwork } from '../accounts/index.ts'
import { lifted, suspended } from './happenings.ts'
import { stops as words } from './sanction.ts'

export const stopNetwork: readonly Heed[] = [
  heed(suspended, async (context, tx, actor, { sanctionId, personId, what, until }) => {
    if (what === 'tool') return
    const end = until === null ? 'until a senior leader gives it back' : `until ${formatDate(until)}`
    await holdNetwork(context, tx, actor, {
      personId,
      because: { kind: 'sanction', id: sanctionId },
      sentence: `${words[what]}: stopped ${end}.`,
      stops: what,
    })
  }),
  heed(lifted, (context, tx, actor, { sanctionId, personId }) =>
    releaseNetwork(context, tx, actor, { personId, because: { kind: 'sanction', id: sanctionId } }),
  ),
]

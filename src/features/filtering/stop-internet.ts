// Whose internet is stopped: `accounts` says so, whatever the reason. A sanction, a missing signature and the last day are all the
// same to the filter, and what is always open stays open (decision S9).

import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { changed, type Hold, statesOf } from '../accounts/index.ts'
import { askToPublish } from './publish-policy.ts'
import { deleteStopped, saveStopped } from './state-store.ts'

export const stopInternet: readonly Heed[] = [
  heed(changed, async (context, tx, { schoolId }, { changes }) => {
    const now = context.clock()
    const turned = changes.filter(({ before, after }) => before.internet !== after.internet)
    if (turned.length === 0) return
    const people = turned.flatMap(({ personId }) => personId ?? [])
    const states = await statesOf(tx, schoolId, people, now)
    for (const { personId, accountId, after } of turned) {
      const id = personId ?? accountId
      if (id === null) continue
      if (after.internet) await deleteStopped(tx, schoolId, id)
      else await saveStopped(tx, schoolId, { id, since: now, until: endOf(states.get(id)?.holds ?? []) })
    }
    await askToPublish(tx)
  }),
]

/** When the last of the holds ends by itself; null while one of them has no end. */
function endOf(holds: readonly Pick<Hold, 'stops' | 'until'>[]): Date | null {
  const stopping = holds.filter(({ stops }) => stops !== 'email').map(({ until }) => until)
  if (stopping.length === 0 || stopping.includes(null)) return null
  return new Date(Math.max(...stopping.map((until) => until?.getTime() ?? 0)))
}

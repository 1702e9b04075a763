// Whose internet is stopped: `accounts` says so, whatever the reason. A sanction, a missing signature and the last day are all the
// same to the filter, and what is always open stays open (decision S9).

import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { changed, statesOf } from '../accounts/index.ts'
import { askToPublish } from './publish-jobs.ts'
import { deleteStopped, saveStopped } from './state-store.ts'
import { endOf } from './stopped.ts'

export const stopInternet: readonly Heed[] = [
  heed(changed, async (context, tx, { schoolId }, { changes }) => {
    const now = context.clock()
    const turned = changes.filter(({ before, after }) => before.internet !== after.internet)
    if (turned.length === 0) return
    const subjects = turned.flatMap(({ personId, accountId }) => personId ?? accountId ?? [])
    const states = await statesOf(tx, schoolId, subjects, now)
    for (const { personId, accountId, after } of turned) {
      const id = personId ?? accountId
      if (id === null) continue
      if (after.internet) await deleteStopped(tx, schoolId, id)
      else await saveStopped(tx, schoolId, { id, since: now, until: endOf(states.get(id)?.holds ?? []) })
    }
    await askToPublish(tx)
  }),
]

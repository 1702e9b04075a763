import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce, type Heed, heed } from '#/platform/happenings/happenings.ts'
import { changed, closed } from '../accounts/index.ts'
import { toldLogonsChanged } from './happenings.ts'
import { lockSchool, logonsNow, saveUntil } from './logon-store.ts'
import { aboutOf } from './telling.ts'
import type { ToldLogon } from './told-logon.ts'

/** Whoever's account is closed, or works no more, is at no device by it, whatever a system told before. */
export const endWithAccount: readonly Heed[] = [
  heed(closed, (context, tx, actor, { accounts }) => {
    const gone = new Set(accounts.map(({ accountId }) => accountId))
    return endThose(context, tx, actor, ({ accountId }) => gone.has(accountId))
  }),
  heed(changed, (context, tx, actor, { changes }) => {
    const shut = changes.filter(({ after }) => !after.works)
    const gone = new Set(shut.flatMap(({ personId, accountId }) => personId ?? accountId ?? []))
    return endThose(context, tx, actor, ({ personId, accountId }) => gone.has(personId ?? accountId))
  }),
]

async function endThose(
  context: Context,
  tx: Tx,
  actor: Actor,
  isMeant: (one: ToldLogon) => boolean,
): Promise<void> {
  const { schoolId } = actor
  const now = context.clock()
  await lockSchool(tx, schoolId)
  const over = (await logonsNow(tx, schoolId, now)).filter(isMeant)
  if (over.length === 0) return
  await saveUntil(
    tx,
    schoolId,
    over.map(({ id }) => id),
    now,
  )
  for (const logon of over) record(tx, { did: 'toldLogons.ended', about: aboutOf(logon) })
  await announce(context, tx, actor, toldLogonsChanged, {})
}

import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { announce, type Heed, heed } from '#/platform/happenings/happenings.ts'
import { loginDisabled } from '#/platform/sign-in/sign-in.ts'
import { proxyKeysChanged } from './happenings.ts'
import { findKey, saveEnd } from './store.ts'

/** Ends a key of one's own; with `whose: 'anybody'` that of somebody else. Refused where it is over already. */
export function endKey(
  context: Context,
  actor: Actor,
  { id, whose }: { id: string; whose: 'own' | 'anybody' },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const by = requirePerson(actor).personId
    const key = await findKey(tx, actor.schoolId, id)
    if (whose === 'own' && key.personId !== by) throw new NotFound('key')
    allow(context, actor, whose === 'own' ? 'proxyKeys.own' : 'proxyKeys.endAny')
    const ended = await saveEnd(tx, actor.schoolId, { id }, { at: context.clock(), by })
    if (ended.length === 0) throw new Refused('This key is over already.')
    const about = { kind: 'person', id: key.personId }
    record(tx, { did: 'proxyKeys.ended', about, detail: { key: key.name } })
    await announce(context, tx, actor, proxyKeysChanged, {})
  })
}

/** Whoever may no longer sign in has no keys either. */
export const endKeysOfDisabled: Heed = heed(loginDisabled, async (context, tx, actor, { personIds }) => {
  const ended = await saveEnd(tx, actor.schoolId, { personIds }, { at: context.clock(), by: null })
  for (const id of new Set(ended.map(({ personId }) => personId)))
    record(tx, { did: 'proxyKeys.ended', about: { kind: 'person', id } })
  if (ended.length > 0) await announce(context, tx, actor, proxyKeysChanged, {})
})

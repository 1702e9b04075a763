// A technician lets a system of the school tell who logged on where, and ends that again.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { dayMs } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { Sensitive } from '#/kernel/sensitive.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { newToken } from '#/platform/sign-in/session.ts'
import { findTeller, insertTeller, saveTeller } from './teller-store.ts'
import { tellerLastsDays } from './told-logon.ts'

export const tellerForm = z.object({
  name: said('Give it a name that your colleagues know, such as “Wi-Fi”', 60),
  kind: z.enum(['server', 'script'], 'Choose who will tell it'),
})

/** Makes a token and returns it, the only time that anybody sees it. It lasts a year. */
export function makeTeller(
  context: Context,
  actor: Actor,
  { name, kind }: z.infer<typeof tellerForm>,
): Promise<{ id: string; token: Sensitive; until: Date }> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'toldLogons.keep')
    const now = context.clock()
    const { token, hash } = newToken()
    const id = newId()
    const until = new Date(now.getTime() + tellerLastsDays * dayMs)
    const { personId } = requirePerson(actor)
    await insertTeller(tx, {
      ...{ school_id: schoolId, id, kind, name, hash },
      ...{ made_at: now, made_by: personId, until },
    })
    record(tx, { did: 'toldLogons.tellerMade', about: { kind: 'logonTeller', id }, detail: { kind } })
    return { id, token: new Sensitive(token), until }
  })
}

/** Its token counts no more; who is logged on already stays until their logon ends. Refuses one that is over. */
export function endTeller(context: Context, actor: Actor, id: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const teller = await findTeller(tx, schoolId, id)
    allow(context, actor, 'toldLogons.keep')
    if (teller.endedAt !== null) throw new Refused('This is over already.')
    const { personId } = requirePerson(actor)
    await saveTeller(tx, schoolId, id, { ended_at: context.clock(), ended_by: personId })
    record(tx, { did: 'toldLogons.tellerEnded', about: { kind: 'logonTeller', id } })
  })
}

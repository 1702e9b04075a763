import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { type Grant, grant } from './designate-person.ts'
import { type DesignationRequest, openRequests, saveDecision } from './designation-store.ts'
import { designationDecided } from './happenings.ts'
import { isDesignatedRole } from './role.ts'

export const decideForm = z.object({
  decision: z.enum(['agreed', 'refused'], 'Say whether you agree'),
  why: z.string().trim().max(500, 'Keep this under 500 characters').default(''),
})

export type DecideDesignation = { requestId: string; decision: 'agreed' | 'refused'; why: string }

/**
 * The second person agrees to a powerful role or refuses it (X8). Refused to whoever asked, to the person it is for,
 * and when somebody decided before or the request has lapsed. A role that should have begun by now begins today.
 */
export function decideDesignation(context: Context, actor: Actor, request: DecideDesignation): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const { requestId, decision } = request
    const wanted = (await openRequests(tx, actor.schoolId, at)).find(({ id }) => id === requestId)
    if (!wanted) throw new NotFound('request')
    allow(context, actor, 'people.agreeDesignation')
    const { personId: by } = requirePerson(actor)
    requireSecondPerson(wanted, by)
    const decided = { state: decision, by, at, why: request.why || null }
    if (!(await saveDecision(tx, actor.schoolId, requestId, decided))) {
      throw new Refused('Somebody else has decided this in the meantime.')
    }
    if (decision === 'agreed') await grant(context, tx, actor, grantOf(wanted, by, at))
    else recordRefusal(tx, wanted, request.why)
    await announce(context, tx, actor, designationDecided, { requestId, personId: wanted.personId })
  })
}

function requireSecondPerson(wanted: DesignationRequest, by: string): void {
  if (by === wanted.askedBy) throw new Refused('You asked for this, so somebody else must agree to it.')
  if (by === wanted.personId) throw new Refused('Nobody agrees to a role for themselves. Ask somebody else.')
}

function grantOf(wanted: DesignationRequest, agreedBy: string, at: Date): Grant {
  const { personId, role, startsOn, why, askedBy } = wanted
  if (!isDesignatedRole(role)) throw new Refused('This role does not exist any more. Ask for another.')
  const today = londonDate(at)
  return { personId, role, startsOn: startsOn < today ? today : startsOn, why, grantedBy: askedBy, agreedBy }
}

function recordRefusal(tx: Tx, { personId, role }: DesignationRequest, why: string): void {
  record(tx, {
    did: 'people.designationRefused',
    about: { kind: 'person', id: personId },
    detail: { role, why },
  })
}

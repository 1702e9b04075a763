import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { addToTimeline } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { decisionsOn, insertDecision } from './decision-store.ts'
import { decided, suspended } from './happenings.ts'
import { decisionTask } from './propose-sanction.ts'
import { approvers, partiesLeft, partyFor, type Sanction, type State, states } from './sanction.ts'
import { findSanctionToChange, saveState } from './store.ts'

export const decideSanctionForm = z
  .object({
    decision: z.enum(['approved', 'refused'], 'Choose whether you approve it'),
    says: z.string().trim().max(2000, 'Keep this under 2,000 characters').default(''),
  })
  .refine(({ decision, says }) => decision === 'approved' || says !== '', {
    path: ['says'],
    message: 'Say why not, and what should happen instead',
  })
export type DecideSanction = z.infer<typeof decideSanctionForm>

/**
 * Approves or refuses what was proposed. Refused for whoever proposed it, but for the head; what stops internet, e-mail
 * or a tool is in force with the last approval.
 */
export function decideSanction(
  context: Context,
  actor: Actor,
  id: string,
  request: DecideSanction,
): Promise<State> {
  return inTransaction(context, actor, async (tx) => {
    const sanction = await findSanctionToChange(tx, actor, id)
    allow(context, actor, 'sanctions.decide')
    if (sanction.state !== 'proposed') {
      throw new Refused(`This is in the state “${states[sanction.state].text}”: it was decided already.`)
    }
    const before = await decisionsOn(tx, actor.schoolId, id)
    const person = requirePerson(actor)
    const party = partyFor(sanction, person, before)
    const decidedAt = context.clock()
    const { decision, says } = request
    const made = { party, decision, says: says || null, decidedAt, decidedBy: person.personId }
    await insertDecision(tx, actor.schoolId, sanction, made)
    const left = decision === 'refused' ? [] : partiesLeft(sanction.approver, [...before, made])
    const state = stateOf(sanction, decision, left.length)
    const overAt = state === 'refused' ? decidedAt : null
    await saveState(tx, actor.schoolId, id, { state, overAt })
    await endTasks(context, tx, actor, sanction, state === 'proposed' ? [party] : everyParty(sanction))
    record(tx, {
      did: decision === 'approved' ? 'sanctions.approved' : 'sanctions.refused',
      about: { kind: 'sanction', id },
    })
    await tell(tx, actor, sanction, { state, says, at: decidedAt })
    if (state === 'approved' || state === 'inForce') await announceDecision(context, tx, actor, sanction)
    return state
  })
}

/** What concerns an adult never stands on the timeline, which more people read. */
async function tell(
  tx: Tx,
  actor: Actor,
  { id, incidentId, of, levelWords }: Sanction,
  { state, says, at }: { state: State; says: string; at: Date },
): Promise<void> {
  if (of === 'staff' || state === 'proposed') return
  const title = `${states[state].text}: ${levelWords}`
  await addToTimeline(tx, actor, { incidentId, at, title, says: says || null, path: `/sanctions/${id}` })
}

function stateOf({ stops }: Sanction, decision: DecideSanction['decision'], left: number): State {
  if (decision === 'refused') return 'refused'
  if (left > 0) return 'proposed'
  return stops === null ? 'approved' : 'inForce'
}

const everyParty = ({ approver }: Sanction) => approvers[approver].parties.map((_, party) => party)

async function endTasks(
  context: Context,
  tx: Tx,
  actor: Actor,
  sanction: Sanction,
  parties: readonly number[],
): Promise<void> {
  for (const party of parties) {
    await endTasksAbout(context, tx, actor, {
      aboutId: sanction.incidentId,
      mergeKey: decisionTask(sanction.id, party),
      state: 'done',
      reason: 'It was decided.',
    })
  }
}

async function announceDecision(context: Context, tx: Tx, actor: Actor, sanction: Sanction): Promise<void> {
  const { id: sanctionId, incidentId, of, personId, stops: what, tool, endsOn: until } = sanction
  if (what !== null) {
    await announce(context, tx, actor, suspended, { sanctionId, personId, what, tool, until })
    record(tx, { did: 'sanctions.started', about: { kind: 'sanction', id: sanctionId } })
  }
  await announce(context, tx, actor, decided, { incidentId, sanctionId, of })
}

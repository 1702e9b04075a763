import * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { addDays, instantAt, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { fullName, holdersOn, type Person } from '../people/index.ts'
import { giveTask } from '../tasks/index.ts'
import { adviserRole, lastDayProblem } from './adviser.ts'
import { insertAdviser } from './adviser-store.ts'
import { type Allegation, caseManagers, states } from './allegation.ts'
import { stopAdvice } from './end-advice.ts'
import { insertEntry } from './record-store.ts'
import { findAllegationToChange } from './store.ts'

export const askAdviserForm = z.object({
  personId: z.string().default('').refine(isId, 'Choose whom to ask'),
  why: z
    .string()
    .trim()
    .min(1, 'Say why you ask for advice, and on what')
    .max(1000, 'Keep the reason under 1,000 characters'),
  lastDay: z.string().default('').refine(isCalendarDate, 'Enter the last day on which they may read it'),
})
export type AskAdviser = z.infer<typeof askAdviserForm>

/** Who may be asked about it today: those who hold the role, less whom it is kept from and who could manage it. */
export async function whoMayAdvise(tx: Tx, of: Allegation, day: string): Promise<Person[]> {
  const kept = await keptFromOf(tx, of.schoolId, of.id)
  const managers = new Set<string>()
  for (const role of Object.keys(caseManagers)) {
    for (const { id } of await holdersOn(tx, of.schoolId, role, day)) managers.add(id)
  }
  const holders = await holdersOn(tx, of.schoolId, adviserRole, day)
  return holders.filter(({ id }) => id !== of.adultId && !kept.has(id) && !managers.has(id))
}

/**
 * Lets an HR adviser read this one matter until the end of a day, with the reason on record (T141). Refuses the adult
 * concerned and whoever else it is kept from; as long as the adult is not named, everybody; and what is over.
 */
export function askAdviser(context: Context, actor: Actor, id: string, request: AskAdviser): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const found = await findAllegationToChange(tx, { actor, now: at }, id)
    allow(context, actor, 'allegations.manage')
    const { personId: by } = requirePerson(actor)
    const adviser = await requireAdviser(tx, found, request, londonDate(at))
    await stopAdvice(context, tx, actor, found, [adviser.id])
    await insertAdviser(tx, found, {
      personId: adviser.id,
      why: request.why,
      endsOn: request.lastDay,
      at,
      by,
    })
    await insertEntry(tx, found, {
      kind: 'adviserAsked',
      title: `${fullName(adviser)} was asked for advice`,
      says: request.why,
      at,
      writtenAt: at,
      by,
    })
    await giveTask(context, tx, actor, {
      to: { personId: adviser.id },
      otherwise: found.caseManager ?? 'chairOfGovernors',
      kind: 'allegations.advise',
      title: 'Give advice on a confidential record',
      about: { kind: 'allegation', id },
      path: `/staff-concerns/${id}`,
      urgency: 'normal',
      lapsesAt: instantAt(addDays(request.lastDay, 1), '00:00'),
      mergeKey: `advise ${adviser.id}`,
    })
    record(tx, {
      did: 'allegations.adviserAsked',
      about: { kind: 'allegation', id },
      detail: { personId: adviser.id, why: request.why, lastDay: request.lastDay },
    })
  })
}

async function requireAdviser(
  tx: Tx,
  found: Allegation,
  { personId, lastDay }: AskAdviser,
  today: string,
): Promise<Person> {
  if (states[found.state].over) throw new Refused('This is over. Open it again before you ask for advice.')
  if (found.adultId === null) {
    throw new Refused('Name the adult first. Until then nobody can say that the adviser is not the adult.')
  }
  const problem = lastDayProblem(lastDay, today)
  if (problem !== null) throw new Refused(`${problem}.`)
  const adviser = (await whoMayAdvise(tx, found, today)).find(({ id }) => id === personId)
  if (adviser) return adviser
  throw new Refused(
    'This person cannot advise on it: they do not hold the role of HR adviser today, or it is about them or somebody close to them.',
  )
}

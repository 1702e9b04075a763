import * as z from 'zod'
import { deadline } from '#/kernel/deadline.ts'
import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsDay, perhapsSaid, said } from '#/platform/forms/answers.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import {
  addToTimeline,
  findIncidentToChange,
  type Incident,
  letIn,
  listInvolvement,
  owesFirstQuestions,
  seenByRole,
} from '../incidents/index.ts'
import { adultsOfTheSchool, findPerson } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { decided } from './happenings.ts'
import { laddersOf } from './ladder-store.ts'
import { type Ladder, type Level, stopNames } from './ladders.ts'
import { partiesLeft, type Sanction } from './sanction.ts'
import { decideSchoolDays } from './settings.ts'
import { insertSanction, seesStaff } from './store.ts'

export const proposeSanctionForm = z
  .object({
    personId: z.uuid('Choose who has to bear it'),
    level: z.string('Choose what follows').min(1, 'Choose what follows'),
    why: said('Say what it is for, and what was considered', 2000),
    stops: z.enum([...stopNames, 'nothing']).default('nothing'),
    tool: perhapsSaid(100),
    endsOn: perhapsDay,
    needsTalk: z.string().optional().transform(Boolean),
    ladoAdvice: perhapsSaid(500),
  })
  .refine(({ stops, tool }) => stops !== 'tool' || tool !== null, {
    path: ['tool'],
    message: 'Say which tool',
  })
  .refine(({ stops, endsOn, needsTalk }) => stops === 'nothing' || endsOn !== null || needsTalk, {
    path: ['endsOn'],
    message: 'Nothing is stopped for good: give the day on which it ends, or tick that it ends after a talk',
  })
export type ProposeSanction = z.infer<typeof proposeSanctionForm>

/**
 * Proposes a sanction on a level of the school’s ladder; what a teacher settles on the spot is approved with it. Refused
 * before the four safety questions are answered (S2), and for an adult without the LADO’s advice.
 */
export function proposeSanction(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: ProposeSanction,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'sanctions.propose')
    if (owesFirstQuestions(incident.state)) {
      throw new Refused('First answer the four safety questions. Nobody is sanctioned before that.')
    }
    const person = await whoBearsIt(tx, actor, incidentId, request.personId)
    const { ladder, name, level } = await levelFor(tx, actor, person.of, request)
    requireFits(level, request, context.clock())
    if (person.of === 'staff' && request.ladoAdvice === null) {
      throw new Refused(
        'Say what the LADO advised, or that no child is concerned. Nothing is done about an adult before that.',
      )
    }
    const sanction: Sanction = {
      id: newId(),
      incidentId,
      ...person,
      ladder: name,
      ladderVersion: ladder.version,
      ...asLevelSays(level),
      ...stopped(request),
      why: request.why,
      ladoAdvice: person.of === 'staff' ? request.ladoAdvice : null,
      proposedAt: context.clock(),
      proposedBy: personOf(actor),
      overAt: null,
    }
    await insertSanction(tx, actor.schoolId, sanction)
    await askParties(context, tx, actor, incident, sanction)
    await tell(tx, actor, sanction)
    if (sanction.state === 'approved')
      await announce(context, tx, actor, decided, { incidentId, sanctionId: sanction.id, of: sanction.of })
    return sanction.id
  })
}

function asLevelSays({ id, name, approver }: Level) {
  const state = partiesLeft(approver, []).length === 0 ? ('approved' as const) : ('proposed' as const)
  return { level: id, levelWords: name, approver, state }
}

function stopped({ stops, tool, endsOn, needsTalk }: ProposeSanction) {
  if (stops === 'nothing') return { stops: null, tool: null, endsOn: null, needsTalk: false }
  return { stops, tool: stops === 'tool' ? tool : null, endsOn, needsTalk }
}

/** Somebody the incident is about: from them, and from theirs, it is hidden already (decision S3). */
async function whoBearsIt(
  tx: Tx,
  actor: Actor,
  incidentId: string,
  personId: string,
): Promise<Pick<Sanction, 'personId' | 'nameThen' | 'of'>> {
  const people = await listInvolvement(tx, actor.schoolId, incidentId)
  const found = people.find(
    (one) =>
      one.personId === personId &&
      !one.removedAt &&
      (one.part === 'allegedInstigator' || one.part === 'other'),
  )
  if (!found) throw new NotFound('person in the incident')
  const { kind } = await findPerson(tx, actor.schoolId, personId)
  const of = kind === 'pupil' ? 'pupil' : adultsOfTheSchool.includes(kind) ? 'staff' : null
  if (of === null)
    throw new Refused('The school sanctions its pupils and the adults who work here, nobody else.')
  if (of === 'staff' && !(await seesStaff(tx, actor))) {
    throw new Refused(
      'Sanctions of adults are for the head, or the chair of governors. Ask them to enter it.',
    )
  }
  return { personId, nameThen: found.nameThen, of }
}

async function levelFor(
  tx: Tx,
  actor: Actor,
  of: 'pupil' | 'staff',
  { level: wanted }: ProposeSanction,
): Promise<{ ladder: Ladder; name: string; level: Level }> {
  const { name, ladder } = (await laddersOf(tx, actor.schoolId))[of]
  const level = ladder.levels.find(({ id }) => `${of}:${id}` === wanted)
  if (level) return { ladder, name, level }
  const whose = of === 'pupil' ? 'pupils' : 'adults of the school'
  throw new Refused(`This is not on the ladder for ${whose}. Choose one of the levels under that heading.`)
}

function requireFits(level: Level, { stops, endsOn }: ProposeSanction, now: Date): void {
  if (stops !== 'nothing' && !level.stops.includes(stops)) {
    throw new Refused(`“${level.name}” does not stop that. Choose the level that does, or stop nothing.`)
  }
  if (stops !== 'nothing' && endsOn !== null && endsOn <= londonDate(now)) {
    throw new Refused('The day on which it ends has to be after today.')
  }
}

async function askParties(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  sanction: Sanction,
): Promise<void> {
  const count = await readSetting(tx, actor.schoolId, decideSchoolDays)
  const calendar = await readCalendar(tx, actor.schoolId)
  const at = deadline(context.clock(), { count, clock: 'schoolDays' }, calendar)
  const deputySees = sanction.of === 'pupil' && (await seenByRole(tx, incident, 'deputyHead'))
  for (const [party, roles] of partiesLeft(sanction.approver, []).entries()) {
    const first = roles.includes('head') ? ('head' as const) : ('chairOfGovernors' as const)
    const deputy = deputySees && roles.includes('deputyHead') ? [{ role: 'deputyHead' as const }] : []
    const given = await giveTask(context, tx, actor, {
      to: [{ role: first }, ...deputy],
      kind: 'sanctions.decide',
      title: 'Decide on what was proposed after an incident',
      about: { kind: 'incident', id: incident.id },
      path: `/sanctions/${sanction.id}`,
      urgency: 'normal',
      due: { at, clock: 'schoolDays' },
      mergeKey: decisionTask(sanction.id, party),
    })
    await letIn(context, tx, incident, given.people, 'Decides on a sanction.')
  }
}

/** The task of one party to decide. */
export const decisionTask = (sanctionId: string, party: number): string => `sanction ${sanctionId} ${party}`

/** What concerns an adult never stands on the timeline, which more people read. */
async function tell(tx: Tx, actor: Actor, { id, incidentId, of, levelWords, state, proposedAt }: Sanction) {
  if (of === 'pupil') {
    const title = state === 'approved' ? 'Sanction' : 'Sanction proposed'
    await addToTimeline(tx, actor, {
      incidentId,
      at: proposedAt,
      title: `${title}: ${levelWords}`,
      path: `/sanctions/${id}`,
    })
  }
  record(tx, { did: 'sanctions.proposed', about: { kind: 'sanction', id } })
}

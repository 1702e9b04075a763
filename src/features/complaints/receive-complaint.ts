import * as z from 'zod'
import { type Allowance, deadline } from '#/kernel/deadline.ts'
import { isId, newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { type KeptFrom, keepFrom } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { adultsOfTheSchool, findPerson, relativesOf } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { chooseDeciders } from './choose-deciders.ts'
import { type Complaint, drawReference, type Kind, kindNames, kinds } from './complaint.ts'
import { type LoggedAs, logIncident } from './log-incident.ts'
import { acknowledgeDays, answerDays, complaintClock } from './settings.ts'
import { insertComplaint, insertEntry } from './store.ts'

export const receiveComplaintForm = z.object({
  kind: z.enum(kindNames as [Kind, ...Kind[]], 'Choose what the complaint is about'),
  complainant: z
    .string()
    .trim()
    .min(1, 'Say who complains and how to reach them; “no name” will do')
    .max(300, 'Keep it under 300 characters'),
  account: z
    .string()
    .trim()
    .min(1, 'Say what the complaint is')
    .max(10_000, 'Keep the complaint under 10,000 characters')
    .transform(sensitive),
  aboutId: z
    .string()
    .default('')
    .transform((id) => (isId(id) ? id : null)),
})
export type ReceiveComplaint = z.infer<typeof receiveComplaintForm>

export type Received = { complaintId: string; outside: boolean }

/**
 * Writes a complaint down and sends it by its route: to those who decide, with days to acknowledge and to answer; a
 * child who may be harmed goes to the safeguarding lead at once. It is kept from whom it is about and from theirs.
 */
export function receiveComplaint(
  context: Context,
  actor: Actor,
  request: ReceiveComplaint,
): Promise<Received> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'complaints.receive')
    return asSchool(tx, () => write(context, tx, actor, request))
  })
}

async function write(context: Context, tx: Tx, actor: Actor, request: ReceiveComplaint): Promise<Received> {
  const { schoolId } = actor
  const at = context.clock()
  const person = request.aboutId === null ? null : await findPerson(tx, schoolId, request.aboutId)
  const aboutAdult = person !== null && adultsOfTheSchool.includes(person.kind)
  const kind = routeOf(request.kind, aboutAdult)
  if (kind === 'staffMisuse' && person !== null && !aboutAdult) {
    throw new Refused('This person does not work here. Choose another kind of complaint, or another person.')
  }
  const kept = await keptBecauseOf(tx, schoolId, request.aboutId)
  const about = { schoolId, kind, aboutId: request.aboutId, at }
  const decidedBy = await chooseDeciders(tx, about, new Set(kept.map(({ personId }) => personId)))
  const complaint: Complaint = {
    id: newId(at.getTime()),
    schoolId,
    reference: drawReference(),
    kind,
    state: decidedBy.length === 0 ? 'outside' : 'received',
    decidedBy,
    aboutId: request.aboutId,
    complainant: request.complainant,
    account: request.account,
    receivedAt: at,
    receivedBy: personOf(actor),
    ...(await dueDays(tx, schoolId, at)),
    outcome: null,
    incidentId: null,
    closedAt: null,
  }
  const logs = logsAs(kind, aboutAdult)
  if (logs !== null) complaint.incidentId = await logIncident(context, tx, actor, complaint, logs)
  await insertComplaint(tx, complaint)
  await keepFrom(tx, { schoolId, recordId: complaint.id, at }, kept)
  await insertEntry(tx, complaint, { title: 'Received', at, by: personOf(actor) })
  record(tx, { did: 'complaints.received', about: { kind: 'complaint', id: complaint.id } })
  await giveTasks(context, tx, actor, complaint)
  return { complaintId: complaint.id, outside: decidedBy.length === 0 }
}

/** What is about an adult of the school goes by the adults' route, whatever was chosen (B44, R109). */
function routeOf(chosen: Kind, aboutAdult: boolean): Kind {
  const usual: readonly Kind[] = ['misuse', 'outOfHours', 'thirdParty']
  return aboutAdult && usual.includes(chosen) ? 'staffMisuse' : chosen
}

/** A child who may be harmed by an adult of the school: both registers, and neither reads the other's. */
function logsAs(kind: Kind, aboutAdult: boolean): LoggedAs | null {
  const { logs } = kinds[kind]
  return logs === 'child' && aboutAdult ? 'adultAndChild' : logs
}

async function keptBecauseOf(tx: Tx, schoolId: string, aboutId: string | null): Promise<KeptFrom[]> {
  if (aboutId === null) return []
  const relatives = await relativesOf(tx, schoolId, [aboutId])
  return [
    { personId: aboutId, why: 'subject' },
    ...[...relatives]
      .filter((one) => one !== aboutId)
      .map((personId) => ({ personId, why: 'relative' as const })),
  ]
}

async function dueDays(tx: Tx, schoolId: string, at: Date) {
  const clock = await readSetting(tx, schoolId, complaintClock)
  const calendar = await readCalendar(tx, schoolId)
  const within = (count: number): Date => deadline(at, { count, clock } satisfies Allowance, calendar)
  return {
    acknowledgeBy: within(await readSetting(tx, schoolId, acknowledgeDays)),
    answerBy: within(await readSetting(tx, schoolId, answerDays)),
  }
}

/** Gives those who decide on a complaint what is left to do about it. */
export async function giveTasks(context: Context, tx: Tx, actor: Actor, complaint: Complaint): Promise<void> {
  const [first] = complaint.decidedBy
  if (first === undefined) return
  const clock = await readSetting(tx, complaint.schoolId, complaintClock)
  const parts = {
    to: complaint.decidedBy.map((role) => ({ role: role as 'head' })),
    otherwise: 'head' as const,
    about: { kind: 'complaint', id: complaint.id },
    path: `/complaints/${complaint.id}` as const,
    urgency: 'normal' as const,
  }
  const acknowledge = {
    kind: 'complaints.acknowledge' as const,
    title: 'Acknowledge what somebody wrote to the school',
  }
  const answer = { kind: 'complaints.answer' as const, title: 'Answer what somebody wrote to the school' }
  if (complaint.state === 'received') {
    await giveTask(context, tx, actor, {
      ...parts,
      ...acknowledge,
      due: { at: complaint.acknowledgeBy, clock },
      mergeKey: 'acknowledge',
    })
  }
  await giveTask(context, tx, actor, {
    ...parts,
    ...answer,
    due: { at: complaint.answerBy, clock },
    mergeKey: 'answer',
  })
}

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { type Sensitive, sensitive } from '#/kernel/sensitive.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import { type Actor, personOf, systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { keyFor } from '#/platform/keys/keys.ts'
import { addToTimeline, findIncident, indexWords, letIn } from '../incidents/index.ts'
import { findPeople } from '../people/index.ts'
import { giveTask } from '../tasks/index.ts'
import { toldOf } from './dispatch.ts'
import { hashReplyCode, readReplyCode } from './reply-code.ts'
import type { Message, Report } from './report.ts'
import { findReport, findReportByCode, insertMessage, markRead, messagesOf } from './store.ts'

export const messageForm = z.object({
  text: z
    .string()
    .trim()
    .min(1, 'Write your message')
    .max(4000, 'Keep your message under 4,000 characters')
    .transform(sensitive),
})

/** What somebody reads of their own report: their words and what was written for them, nothing of the case (S6). */
export type OwnReport = { report: Report; messages: readonly Message[] }

/** Writes an answer for whoever reported it. They read it here or by their code; it goes nowhere else. */
export function answerReport(
  context: Context,
  actor: Actor,
  reportId: string,
  request: z.infer<typeof messageForm>,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const report = await findReport(tx, actor.schoolId, reportId)
    if (!report) throw new NotFound('report')
    await findIncident(tx, actor, report.incidentId)
    allow(context, actor, 'reports.answer')
    await write(context, tx, actor, report, 'school', request.text)
    record(tx, {
      did: 'reports.answered',
      about: { kind: 'incident', id: report.incidentId },
      detail: { reportId },
    })
    if (report.reporterId !== null) await tellReporter(context, tx, actor, report, report.reporterId)
  })
}

/** Reads one's own report, and notes that the answers were seen. Not found when it is somebody else's. */
export async function readOwnReport(context: Context, actor: Actor, reportId: string): Promise<OwnReport> {
  const { personId } = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const report = await findReport(tx, actor.schoolId, reportId)
    if (report?.reporterId !== personId) throw new NotFound('report')
    return seen(context, tx, actor, report)
  })
}

/** Reads by the code. A wrong code and somebody else's code are the same answer. The caller throttles. */
export function readByCode(context: Context, actor: Actor, typed: string): Promise<OwnReport> {
  return inTransaction(context, actor, async (tx) =>
    seen(context, tx, actor, await byCode(context, tx, actor, typed)),
  )
}

/** Adds to one's own report, from a sign-in. */
export async function writeToSchool(
  context: Context,
  actor: Actor,
  reportId: string,
  request: z.infer<typeof messageForm>,
): Promise<void> {
  const { personId } = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const report = await findReport(tx, actor.schoolId, reportId)
    if (report?.reporterId !== personId) throw new NotFound('report')
    await addFromReporter(context, tx, actor, report, request.text)
  })
}

/** Adds to a report by its code. */
export function writeByCode(
  context: Context,
  actor: Actor,
  request: z.infer<typeof messageForm> & { code: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const report = await byCode(context, tx, actor, request.code)
    await addFromReporter(context, tx, actor, report, request.text)
  })
}

async function byCode(context: Context, tx: Tx, actor: Actor, typed: string): Promise<Report> {
  const plain = readReplyCode(typed)
  const { key } = await keyFor(tx, context.vault.keyring, actor.schoolId, 'replyCodes')
  const report = plain && (await findReportByCode(tx, actor.schoolId, hashReplyCode(key, plain)))
  if (!report) throw new NotFound('report')
  return report
}

async function seen(context: Context, tx: Tx, actor: Actor, report: Report): Promise<OwnReport> {
  await markRead(tx, actor.schoolId, report.id, 'school', context.clock())
  return { report, messages: await messagesOf(tx, actor.schoolId, report.id) }
}

async function write(
  context: Context,
  tx: Tx,
  actor: Actor,
  report: Report,
  writtenBy: Message['writtenBy'],
  text: Sensitive,
): Promise<void> {
  const at = context.clock()
  await insertMessage(tx, actor.schoolId, {
    id: newId(),
    report,
    writtenBy,
    personId: personOf(actor),
    text,
    writtenAt: at,
  })
  const title = writtenBy === 'school' ? 'Answer written for the reporter' : 'The reporter wrote again'
  await addToTimeline(tx, actor, { incidentId: report.incidentId, at, title })
}

function addFromReporter(
  context: Context,
  tx: Tx,
  actor: Actor,
  report: Report,
  text: Sensitive,
): Promise<void> {
  return asSchool(tx, async () => {
    await write(context, tx, actor, report, 'reporter', text)
    await indexWords(tx, actor.schoolId, report.incidentId, [text])
    record(tx, {
      did: 'reports.reporterWrote',
      about: { kind: 'incident', id: report.incidentId },
      detail: { reportId: report.id },
    })
    const incident = await findIncident(tx, systemActor(actor.schoolId), report.incidentId)
    const roles = await toldOf(tx, incident)
    const { people } = await giveTask(context, tx, actor, {
      to: roles.map((role) => ({ role })),
      kind: 'reports.readMessage',
      title: 'Read what a reporter has written',
      about: { kind: 'incident', id: incident.id },
      path: `/incidents/${incident.id}`,
      urgency: incident.safeguarding ? 'now' : 'soon',
      mergeKey: `message:${report.id}`,
    })
    await letIn(context, tx, incident, people, 'Was told that the reporter wrote again.')
  })
}

/** The reporter's task is about their own report, so that it reaches them although the incident may be kept from them. */
async function tellReporter(
  context: Context,
  tx: Tx,
  actor: Actor,
  report: Report,
  personId: string,
): Promise<void> {
  const [reporter] = await findPeople(tx, actor.schoolId, [personId])
  if (!reporter || reporter.leftOn !== null) return
  await giveTask(context, tx, actor, {
    to: { personId },
    kind: 'reports.readAnswer',
    title: 'Read the answer to something you told us',
    about: { kind: 'report', id: report.id },
    path: `/my-reports/${report.id}`,
    urgency: 'normal',
    mergeKey: 'readAnswer',
    // Theirs alone: that they told something goes to nobody when they leave.
    endsWithPerson: true,
  })
}

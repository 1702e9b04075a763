// The termly report: made by the head or safeguarding lead, kept as it went out, read by governors.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { addDays, instantAt, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { SchoolCalendar, Term } from '#/kernel/school-calendar.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { misuseCatalogue, misuseKind } from '../incidents/index.ts'
import { readCalendar } from '../schools/index.ts'
import { type CountTable, printTables, type ReportBody } from './governors-report.ts'
import {
  countByKind,
  countByWhen,
  earlierEditions,
  medianDaysToClose,
  type Span,
  type StoredReport,
  saveReport,
} from './report-store.ts'

const whichTerm = 'Choose the term that the report is about'

export const makeReportForm = z.object({
  termFrom: z.string(whichTerm).refine(isCalendarDate, whichTerm),
  comment: z
    .string()
    .trim()
    .max(4000, 'Keep the comment under 4,000 characters')
    .transform((text) => text || null),
})
export type MakeReport = z.infer<typeof makeReportForm>

/** Makes and keeps the next edition for a term. Refuses a term that the calendar has not, or that has not begun. */
export function makeReport(context: Context, actor: Actor, request: MakeReport): Promise<StoredReport> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'oversight.makeReport')
    const at = context.clock()
    const term = termFrom(await readCalendar(tx, actor.schoolId), request.termFrom, londonDate(at))
    const earlier = await earlierEditions(tx, actor.schoolId, term.from)
    const { body, editions } = await draft(context, tx, actor, term, earlier)
    const report: StoredReport = {
      id: newId(),
      termName: term.name,
      termFrom: term.from,
      termTo: term.to,
      edition: earlier.length + 1,
      body,
      comment: request.comment,
      madeBy: personOf(actor),
      madeAt: at,
    }
    await saveReport(tx, actor.schoolId, { ...report, editions })
    record(tx, { did: 'oversight.reportMade', about: { kind: 'termlyReport', id: report.id } })
    return report
  })
}

function termFrom(calendar: SchoolCalendar, from: string, today: string): Term {
  const term = calendar.terms.find((one) => one.from === from)
  if (!term)
    throw new Refused('The school’s calendar has no term that begins on that day. Choose one from the list.')
  if (term.from > today) throw new Refused('That term has not begun yet, so there is nothing to report.')
  return term
}

type Earlier = Awaited<ReturnType<typeof earlierEditions>>

async function draft(context: Context, tx: Tx, actor: Actor, term: Term, earlier: Earlier) {
  const span = { from: instantAt(term.from, '00:00'), to: instantAt(addDays(term.to, 1), '00:00') }
  const { printed, editions } = printTables(
    [
      await kindTable(tx, actor, span),
      await whenTable(tx, actor, span),
      ...(await featureTables(context, tx, actor, span)),
    ],
    earlier,
  )
  const body: ReportBody = { facts: await factsOf(tx, actor, span, printed), tables: printed }
  return { body, editions }
}

/** Every kind has its row, also those of which there was none: editions keep one shape. */
async function kindTable(tx: Tx, actor: Actor, span: Span): Promise<CountTable> {
  const counted = new Map((await countByKind(tx, actor, span)).map((row) => [row.kind, row]))
  const kinds = misuseCatalogue.filter(({ register }) => register !== 'adult')
  return {
    key: 'kinds',
    caption: 'What was told to the school',
    along: 'Kind',
    columns: ['Done', 'Still open'],
    rows: kinds.map(({ id }) => ({
      label: misuseKind(id)?.words ?? id,
      counts: [counted.get(id)?.over ?? 0, counted.get(id)?.open ?? 0],
    })),
  }
}

async function whenTable(tx: Tx, actor: Actor, span: Span): Promise<CountTable> {
  const { inSchoolTime, outside, notKnown } = await countByWhen(tx, actor, span)
  return {
    key: 'when',
    caption: 'When it happened',
    along: 'When',
    columns: ['Incidents'],
    rows: [
      { label: 'In school time', counts: [inSchoolTime] },
      { label: 'Outside school time', counts: [outside] },
      { label: 'Not known', counts: [notKnown] },
    ],
  }
}

/** Registers tell their own figures: referrals, removals, sanctions (their feature's `figures`). */
async function featureTables(
  context: Context,
  tx: Tx,
  actor: Actor,
  { from, to }: Span,
): Promise<CountTable[]> {
  const tables: CountTable[] = []
  for (const { key, caption, along, unit, read } of context.figures) {
    const counts = await read(tx, actor, from, to)
    tables.push({
      key,
      caption,
      along,
      columns: [unit],
      rows: counts.map(({ label, count }) => ({ label, counts: [count] })),
    })
  }
  return tables
}

async function factsOf(tx: Tx, actor: Actor, span: Span, printed: ReportBody['tables']): Promise<string[]> {
  const all = printed[0]?.rows.at(-1)?.at(-1) ?? 'none'
  const days = await medianDaysToClose(tx, actor, span)
  return [
    `Incidents and concerns told to the school: ${all}.`,
    days === null
      ? 'Nothing was closed in the term.'
      : `Half of what was closed took ${Math.max(1, Math.round(days))} days or fewer.`,
  ]
}

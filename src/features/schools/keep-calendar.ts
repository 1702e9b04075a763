import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { formatDate, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { calendarProblems, schoolYearOf, type Term, termOf } from '#/kernel/school-calendar.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { addClosedDay, removeClosedDay, replaceTerms } from './place-store.ts'
import { readCalendar } from './store.ts'

export const closedDayForm = z.object({
  day: z.string('Enter the day').refine(isCalendarDate, 'Enter the day, like 4 1 2027'),
  why: z
    .string('Say why')
    .trim()
    .min(3, 'Say why, like "inset day"')
    .max(120, 'Keep this under 120 characters'),
})

/** The rows of the form for terms: half-terms as most schools count them, and two more. */
export const termRows: readonly number[] = Array.from({ length: 8 }, (_, row) => row)
/** Its fields that are dates. */
export const termDates: readonly string[] = termRows.flatMap((row) => [`from${row}`, `to${row}`])

/** Rows with a name, as terms. Refuses, beside the box, a row without both of its days and terms that cross. */
export const termsForm: z.ZodType<Term[]> = z.record(z.string(), z.unknown()).transform((typed, checking) => {
  const text = (field: string) => String(typed[field] ?? '').trim()
  const dayOf = (field: string, which: string, name: string) => {
    const message = `Enter the ${which} day of ${name}, like 2 9 2026`
    if (!isCalendarDate(text(field))) checking.addIssue({ code: 'custom', message, path: [field] })
    return text(field)
  }
  const rows = termRows
    .map((row) => ({ row, name: text(`name${row}`) }))
    .filter(({ name }) => name !== '')
    .map(({ row, name }) => ({
      row,
      name: name.slice(0, 40),
      from: dayOf(`from${row}`, 'first', name),
      to: dayOf(`to${row}`, 'last', name),
    }))
  for (const { field, message } of crossings(rows))
    checking.addIssue({ code: 'custom', message, path: [field] })
  return rows.map(({ name, from, to }) => ({ name, from, to }))
})

type TermRow = Term & { row: number }

function crossings(rows: readonly TermRow[]): { field: string; message: string }[] {
  const whole = rows.filter(({ from, to }) => isCalendarDate(from) && isCalendarDate(to))
  const backwards = whole.filter(({ from, to }) => from > to)
  const inOrder = whole.toSorted((a, b) => a.from.localeCompare(b.from))
  const early = inOrder.flatMap((term, place) => {
    const before = inOrder[place - 1]
    return before && term.from <= before.to ? [{ term, before }] : []
  })
  return [
    ...backwards.map(({ row, name }) => ({
      field: `to${row}`,
      message: `${name} ends before it begins: change one of its days`,
    })),
    ...early.map(({ term, before }) => ({
      field: `from${term.row}`,
      message: `${term.name} begins before ${before.name} has ended`,
    })),
  ]
}

/** Puts the terms of this school year and later in the place of those there are. Refuses dates that cross. */
export function keepTerms(context: Context, actor: Actor, terms: readonly Term[]): Promise<void> {
  return inTransaction(context, actor, (tx) => {
    allow(context, actor, 'schools.change')
    return saveTerms(context, tx, actor, terms)
  })
}

/** The same inside a command that has asked its own permission: the first set-up. */
export async function saveTerms(
  context: Context,
  tx: Tx,
  actor: Actor,
  terms: readonly Term[],
): Promise<void> {
  const { schoolId } = actor
  const now = await readCalendar(tx, schoolId)
  const from = schoolYearOf(londonDate(context.clock())).from
  const earlier = now.terms.filter((term) => term.from < from)
  const problems = calendarProblems({ ...now, terms: [...earlier, ...terms] })
  if (problems[0] !== undefined) throw new Refused(problems[0])
  const early = terms.find((term) => term.from < from)
  if (early)
    throw new Refused(`${early.name} lies before ${formatDate(from)}. Past years are kept as they were.`)
  const rows = terms.map((term) => ({
    school_id: schoolId,
    id: newId(),
    name: term.name,
    starts_on: term.from,
    ends_on: term.to,
  }))
  await replaceTerms(tx, schoolId, from, rows)
  record(tx, { did: 'schools.termsChanged', about: { kind: 'school', id: schoolId }, detail: { terms } })
}

/** Marks a day inside a term as closed: inset, snow. Refuses a day outside every term, and one that is marked. */
export function closeDay(
  context: Context,
  actor: Actor,
  request: { day: string; why: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'schools.change')
    if (!termOf(request.day, await readCalendar(tx, schoolId))) {
      throw new Refused(`${formatDate(request.day)} lies in no term, so the school is closed anyway.`)
    }
    if (!(await addClosedDay(tx, { school_id: schoolId, on_day: request.day, why: request.why }))) {
      throw new Refused(`${formatDate(request.day)} is marked as closed already.`)
    }
    record(tx, { did: 'schools.dayClosed', about: { kind: 'school', id: schoolId }, detail: request })
  })
}

/** The school is open on that day after all. */
export function openDay(context: Context, actor: Actor, request: { day: string }): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'schools.change')
    if (!(await removeClosedDay(tx, schoolId, request.day)))
      throw new Refused('That day was not marked as closed.')
    record(tx, { did: 'schools.dayOpened', about: { kind: 'school', id: schoolId }, detail: request })
  })
}

// The forms for grown-ups: staff at work, and parents and everybody else. Ninety seconds, one page, nothing twice.

import * as z from 'zod'
import { instantAt, isCalendarDate } from '#/kernel/london-time.ts'
import { type Sensitive, sensitive } from '#/kernel/sensitive.ts'
import { parseTimeInput } from '#/kernel/time-input.ts'
import type { Tx } from '#/platform/database/database.ts'
import { factsForm, misuseKind } from '../incidents/index.ts'
import { namedPeople, peopleNotToTell, type Settled } from './named-people.ts'
import type { ReceiveReport } from './receive-report.ts'
import { type Channel, notTellAsks, type Said } from './report.ts'

const text = (most: number, tooLong: string) => z.string().trim().max(most, tooLong).default('')
/** What somebody wrote about people: withheld from whatever prints it. */
const words = (most: number, tooLong: string) => text(most, tooLong).transform(sensitive)

const common = {
  danger: z.enum(['yes', 'no'], 'Say whether anyone is in danger now. If so, ring 999 first'),
  what: z
    .string()
    .trim()
    .min(1, 'Write what happened, as you saw or heard it')
    .max(8000, 'Keep this under 8,000 characters; you can add more later')
    .transform(sensitive),
  affected: words(1000, 'Keep the names under 1,000 characters'),
  doneBy: words(1000, 'Keep the names under 1,000 characters'),
  aboutAdult: z.enum(
    ['no', 'yes', 'head', 'notSure'],
    'Say whether it is about somebody who works or helps here',
  ),
  notTell: words(500, 'Keep this under 500 characters'),
}

/** In the order of the page, so that what is wrong is listed from its top to its foot. */
export const staffForm = z.object({
  danger: common.danger,
  kind: z.string().refine((id) => misuseKind(id) !== undefined, 'Choose what kind of thing happened'),
  what: common.what,
  childsWords: words(4000, 'Keep the child’s words under 4,000 characters'),
  affected: common.affected,
  doneBy: common.doneBy,
  aboutAdult: common.aboutAdult,
  image: z.enum(['yes', 'no', 'notSure'], 'Say whether there could be a picture of a child'),
  notTell: common.notTell,
  happenedOn: z
    .string()
    .default('')
    .refine((date) => date === '' || isCalendarDate(date), 'The day must be a real date, like 24 11 2026'),
  happenedTime: text(20, 'Write the time like 2:05pm').refine(
    (typed) => typed === '' || 'time' in parseTimeInput(typed, 'The time'),
    'Write the time like 2:05pm or 14:05',
  ),
  happenedWhere: factsForm.happenedWhere.default('unknown'),
  onlineService: factsForm.onlineService,
  device: text(200, 'Keep the device under 200 characters'),
  account: text(200, 'Keep the account under 200 characters'),
  address: text(200, 'Keep the address under 200 characters'),
})
export type StaffForm = z.infer<typeof staffForm>

export const publicForm = z.object({
  ...common,
  contact: words(300, 'Keep this under 300 characters'),
})
export type PublicForm = z.infer<typeof publicForm>

const adultWords = { no: 'No', yes: 'Yes', head: 'Yes, the head teacher', notSure: 'Not sure' } as const

/** A colleague's answers as a report. "Not sure" counts as yes, for a picture and for an adult. */
export async function staffReport(
  tx: Tx,
  schoolId: string,
  form: StaffForm,
  at: Date,
  settled: Settled,
): Promise<ReceiveReport> {
  const { kind } = form
  const technical = [form.device, form.account, form.address].some((typed) => typed !== '')
  return {
    ...commonReport('staff', form),
    technical: technical
      ? { device: form.device || null, account: form.account || null, address: form.address || null }
      : null,
    said: answered([
      ['Is anyone in danger now?', form.danger === 'yes' ? 'Yes' : 'No'],
      ['What kind of thing is it?', misuseKind(kind)?.words ?? '', { kind }],
      ['What happened?', form.what],
      ['The child’s exact words', form.childsWords, { childsWords: true }],
      ['Who is affected?', form.affected],
      ['Who is said to have done it?', form.doneBy],
      ['Is it about somebody who works or helps here?', adultWords[form.aboutAdult]],
      [notTellAsks.adult, form.notTell],
    ]),
    incident: {
      ...(await commonIncident(tx, schoolId, form, { at, settled })),
      kind,
      ...whenOf(form),
      happenedWhere: form.happenedWhere,
      onlineService: form.onlineService,
      possibleChildImage: form.image !== 'no',
    },
  }
}

/** A parent's or stranger's answers as a report. The kind is the co-ordinator's to find; harm is presumed, not ruled out. */
export async function publicReport(
  tx: Tx,
  schoolId: string,
  channel: Channel,
  form: PublicForm,
  at: Date,
): Promise<ReceiveReport> {
  return {
    ...commonReport(channel, form),
    contact: channel === 'anonymous' ? null : form.contact.reveal() === '' ? null : form.contact,
    said: answered([
      ['Is anyone in danger now?', form.danger === 'yes' ? 'Yes' : 'No'],
      ['What happened?', form.what],
      ['Who is affected?', form.affected],
      ['Who is said to have done it?', form.doneBy],
      ['Is it about somebody who works or helps at the school?', adultWords[form.aboutAdult]],
      [notTellAsks.adult, form.notTell],
    ]),
    incident: await commonIncident(tx, schoolId, form, { at, settled: new Map() }),
  }
}

type Common = Pick<PublicForm, 'danger' | 'what' | 'affected' | 'doneBy' | 'aboutAdult' | 'notTell'>

function commonReport(channel: Channel, form: Common) {
  return {
    channel,
    danger: form.danger === 'yes',
    saysAdult: form.aboutAdult !== 'no',
    chosenAdultId: null,
    contact: null,
    technical: null,
  }
}

async function commonIncident(
  tx: Tx,
  schoolId: string,
  form: Common,
  { at, settled }: { at: Date; settled: Settled },
): Promise<ReceiveReport['incident']> {
  const doneBy = {
    names: namesIn(form.doneBy),
    part: 'allegedInstigator',
    head: form.aboutAdult === 'head',
    at,
    settled,
  } as const
  const affected = { names: namesIn(form.affected), part: 'victim', head: false, at, settled } as const
  const people = [
    ...(await namedPeople(tx, schoolId, doneBy)),
    ...(await namedPeople(tx, schoolId, affected)),
  ]
  const notApproachable: string[] = []
  for (const name of namesIn(form.notTell))
    notApproachable.push(...(await peopleNotToTell(tx, schoolId, name)))
  return {
    kind: form.aboutAdult === 'no' ? 'other' : 'adultOther',
    happenedAt: null,
    happenedPrecision: 'unknown',
    happenedWhere: 'unknown',
    onlineService: null,
    childAtRisk: form.danger === 'yes',
    possibleChildImage: false,
    people,
    notApproachable: [...new Set(notApproachable)],
  }
}

function whenOf({ happenedOn, happenedTime }: StaffForm) {
  if (happenedOn === '') return { happenedAt: null, happenedPrecision: 'unknown' as const }
  const time = parseTimeInput(happenedTime, 'The time')
  return 'time' in time
    ? { happenedAt: instantAt(happenedOn, time.time), happenedPrecision: 'about' as const }
    : { happenedAt: instantAt(happenedOn, '12:00'), happenedPrecision: 'day' as const }
}

type More = Pick<Said, 'childsWords' | 'kind'>

function answered(rows: readonly (readonly [string, string | Sensitive, More?])[]): Said[] {
  return rows
    .map(([ask, answer, more]) => ({
      ask,
      answer: typeof answer === 'string' ? sensitive(answer) : answer,
      ...more,
    }))
    .filter(({ answer }) => answer.reveal() !== '')
}

/** The names in a field, as they were typed. */
export function namesIn(typed: Sensitive): string[] {
  return typed.reveal().split(/[\n,;]| and /)
}

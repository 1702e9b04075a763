// What a joiner gets, by what they are: versioned data. Each is done by the joiner and confirmed by somebody else.

import { deadline } from '#/kernel/deadline.ts'
import { addDays, type CalendarDate, instantAt, londonDate } from '#/kernel/london-time.ts'
import type { SchoolCalendar } from '#/kernel/school-calendar.ts'
import type { PersonKind } from '../people/index.ts'

type Step = {
  title: string
  does: string
  for: readonly PersonKind[]
  /** School days after the first one: nobody reads a policy in the holidays. */
  dueAfterSchoolDays: number
  clauses: readonly string[]
}

const staff = ['staff', 'supply'] as const
const adults = ['staff', 'supply', 'volunteer', 'governor', 'contractor'] as const

/** The keys stand in records: a step that changes its meaning gets a new key. */
const checklist = {
  policy1: {
    title: 'Read the online safety policy',
    does: 'You have a copy and know where it is kept. The safeguarding lead answers questions about it.',
    for: adults,
    dueAfterSchoolDays: 5,
    clauses: ['A72', 'R36'],
  },
  safeguarding1: {
    title: 'Know who the safeguarding lead is',
    does: 'You know the safeguarding lead and the deputies by name and face, and how to reach them.',
    for: adults,
    dueAfterSchoolDays: 1,
    clauses: ['R36'],
  },
  reporting1: {
    title: 'Know how to report',
    does: 'You have opened the report page, and know what goes to the head and what to the safeguarding lead.',
    for: adults,
    dueAfterSchoolDays: 1,
    clauses: ['R36'],
  },
  acceptableUse1: {
    title: 'Get the acceptable use agreement and the guidance on data',
    does: 'You have read what you sign, and know what you answer for when you open the school’s data.',
    for: adults,
    dueAfterSchoolDays: 5,
    clauses: ['T61', 'T92'],
  },
  passwords1: {
    title: 'Set your own passwords',
    does: 'Every password that you were given is changed, and nobody else knows yours.',
    for: adults,
    dueAfterSchoolDays: 2,
    clauses: ['T92'],
  },
  handbook1: {
    title: 'Get the staff handbook',
    does: 'It holds the code of conduct and the acceptable use agreement.',
    for: staff,
    dueAfterSchoolDays: 5,
    clauses: ['R37'],
  },
  training1: {
    title: 'Have the first online safety training',
    does: 'With the safeguarding lead or the computing lead, or by the course that the school names.',
    for: staff,
    dueAfterSchoolDays: 20,
    clauses: ['T92'],
  },
  signed1: {
    title: 'Sign that policies are read and understood and will be followed',
    does: 'Mark this when you have read all of them. It counts as your signature, with the day and your name.',
    for: adults,
    dueAfterSchoolDays: 10,
    clauses: ['R38'],
  },
} as const satisfies Record<string, Step>
export type StepKey = keyof typeof checklist

/** Undefined for a step of an earlier list, which people may still have open. */
export const stepOf = (key: string): Step | undefined =>
  Object.hasOwn(checklist, key) ? checklist[key as StepKey] : undefined

/** What somebody who joins as this has to do. */
export function stepsFor(kind: PersonKind): readonly { key: StepKey; dueAfterSchoolDays: number }[] {
  return (Object.entries(checklist) as [StepKey, Step][])
    .filter(([, step]) => step.for.includes(kind))
    .map(([key, { dueAfterSchoolDays }]) => ({ key, dueAfterSchoolDays }))
}

/** Terms are entered for a few years: a first day outside them is counted from in working days. */
const nextTermWithinDays = 120

/** The day on which a step is due, so many school days after the first one. */
export function dueOn(firstDay: CalendarDate, schoolDays: number, calendar: SchoolCalendar): CalendarDate {
  const reach = addDays(firstDay, nextTermWithinDays)
  const known = calendar.terms.some(({ from, to }) => from <= reach && to >= firstDay)
  const allowance = { count: schoolDays, clock: known ? 'schoolDays' : 'workingDays' } as const
  return londonDate(deadline(instantAt(firstDay, '23:59'), allowance, calendar))
}

/** What a guest is told before they use anything of the school. */
export const guestIsTold = {
  policies: 'Which policies apply to them',
  filtering: 'That access is filtered and monitored',
  restricted: 'What they may use, and what not',
  reporting: 'Whom to tell when something goes wrong',
} as const
export type ToldKey = keyof typeof guestIsTold

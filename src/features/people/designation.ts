// A designation: a person holds a role from a day to a day. The constraints of each role stand in `role.ts`.

import { addDays, type CalendarDate, formatDate } from '#/kernel/london-time.ts'
import { fullName, type Person, personKindWords } from './person.ts'
import { type DesignatedRole, designatedRoles, roleRow, roleWords } from './role.ts'

export type Designation = {
  id: string
  personId: string
  role: string
  startsOn: CalendarDate
  endsOn: CalendarDate | null
}

export type NewDesignation = { role: DesignatedRole; startsOn: CalendarDate }

/** What the school's settings ask of a role besides its own row: `coordinator` also `dsl`. */
export type AlsoNeeded = Readonly<Partial<Record<DesignatedRole, DesignatedRole>>>

/** Whether it is in force on the day. Both bounds belong to it. */
export function inForceOn({ startsOn, endsOn }: Designation, day: CalendarDate): boolean {
  return startsOn <= day && (endsOn === null || endsOn >= day)
}

/** Whether two people must want it (decision X8). */
export const isPowerful = (role: DesignatedRole): boolean => roleRow(role).powerful === true

/** Why the person may not hold the role from that day, in a sentence; null when she may. `held` is all she holds. */
export function designationProblem(
  person: Person,
  held: readonly Designation[],
  wanted: NewDesignation,
  also: AlsoNeeded = {},
): string | null {
  const row = roleRow(wanted.role)
  const name = fullName(person)
  const words = lowerFirst(row.words)
  const later = held.filter(({ endsOn }) => endsOn === null || endsOn >= wanted.startsOn)
  const onTheDay = later.filter((one) => inForceOn(one, wanted.startsOn)).map(({ role }) => role)
  if (person.leftOn !== null && person.leftOn < wanted.startsOn) return `${name} has left the school by then.`
  if (!row.heldBy.includes(person.kind)) {
    return `The ${words} must be ${listOf(row.heldBy.map((kind) => lowerFirst(personKindWords[kind])))}. ${name} is here as ${lowerFirst(personKindWords[person.kind])}.`
  }
  if (later.some(({ role }) => role === wanted.role)) return `${name} is ${words} from that day already.`
  const barred = row.never?.find((role) => later.some((one) => one.role === role))
  if (barred !== undefined) {
    return `The ${words} may never be the ${lowerFirst(roleWords(barred))} as well, and ${name} is. Choose somebody else.`
  }
  if (row.needs && !row.needs.some((role) => onTheDay.includes(role))) {
    return `The ${words} must also be ${listOf(row.needs.map((role) => lowerFirst(roleWords(role))))}. Give ${name} that role first.`
  }
  const asked = also[wanted.role]
  if (asked !== undefined && !onTheDay.includes(asked)) {
    return `In this school the ${words} must also be ${lowerFirst(roleWords(asked))} (see Settings). Give ${name} that role first.`
  }
  return null
}

/** What to do with those who hold a single role when the next one begins: the day theirs ends, or why it cannot. */
export function endOfPrevious(
  previous: Designation,
  name: string,
  startsOn: CalendarDate,
): { endsOn: CalendarDate } | { problem: string } {
  if (previous.startsOn < startsOn) return { endsOn: addDays(startsOn, -1) }
  const since = formatDate(previous.startsOn)
  return {
    problem: `${name} has this role from ${since}, and only one person can. Choose a later day, or end that first.`,
  }
}

/** Which other role of the person would lose what it needs if this one ended; null when none would. */
export function neededBy(
  ending: Designation,
  held: readonly Designation[],
  day: CalendarDate,
): string | null {
  const left = held.filter((one) => one.id !== ending.id && inForceOn(one, day))
  const roles = new Set(left.map(({ role }) => role))
  const broken = left.find(({ role }) => {
    const needs = (designatedRoles as Readonly<Record<string, { needs?: readonly string[] }>>)[role]?.needs
    return needs?.includes(ending.role) === true && !needs.some((need) => roles.has(need))
  })
  return broken?.role ?? null
}

/** For the middle of a sentence; DSL and SIRO keep their capitals. */
export const lowerFirst = (text: string): string =>
  /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)

function listOf(words: readonly string[]): string {
  const withArticle = words.map((word) => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`)
  return withArticle.join(', ').replace(/, ([^,]*)$/, ' or $1')
}

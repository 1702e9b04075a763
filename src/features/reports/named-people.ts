import { sensitive } from '#/kernel/sensitive.ts'
// Names that somebody types. A name is taken for a person only when exactly one person has it: nothing is shown of who
// there is, and a wrong guess would keep a report from the wrong people.

import { londonDate } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { NewPart, Part } from '../incidents/index.ts'
import { adultsOfTheSchool, findPeopleByName, fullName, holdersOn, type Person } from '../people/index.ts'

/** Which of several namesakes is meant, by plain name; null for "not sure". */
export type Settled = ReadonlyMap<string, string | null>

/** The one person of the school with this whole name; null when there is none, or more than one. */
export async function personNamed(tx: Tx, schoolId: string, typed: string): Promise<Person | null> {
  const same = await peopleNamed(tx, schoolId, typed)
  return same.length === 1 ? (same[0] ?? null) : null
}

/** Everybody of the school with this whole name, or every adult with this family name after "Mrs": namesakes. */
export async function peopleNamed(tx: Tx, schoolId: string, typed: string): Promise<Person[]> {
  const name = plainName(typed)
  const titled = /^(?:mr|mrs|ms|miss|dr|sir|madam)\.? (.+)$/.exec(name)?.[1]
  if (titled !== undefined) return adultsNamed(tx, schoolId, titled)
  if (name.split(' ').length < 2) return []
  const near = await findPeopleByName(tx, schoolId, name, 50)
  return near.filter((person) =>
    [fullName(person), `${person.givenName} ${person.familyName}`].some((one) => plainName(one) === name),
  )
}

/**
 * Whom a report names in one part, known people and others; `head` adds the head teacher. Of namesakes it is whom the
 * reporter chose (`settled`, by plain name), else the words as they were typed.
 */
export async function namedPeople(
  tx: Tx,
  schoolId: string,
  named: {
    names: readonly string[]
    part: Part
    head: boolean
    at: Date
    settled?: Settled
  },
): Promise<NewPart[]> {
  const people = new Map<string, NewPart>()
  const { part } = named
  if (named.head) {
    const day = londonDate(named.at)
    for (const { id } of await holdersOn(tx, schoolId, 'head', day)) people.set(id, { personId: id, part })
  }
  for (const typed of named.names) {
    const name = typed.trim()
    if (name === '') continue
    const same = await peopleNamed(tx, schoolId, name)
    const chosen = named.settled?.get(plainName(name))
    const person = same.length === 1 ? same[0] : same.find(({ id }) => id === chosen)
    if (person) people.set(person.id, { personId: person.id, part })
    else if (!named.head) people.set(name, { described: sensitive(name.slice(0, 500)), part })
  }
  return [...people.values()]
}

/**
 * Whom a report must be kept from when somebody "must not be told": the one person of that name or, where that is not
 * sure, every adult of the school whose name it could be. A word of three letters that begins one of their names is
 * enough: to keep it from one colleague too many does less harm than to tell the wrong one.
 */
export async function peopleNotToTell(tx: Tx, schoolId: string, typed: string): Promise<string[]> {
  const sure = await personNamed(tx, schoolId, typed)
  if (sure) return [sure.id]
  const words = plainName(typed)
    .split(/[^\p{L}'’-]+/u)
    .filter((word) => word.length >= 3 && !namesNobody.has(word))
  const found = await Promise.all(words.map((word) => findPeopleByName(tx, schoolId, word, 50)))
  const adults = found.flat().filter((person) => adultsOfTheSchool.includes(person.kind))
  return [...new Set(adults.map(({ id }) => id))]
}

/** Words of such an answer that are nobody's name, so that nobody is kept from it by them. */
const namesNobody = new Set([
  'the',
  'and',
  'none',
  'nobody',
  'one',
  'not',
  'please',
  'tell',
  'don’t',
  "don't",
  'mum',
  'dad',
  'miss',
  'mrs',
  'sir',
])

/** "Mrs Green": the adults of the school with this family name. */
async function adultsNamed(tx: Tx, schoolId: string, familyName: string): Promise<Person[]> {
  const near = await findPeopleByName(tx, schoolId, familyName, 50)
  return near.filter(
    (person) => adultsOfTheSchool.includes(person.kind) && plainName(person.familyName) === familyName,
  )
}

/** A name as it is compared: lower case, one space between its parts. */
export function plainName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { formatDate, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused, Stale } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsSaid } from '#/platform/forms/answers.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { peopleJoined } from './happenings.ts'
import { settleChanged } from './note-wrong-address.ts'
import type { Person, PersonKind } from './person.ts'
import { addPersonRow, findVisiblePerson, type PersonChange, saveRecord } from './person-store.ts'
import { viewerOf } from './viewer.ts'

const name = (what: string) =>
  z.string(`Enter the ${what}`).trim().min(1, `Enter the ${what}`).max(100, 'Keep this under 100 characters')

export const personForm = z.object({
  givenName: name('given name'),
  familyName: name('family name'),
  knownAs: perhapsSaid(100),
  dateOfBirth: z
    .string()
    .default('')
    .refine((text) => text === '' || isCalendarDate(text), 'Enter the date of birth, like 3 11 2017')
    .transform((text) => text || null),
  email: z
    .string()
    .trim()
    .default('')
    .refine(
      (text) => text === '' || z.email().safeParse(text).success,
      'Enter an e-mail address, like name@school.uk',
    )
    .transform((text) => text || null),
  jobTitle: perhapsSaid(100),
})

export const joiningForm = personForm.extend({
  kind: z.enum(
    ['pupil', 'staff', 'guardian', 'governor', 'volunteer', 'supply', 'contractor', 'visitor'],
    'Say what they are',
  ),
  joinedOn: z.string('Enter the first day').refine(isCalendarDate, 'Enter the first day, like 1 9 2026'),
})

export type AddPerson = PersonChange & { kind: PersonKind; joinedOn: string }
export type ChangePerson = PersonChange & { personId: string; seenRevision: number }

/** Adds somebody whom the school knows from a day on. Refuses a birth that lies in the future. */
export function addPerson(context: Context, actor: Actor, request: AddPerson): Promise<string> {
  return inTransaction(context, actor, (tx) => {
    allow(context, actor, 'people.keepRecords')
    return insertPerson(context, tx, actor, request)
  })
}

/** The same inside a command that has asked its own permission: the first set-up, an import. */
export async function insertPerson(
  context: Context,
  tx: Tx,
  actor: Actor,
  person: AddPerson,
): Promise<string> {
  requireBorn(context, person)
  const id = newId()
  await addPersonRow(tx, {
    school_id: actor.schoolId,
    id,
    kind: person.kind,
    given_name: person.givenName,
    family_name: person.familyName,
    known_as: person.knownAs,
    date_of_birth: person.dateOfBirth,
    email: person.email,
    job_title: person.jobTitle,
    external_id: null,
    joined_on: person.joinedOn,
    left_on: null,
  })
  record(tx, { did: 'people.joined', about: { kind: 'person', id }, detail: { kind: person.kind } })
  const { kind, joinedOn } = person
  await announce(context, tx, actor, peopleJoined, { people: [{ personId: id, kind, joinedOn }] })
  return id
}

/** Puts a record right. Refuses, as stale, a change made from a page that somebody else has changed since. */
export function changePerson(context: Context, actor: Actor, request: ChangePerson): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const now = await findVisiblePerson(tx, viewerOf(context, actor), request.personId)
    allow(context, actor, 'people.keepRecords')
    requireBorn(context, request)
    const { personId, seenRevision, ...change } = request
    if (!(await saveRecord(tx, { schoolId: actor.schoolId, id: personId }, change, seenRevision))) {
      throw new Stale(
        'Somebody else changed this while you were typing. Look at what stands now, then save again.',
        {
          ...recordWords(now),
          seenRevision: String(now.revision),
        },
      )
    }
    if (now.email !== change.email) await settleChanged(context, tx, actor, personId)
    record(tx, {
      did: 'people.changed',
      about: { kind: 'person', id: personId },
      detail: { from: recordWords(now) },
    })
  })
}

/** A record as the fields of its form. */
export function recordWords(person: Person): Record<string, string> {
  return {
    givenName: person.givenName,
    familyName: person.familyName,
    knownAs: person.knownAs ?? '',
    dateOfBirth: person.dateOfBirth ?? '',
    email: person.email ?? '',
    jobTitle: person.jobTitle ?? '',
  }
}

function requireBorn(context: Context, { dateOfBirth }: Pick<PersonChange, 'dateOfBirth'>): void {
  const today = londonDate(context.clock())
  if (dateOfBirth !== null && dateOfBirth > today) {
    throw new Refused(`The date of birth lies after today (${formatDate(today)}).`)
  }
}

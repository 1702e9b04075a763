// A logon that several people use, and a lesson in which a child sat at a device.

import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { addResource } from '../../src/features/accounts/keep-access.ts'
import { addGeneric } from '../../src/features/accounts/keep-generic.ts'
import { openSeating } from '../../src/features/accounts/open-seating.ts'
import { addPerson } from '../../src/features/people/keep-person.ts'
import type { PeopleTables } from '../../src/features/people/tables.ts'
import type { SchoolTables } from '../../src/features/schools/tables.ts'
import { lookInto } from '../ground.ts'
import type { Kind, Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** Made by the office and by an adult who never knocks. */
export async function makeLogonRecords(
  context: Context,
  { id: schoolId, people }: MatrixSchool,
): Promise<Partial<Record<Kind, Params>>> {
  const { head, office, teller } = people
  const logonId = await addGeneric(context, office, {
    logonName: 'library',
    purpose: 'The library’s computers',
    ownerId: teller.personId,
  })
  const empty = { knownAs: null, dateOfBirth: null, email: null, jobTitle: null }
  const wanda = {
    ...empty,
    kind: 'pupil' as const,
    givenName: 'Wanda',
    familyName: 'Wren',
    joinedOn: '2026-09-01',
  }
  const pupilId = await addPerson(context, office, wanda)
  const [phaseId, classId] = [newId(), newId()]
  await lookInto(context, schoolId, async (tx) => {
    const places = tx.withTables<SchoolTables & PeopleTables>()
    const since = { starts_on: '2026-09-01', ends_on: null }
    await places
      .insertInto('schools.phase')
      .values({ school_id: schoolId, id: phaseId, key: 'earlyYears', name: 'Early years' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const { id: phase_id } = await places
      .selectFrom('schools.phase')
      .select('id')
      .where('key', '=', 'earlyYears')
      .executeTakeFirstOrThrow()
    await places
      .insertInto('schools.class')
      .values({ school_id: schoolId, id: classId, phase_id, name: 'Wren', year_group: 0, ...since })
      .execute()
    const member = { school_id: schoolId, class_id: classId, ...since }
    await places
      .insertInto('people.class_member')
      .values([
        { ...member, person_id: teller.personId, part: 'teacher' },
        { ...member, person_id: pupilId, part: 'pupil' },
      ])
      .execute()
  })
  const seats = [{ personId: pupilId, device: '14' }]
  const seatingId = await openSeating(context, teller, { classId, room: null, lasts: '60', seats })
  const resourceId = await aHandbook(context, head, teller.personId)
  return {
    resource: { id: resourceId },
    logon: { id: logonId },
    seating: { id: seatingId },
    taughtClass: { class: classId },
  }
}

function aHandbook(context: Context, head: PersonActor, ownerId: string): Promise<string> {
  return addResource(context, head, {
    name: 'Staff handbook',
    kind: 'folder',
    holds: 'How we do things',
    sensitivity: 'open',
    ownerId,
    presetBy: null,
  })
}

// A school with an office, a teacher, a child and her mother, and a class: for tests of who belongs together.

import type { TestContext } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { peopleLeft } from '../src/features/people/happenings.ts'
import type { KeepGuardian } from '../src/features/people/keep-guardian.ts'
import { peoplePermissions } from '../src/features/people/permissions.ts'
import type { SchoolTables } from '../src/features/schools/tables.ts'
import { aGround, aPerson, aSchool, lookInto } from './ground.ts'

export const today = '2026-11-24'

/** The school, its people as actors, and `look` into its database. */
export async function aSchoolWithPeople(t: TestContext) {
  const left: string[] = []
  const ground = await aGround({
    permissions: [peoplePermissions],
    heeds: [
      heed(peopleLeft, async (_context, _tx, _actor, { people }) => {
        for (const { personId } of people) left.push(personId)
      }),
    ],
  })
  t.after(() => ground.close())
  const { context } = ground
  const schoolId = await aSchool(context)
  const office = await aPerson(context, schoolId, { name: 'Ofra Office', roles: ['office'] })
  const manager = await aPerson(context, schoolId, { name: 'Bo Business', roles: ['businessManager'] })
  const teacher = await aPerson(context, schoolId, { name: 'Tom Teacher', roles: ['technician'] })
  const pupil = await aPerson(context, schoolId, { name: 'Pia Pupil', kind: 'pupil' })
  const parent = await aPerson(context, schoolId, { name: 'Mara Mother', kind: 'guardian' })
  const elsewhere = await aPerson(context, await aSchool(context), {
    name: 'Sid Stranger',
    roles: ['office'],
  })
  const classId = await lookInto(context, schoolId, async (tx) => {
    const places = tx.withTables<SchoolTables>()
    const phase = { school_id: schoolId, id: newId(), key: 'keyStage1', name: 'Key stage 1' } as const
    await places.insertInto('schools.phase').values(phase).execute()
    const id = newId()
    const oak = {
      school_id: schoolId,
      id,
      phase_id: phase.id,
      name: '1 Oak',
      year_group: 1,
      starts_on: today,
      ends_on: null,
    }
    await places.insertInto('schools.class').values(oak).execute()
    return id
  })
  const look = <T>(work: Parameters<typeof lookInto<T>>[2]) => lookInto(context, schoolId, work)
  return { context, schoolId, office, manager, teacher, pupil, parent, elsewhere, classId, left, look }
}

/** An adult as a child's guardian, whose parental responsibility nobody knows. */
export function guardian(pupilId: string, guardianId: string): KeepGuardian {
  return {
    pupilId,
    guardianId,
    relation: 'mother',
    parentalResponsibility: 'unknown',
    mayBeContacted: true,
    maySign: false,
    maySee: false,
    addressWithheld: true,
  }
}

// A school with classes in two phases, children with parents, and staff; agreements are approved as a test asks for them.

import type { TestContext } from 'node:test'
import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Feature } from '#/platform/feature.ts'
import { saveSetting } from '#/platform/settings/save-setting.ts'
import type { Setting } from '#/platform/settings/settings.ts'
import type { AgreementKey } from '../src/features/agreements/agreement.ts'
import { decideText, submitText } from '../src/features/agreements/approve-text.ts'
import { startDraft } from '../src/features/agreements/draft-text.ts'
import { agreements } from '../src/features/agreements/feature.ts'
import { publishedVersion } from '../src/features/agreements/version-store.ts'
import type { PeopleTables } from '../src/features/people/tables.ts'
import type { PhaseKey } from '../src/features/schools/index.ts'
import type { SchoolTables } from '../src/features/schools/tables.ts'
import { aPerson, lookInto } from './ground.ts'
import { type StaffedSchool, staffedSchools } from './staffed-school.ts'

export type SigningSchool = Awaited<ReturnType<typeof aSchoolThatSigns>>

type Child = { pupil: PersonActor; mother: PersonActor; father: PersonActor; classId: string }

/** Who is there: an office, a teacher of 3 Elm, and in 1 Oak and 3 Elm one child each with two parents who may sign. */
export async function aSchoolThatSigns(t: TestContext, others: readonly Feature[] = []) {
  const features = [agreements, ...others]
  const world = await staffedSchools(t, {
    permissions: features.map(({ permissions }) => permissions),
    heeds: features.flatMap(({ heeds }) => heeds ?? []),
    settings: features.flatMap(({ settings }) => settings ?? []),
  })
  const { context, school } = world
  const oak = await aClass(world, school.id, 'keyStage1', '1 Oak', 1)
  const elm = await aClass(world, school.id, 'keyStage2', '3 Elm', 3)
  await putInto(world, school.id, elm, school.people.teacher.personId, 'teacher')
  const office = await aPerson(context, school.id, { name: 'Ofra Office', roles: ['office'] })
  const otherTeacher = await aPerson(context, school.id, { name: 'Otto Teacher' })
  await putInto(world, school.id, oak, otherTeacher.personId, 'teacher')
  const ada = await aChild(world, school, elm, 'Ada Abbot')
  const ben = await aChild(world, school, oak, 'Ben Brook')
  return {
    ...world,
    office,
    otherTeacher,
    classes: { oak, elm },
    ada,
    ben,
    /** The text of an agreement is drafted from the model, sent, and approved by the head. */
    publish: (key: AgreementKey) => publish(world, school, key),
    hashOf: (key: AgreementKey) => hashOf(world, school.id, key),
    /** The school sets something. */
    set: <T>(setting: Setting<T>, value: T, seenVersion = 0) =>
      lookInto(context, school.id, (tx) =>
        saveSetting(
          tx,
          setting,
          { value, why: 'Our policy', seenVersion },
          { schoolId: school.id, personId: school.people.head.personId, at: context.clock() },
        ),
      ),
  }
}

type World = Awaited<ReturnType<typeof staffedSchools>>

/** Approves the model text of an agreement at a school. */
export async function publish(
  { context }: Pick<World, 'context'>,
  { people: { head } }: { people: { head: PersonActor } },
  key: AgreementKey,
) {
  const id = await startDraft(context, head, key)
  await submitText(context, head, id)
  await decideText(context, head, id, { decision: 'approve' })
  return id
}

async function hashOf({ context }: Pick<World, 'context'>, schoolId: string, key: AgreementKey) {
  const version = await lookInto(context, schoolId, (tx) => publishedVersion(tx, schoolId, key))
  return version?.sha256.toString('hex') ?? ''
}

/** A class of a phase. */
export async function aClass(
  { context }: Pick<World, 'context'>,
  schoolId: string,
  key: PhaseKey,
  name: string,
  year: number,
) {
  return lookInto(context, schoolId, async (tx) => {
    const places = tx.withTables<SchoolTables>()
    const found = await places
      .selectFrom('schools.phase')
      .select('id')
      .where('school_id', '=', schoolId)
      .where('key', '=', key)
      .executeTakeFirst()
    const phaseId = found?.id ?? newId()
    if (!found) {
      await places
        .insertInto('schools.phase')
        .values({ school_id: schoolId, id: phaseId, key, name: key })
        .execute()
    }
    const id = newId()
    const row = { name, year_group: year, starts_on: '2026-09-01', ends_on: null }
    await places
      .insertInto('schools.class')
      .values({ school_id: schoolId, id, phase_id: phaseId, ...row })
      .execute()
    return id
  })
}

/** Puts somebody into a class since September. */
export function putInto(
  { context }: Pick<World, 'context'>,
  schoolId: string,
  classId: string,
  personId: string,
  part: 'pupil' | 'teacher',
) {
  return lookInto(context, schoolId, (tx) =>
    tx
      .withTables<PeopleTables>()
      .insertInto('people.class_member')
      .values({
        school_id: schoolId,
        class_id: classId,
        person_id: personId,
        part,
        starts_on: '2026-09-01',
        ends_on: null,
      })
      .execute(),
  )
}

/** A child of a class with a mother and a father, both of whom may sign. Born on 4 May 2018. */
export async function aChild(
  world: Pick<World, 'context'>,
  { id: schoolId }: Pick<StaffedSchool, 'id'>,
  classId: string,
  name: string,
): Promise<Child> {
  const { context } = world
  const [, family = ''] = name.split(' ')
  const pupil = await aPerson(context, schoolId, { name, kind: 'pupil', dateOfBirth: '2018-05-04' })
  await putInto(world, schoolId, classId, pupil.personId, 'pupil')
  const email = `mia.${family.toLowerCase()}@home.example`
  const mother = await aPerson(context, schoolId, { name: `Mia ${family}`, kind: 'guardian', email })
  const father = await aPerson(context, schoolId, { name: `Jon ${family}`, kind: 'guardian' })
  for (const { personId } of [mother, father]) await aGuardian(world, schoolId, personId, pupil.personId)
  return { pupil, mother, father, classId }
}

/** An adult may sign for a child. */
export function aGuardian(
  { context }: Pick<World, 'context'>,
  schoolId: string,
  guardianId: string,
  pupilId: string,
  more: { may_sign?: boolean; may_be_contacted?: boolean } = {},
) {
  return lookInto(context, schoolId, (tx) =>
    tx
      .withTables<PeopleTables>()
      .insertInto('people.guardianship')
      .values({
        school_id: schoolId,
        guardian_id: guardianId,
        pupil_id: pupilId,
        relation: 'parent',
        parental_responsibility: 'yes',
        may_be_contacted: true,
        may_sign: true,
        may_see: true,
        court_order: null,
        address_withheld: false,
        starts_on: '2026-09-01',
        ends_on: null,
        ...more,
      })
      .execute(),
  )
}

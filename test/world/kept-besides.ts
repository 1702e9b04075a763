// Records that are kept from people whom they are not about: from relatives of whom it is about, and from those whom the
// teller could not turn to. One set of records serves many who ask, so that the matrix stays quick.

import type { PersonActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { PeopleTables } from '../../src/features/people/tables.ts'
import { lookInto } from '../ground.ts'
import type { ActorName, CrewName, PersonName } from './cast.ts'
import { tellOfAdult } from './make-adult-records.ts'
import { makeIncidentRecords } from './make-incident-records.ts'
import type { Places } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** Staff who read records by their role, besides the head and the chair, of whom one has to be left to decide. */
const many = [
  'deputyHead',
  'dsl',
  'deputyDsl',
  'coordinator',
  'delegatedLeader',
  'siro',
  'phaseLeader',
  'teacher',
  'technician',
  'businessManager',
  'office',
] as const satisfies readonly PersonName[]

type Kept = ReadonlyMap<ActorName, Places>

/** Records about somebody’s brother or sister on the staff, and records whose teller named people not to be told. */
export async function placesKeptBesides(
  context: Context,
  school: MatrixSchool,
): Promise<{ relative: Kept; notApproachable: Kept }> {
  const relative = new Map<ActorName, Places>()
  const families: [CrewName, readonly PersonName[]][] = [
    ['kinOfMany', many],
    ['kinOfHead', ['head']],
    ['kinOfChair', ['chair']],
  ]
  for (const [kin, names] of families) {
    await declareSiblings(context, school, school.people[kin], names)
    const places = await placesOf(context, school, school.people[kin])
    for (const name of names) relative.set(name, places)
  }
  const notApproachable = new Map<ActorName, Places>()
  for (const names of [many, ['head']] as const) {
    const places = await placesNotTold(context, school, names)
    for (const name of names) notApproachable.set(name, places)
  }
  return { relative, notApproachable }
}

async function placesOf(context: Context, school: MatrixSchool, subject: PersonActor): Promise<Places> {
  const about = await makeIncidentRecords(context, school, { subject, teller: school.people.teller })
  const adult = await tellOfAdult(context, school, subject)
  return { at: { ...about.at, ...adult.at }, secrets: [...about.secrets, ...adult.secrets] }
}

/** A matter is led around the head alone; around others a report is. */
async function placesNotTold(
  context: Context,
  school: MatrixSchool,
  names: readonly PersonName[],
): Promise<Places> {
  const { accused: subject, teller } = school.people
  const notApproachable = names.map((name) => school.people[name].personId)
  const { at, secrets } = await makeIncidentRecords(context, school, { subject, teller, notApproachable })
  if (!names.includes('head')) return { at, secrets }
  const { allegation } = (await tellOfAdult(context, school, subject, 'yes')).at
  return { at: { ...at, ...(allegation ? { allegation } : {}) }, secrets }
}

async function declareSiblings(
  context: Context,
  { id, people }: MatrixSchool,
  kin: PersonActor,
  names: readonly PersonName[],
): Promise<void> {
  await lookInto(context, id, (tx) =>
    tx
      .withTables<PeopleTables>()
      .insertInto('people.relation')
      .values(
        names.map((name) => ({
          school_id: id,
          person_id: kin.personId,
          relative_id: people[name].personId,
          relation: 'sibling' as const,
          declared_at: context.clock(),
          declared_by: null,
        })),
      )
      .execute(),
  )
}

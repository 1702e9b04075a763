// People's records as the office keeps them: who may look at whom, adding and changing.

import { type Insertable, type RawBuilder, sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import { seesEveryPupil } from './permissions.ts'
import type { Person, PersonKind } from './person.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

/** Who looks, on which day: roles decide whom of the school they may look up. */
export type Viewer = {
  schoolId: string
  personId: string
  roles: ReadonlySet<string>
  today: string
}

export type PersonRecord = Person & { revision: number }

/** Adults of the school are known to all staff; pupils and guardians to their own teachers and to a few roles. */
function visibleTo(viewer: Viewer) {
  if (seesEveryPupil.some((role) => viewer.roles.has(role))) return sql<boolean>`true`
  const mine = sql`
    select pupils.person_id from people.class_member mine
      join people.class_member pupils on pupils.school_id = mine.school_id and pupils.class_id = mine.class_id
       and pupils.part = 'pupil' and (pupils.ends_on is null or pupils.ends_on >= ${viewer.today})
     where mine.school_id = ${viewer.schoolId} and mine.person_id = ${viewer.personId}
       and mine.part in ('teacher', 'assistant') and (mine.ends_on is null or mine.ends_on >= ${viewer.today})`
  return sql<boolean>`(p.kind not in ('pupil', 'guardian') or p.id in (${mine}) or p.id in (
    select g.guardian_id from people.guardianship g
     where g.school_id = ${viewer.schoolId} and g.pupil_id in (${mine})))`
}

function visible(tx: Tx, viewer: Viewer) {
  return tables(tx)
    .selectFrom('people.person as p')
    .select([
      'p.school_id as schoolId',
      'p.id',
      'p.kind',
      'p.given_name as givenName',
      'p.family_name as familyName',
      'p.known_as as knownAs',
      'p.date_of_birth as dateOfBirth',
      'p.email',
      'p.job_title as jobTitle',
      'p.joined_on as joinedOn',
      'p.left_on as leftOn',
      'p.revision',
    ])
    .where('p.school_id', '=', viewer.schoolId)
    .where(visibleTo(viewer))
}

/** The person, if the viewer may look them up. Not found otherwise. */
export async function findVisiblePerson(tx: Tx, viewer: Viewer, personId: string): Promise<PersonRecord> {
  const person = await visible(tx, viewer).where('p.id', '=', personId).executeTakeFirst()
  if (!person) throw new NotFound('person')
  return person
}

export type ListedPerson = PersonRecord & { className: string | null }
export type ListRequest = {
  kind: PersonKind
  words: string
  here: boolean
  offset: number
  most: number
  /** By name from A to Z unless it says otherwise. `place`: the class, the job, or since when. */
  order?: { by: 'name' | 'place'; descending: boolean }
}

/** What the list says of people beside their names. */
const placeOf: Readonly<Partial<Record<PersonKind, RawBuilder<unknown>>>> = {
  pupil: sql`"className"`,
  staff: sql`p.job_title`,
}

/** People of one kind whom the viewer may look up, with the class of pupils; and how many there are in all. */
export async function listPeople(
  tx: Tx,
  viewer: Viewer,
  request: ListRequest,
): Promise<{ people: ListedPerson[]; total: number }> {
  const { today } = viewer
  const { by, descending } = request.order ?? { by: 'name', descending: false }
  const direction = descending ? sql`desc nulls last` : sql`asc nulls last`
  const place = placeOf[request.kind] ?? sql`p.joined_on`
  let matching = visible(tx, viewer).where('p.kind', '=', request.kind)
  matching = request.here
    ? matching.where((where) => where.or([where('p.left_on', 'is', null), where('p.left_on', '>=', today)]))
    : matching.where('p.left_on', '<', today)
  for (const word of request.words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 4)) {
    matching = matching.where(
      sql<boolean>`(starts_with(lower(p.family_name), ${word}) or starts_with(lower(p.given_name), ${word})
        or starts_with(lower(coalesce(p.known_as, '')), ${word}))`,
    )
  }
  const people = await matching
    .select([
      sql<number>`count(*) over ()`.as('total'),
      sql<string | null>`(
        select c.name from people.class_member m join schools.class c on c.school_id = m.school_id and c.id = m.class_id
         where m.school_id = p.school_id and m.person_id = p.id and m.starts_on <= ${today}
           and (m.ends_on is null or m.ends_on >= ${today}) order by m.starts_on desc limit 1)`.as(
        'className',
      ),
    ])
    .$if(by === 'place', (query) => query.orderBy(sql`${place} ${direction}`))
    .orderBy(sql`lower(p.family_name) ${by === 'name' ? direction : sql`asc`}`)
    .orderBy(sql`lower(p.given_name) ${by === 'name' ? direction : sql`asc`}`)
    .orderBy('p.id')
    .offset(request.offset)
    .limit(request.most)
    .execute()
  return { people, total: people[0]?.total ?? 0 }
}

/** A new person, with every column of theirs. */
export async function addPersonRow(tx: Tx, row: Insertable<PeopleTables['people.person']>): Promise<void> {
  await tables(tx).insertInto('people.person').values(row).execute()
}

export type PersonChange = Pick<
  Person,
  'givenName' | 'familyName' | 'knownAs' | 'dateOfBirth' | 'email' | 'jobTitle'
>

/** Saves the record; false when somebody saved since the revision that was seen. */
export async function saveRecord(
  tx: Tx,
  person: { schoolId: string; id: string },
  change: PersonChange,
  seenRevision: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('people.person')
    .set({
      given_name: change.givenName,
      family_name: change.familyName,
      known_as: change.knownAs,
      date_of_birth: change.dateOfBirth,
      email: change.email,
      job_title: change.jobTitle,
      revision: seenRevision + 1,
    })
    .where('school_id', '=', person.schoolId)
    .where('id', '=', person.id)
    .where('revision', '=', seenRevision)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

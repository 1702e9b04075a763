// Finds whom of ours the rows of a file mean.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { ImportKey } from './staging-store.ts'

/**
 * Finds whom of ours each staged person is: by the code that the source used before, by the number on record with the name,
 * by an address that one child or one adult alone has with the given name, by name and date of birth. What fits two people
 * fits nobody, and a child is never taken for an adult: a parent's address stands on many a child's row. A parent who works
 * here is one person.
 */
export async function matchPeople(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  sourceId: string,
): Promise<void> {
  const unmatched = sql`s.school_id = ${schoolId} and s.import_id = ${importId} and s.what = 'person' and s.ours is null`
  await sql`
    update rosters.staged s set ours = l.ours from rosters.link l
     where s.school_id = ${schoolId} and s.import_id = ${importId} and s.what in ('person', 'class')
       and l.school_id = ${schoolId} and l.source_id = ${sourceId} and l.what = s.what and l.code = s.code`.execute(
    tx,
  )
  const linked = (source = sql``) => sql`exists (select from rosters.link l
     where l.school_id = ${schoolId} ${source} and l.what = 'person' and l.ours = p.id)`
  const unlinked = sql`not ${linked(sql`and l.source_id = ${sourceId}`)}`
  const isPupil = sql`(s.fields->>'kind' = 'pupil')`
  const bornAlike = sql`p.date_of_birth::text = nullif(s.fields->>'dateOfBirth', '')`
  // Systems count from one, each for itself: a number alone says nothing, and beside a family name it may be a sibling's.
  await sql`
    update rosters.staged s set ours = one.id
      from (select s.code, (array_agg(p.id))[1] as id
              from rosters.staged s join people.on_roll p on p.school_id = ${schoolId} and p.external_id = s.code
             where ${unmatched} and ${isPupil} = (p.kind = 'pupil') and lower(p.family_name) = lower(s.fields->>'familyName')
               and coalesce(${bornAlike}, true)
               and ${unlinked} and (not ${linked()} or lower(p.given_name) = lower(s.fields->>'givenName'))
             group by s.code having count(*) = 1) one
     where ${unmatched} and s.code = one.code`.execute(tx)
  // A family shares an address, twins a birthday too: only the given name tells children apart, and a couple.
  const given = sql`lower(p.given_name), lower(p.known_as)`
  await sql`
    update rosters.staged s set ours = p.id
      from (select lower(email) as email, kind = 'pupil' as pupil, (array_agg(id))[1] as id from people.on_roll
             where school_id = ${schoolId} and email is not null group by 1, 2 having count(*) = 1) alone
      join people.on_roll p on p.school_id = ${schoolId} and p.id = alone.id
     where ${unmatched} and ${isPupil} = alone.pupil and alone.email = lower(s.fields->>'email') and ${unlinked}
       and coalesce(${bornAlike}, true)
       and (lower(s.fields->>'givenName') in (${given}) or lower(s.fields->>'knownAs') in (${given})
            or not ${isPupil} and ${bornAlike} and lower(p.family_name) = lower(s.fields->>'familyName'))`.execute(
    tx,
  )
  await sql`
    update rosters.staged s set ours = p.id
      from (select lower(given_name) as given, lower(family_name) as family, date_of_birth as born, kind = 'pupil' as pupil,
                   (array_agg(id))[1] as id
              from people.on_roll where school_id = ${schoolId} and date_of_birth is not null
             group by 1, 2, 3, 4 having count(*) = 1) p
     where ${unmatched} and ${isPupil} = p.pupil
       and p.given = lower(s.fields->>'givenName') and p.family = lower(s.fields->>'familyName')
       and p.born::text = s.fields->>'dateOfBirth' and ${unlinked}`.execute(tx)
}

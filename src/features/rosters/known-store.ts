// A delta names only what changed: a child's new class without the child, a parent without the family. Whoever its rows
// point to and is known from before is staged as they are here, so that the change finds them.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { ImportKey } from './staging-store.ts'

/** Stages the people and classes of this source that rows of a delta point to and its own files leave out. */
export async function stageKnown(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  { sourceId, today }: { sourceId: string; today: string },
): Promise<void> {
  const staged = sql`rosters.staged s where s.school_id = ${schoolId} and s.import_id = ${importId}`
  await sql`
    insert into rosters.staged (school_id, import_id, what, code, other, gone, fields, file, line)
    select ${schoolId}, ${importId}, 'person', l.code, null, false,
           jsonb_build_object('kind', p.kind, 'givenName', p.given_name, 'familyName', p.family_name, 'knownAs', p.known_as), '', 0
      from rosters.link l join people.on_roll p on p.school_id = l.school_id and p.id = l.ours
     where l.school_id = ${schoolId} and l.source_id = ${sourceId} and l.what = 'person'
       and (p.left_on is null or p.left_on >= ${today})
       and l.code in (select s.code from ${staged} and s.what in ('role', 'birth', 'member', 'guardian')
                      union select s.other from ${staged} and s.what = 'guardian')
       and not exists (select from ${staged} and s.what = 'person' and s.code = l.code)`.execute(tx)
  await sql`
    insert into rosters.staged (school_id, import_id, what, code, other, gone, fields, file, line)
    select ${schoolId}, ${importId}, 'class', l.code, null, false,
           jsonb_build_object('name', c.name, 'yearGroup', c.year_group), '', 0
      from rosters.link l join schools.class c on c.school_id = l.school_id and c.id = l.ours
     where l.school_id = ${schoolId} and l.source_id = ${sourceId} and l.what = 'class'
       and (c.ends_on is null or c.ends_on >= ${today})
       and l.code in (select s.other from ${staged} and s.what = 'member')
       and not exists (select from ${staged} and s.what = 'class' and s.code = l.code)`.execute(tx)
}

/** Whose role the delta leaves out stays what they are here. Call it once it is known whom of ours each is. */
export async function stageKnownKinds(tx: Tx, { schoolId, importId }: ImportKey): Promise<void> {
  await sql`
    update rosters.staged s set fields = s.fields || jsonb_build_object('kind', p.kind)
      from people.on_roll p
     where s.school_id = ${schoolId} and s.import_id = ${importId} and s.what = 'person' and s.fields->>'kind' is null
       and p.school_id = ${schoolId} and p.id = s.ours`.execute(tx)
}

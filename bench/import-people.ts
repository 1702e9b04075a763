// The import itself, as an office does it: files sent, read, looked at, confirmed; the server's own jobs do the rest.

import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { collect } from '#/app/contributions.ts'
import { features } from '#/app/features.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { decideText, submitText } from '../src/features/agreements/approve-text.ts'
import { startDraft } from '../src/features/agreements/draft-text.ts'
import { addRosterFile, addSource, beginImport, readImport } from '../src/features/rosters/begin-import.ts'
import { confirmImport } from '../src/features/rosters/confirm-import.ts'
import type { ImportState } from '../src/features/rosters/import.ts'
import { findImport } from '../src/features/rosters/store.ts'
import { type Filled, headOf } from './fill.ts'
import type { RosterOf } from './roster-files.ts'

export type ImportingSchool = { context: Context; head: PersonActor }

/** The school whose agreements are in force, so that whoever joins is asked to sign. */
export async function openImportingSchool({ context: bare, schools }: Filled): Promise<ImportingSchool> {
  const [first] = schools
  if (!first) throw new Error('There is no school to import into')
  const context = { ...bare, ...collect(features) }
  const head = headOf(first.loaded)
  for (const agreement of ['pupilEarly', 'pupilKeyStage2', 'staff', 'parent'] as const) {
    const id = await startDraft(context, head, agreement)
    await submitText(context, head, id)
    await decideText(context, head, id, { decision: 'approve' })
  }
  return { context, head }
}

/** Imports everybody. Returns how long reading, making, and the asking that follows took, in milliseconds. */
export async function importPeople(
  { context, head }: ImportingSchool,
  { files }: RosterOf,
): Promise<{ readMs: number; madeMs: number; followedMs: number }> {
  const began = performance.now()
  const sourceId = await addSource(context, head, { name: 'Arbor', format: 'oneRoster', schoolCode: null })
  const importId = await beginImport(context, head, sourceId)
  for (const { name, text } of files) {
    const content = inParts(Buffer.from(text))
    await addRosterFile(context, head, importId, { fileName: name, declaredType: 'text/csv', content })
  }
  await readImport(context, head, importId)
  await until({ context, head }, importId, 'planned')
  await confirmImport(context, head, importId)
  const read = performance.now()
  await until({ context, head }, importId, 'applied')
  const made = performance.now()
  while ((await waitingJobs({ context, head })) > 0) await wait(500)
  return { readMs: read - began, madeMs: made - read, followedMs: performance.now() - made }
}

async function* inParts(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536)
}

async function until({ context, head }: ImportingSchool, importId: string, state: ImportState) {
  for (;;) {
    const found = await reading(context, head, (tx) => findImport(tx, head.schoolId, importId))
    if (found.state === state) return
    if (found.state === 'faulty') throw new Error('The files of the bench are faulty')
    await wait(100)
  }
}

/** What the import caused and has not been done yet. E-mails go out at their own pace. */
async function waitingJobs({ context, head }: ImportingSchool): Promise<number> {
  const { rows } = await reading(context, head, (tx) =>
    sql<{ count: number }>`
      select count(*)::int as count from graphile_worker.jobs_of_school()
       where task in ('agreements.askJoiners', 'accounts.giveAll')`.execute(tx),
  )
  return rows[0]?.count ?? 0
}

/**
 * Of those who were to join, how many have everything: pupils a logon, a class and their agreement to sign; adults who
 * work there a logon, an induction, a task for it, and theirs to sign; parents their child.
 */
export async function countJoiners(
  { context, head }: ImportingSchool,
  { pupils, parents, staff }: RosterOf,
): Promise<{ joiners: number; complete: number }> {
  const { rows } = await inTransaction(context, head, (tx) =>
    sql<{ count: number }>`
      select count(*)::int as count from people.person p
       where p.school_id = ${head.schoolId} and p.external_id ~ '^[PGT][0-9]+$' and case p.kind
         when 'guardian' then exists (select from people.guardianship g where g.school_id = p.school_id and g.guardian_id = p.id)
         else exists (select from accounts.account a where a.school_id = p.school_id and a.person_id = p.id)
          and exists (select from agreements.ask k where k.school_id = p.school_id and k.signer_id = p.id)
          and case p.kind
            when 'pupil' then exists (select from people.class_member m where m.school_id = p.school_id and m.person_id = p.id)
            else exists (select from induction.item i where i.school_id = p.school_id and i.person_id = p.id)
             and exists (select from tasks.task t where t.school_id = p.school_id and t.person_id = p.id
                          and t.kind = 'induction.followChecklist')
          end
       end`.execute(tx),
  )
  return { joiners: pupils + parents + staff, complete: rows[0]?.count ?? 0 }
}

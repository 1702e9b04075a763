// The server is killed in the middle of an import, and again in the middle of undoing it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { addRosterFile, addSource, beginImport, readImport } from '../../src/features/rosters/begin-import.ts'
import { confirmImport, undoImport } from '../../src/features/rosters/confirm-import.ts'
import type { ImportState } from '../../src/features/rosters/import.ts'
import type { SchoolTables } from '../../src/features/schools/tables.ts'
import { oneRosterFiles } from '../../test/a-roster.ts'
import { aPerson, aSchool } from '../../test/ground.ts'
import { zipOf } from '../../test/zip-of.ts'
import { freshPlace, type Inside, inside, waitFor } from './server-process.ts'

const pupils = 600
const people = 2 * pupils + 1
const longMs = 120_000

test('an import and its undoing go on after kill -9: nothing is half-done, nothing is doubled, the trail holds', async (t) => {
  const place = await freshPlace(t)
  const first = await place.start()
  const { office, importId } = await inside(place, planned)

  await inside(place, async (looking) => {
    await confirmImport(looking.context, office, importId)
    await waitFor('some have joined', async () => (await stepsOf(looking, importId)) > 0, longMs)
    process.kill(first.pid, 'SIGKILL')
  }).catch(onlyBecauseItWasKilled)
  await first.end('SIGKILL')
  const second = await place.start()
  await inside(place, async (looking) => {
    t.diagnostic(`${await hereOf(looking)} of ${people} were here when it was killed`)
    await ends(looking, importId, 'applied')
    assert.equal(await hereOf(looking), people)
    await nothingIsHalfDone(looking)
  })

  await inside(place, async (looking) => {
    await undoImport(looking.context, office, importId)
    await waitFor('some have gone', async () => (await stepsOf(looking, importId)) > 0, longMs)
    process.kill(second.pid, 'SIGKILL')
  }).catch(onlyBecauseItWasKilled)
  await second.end('SIGKILL')
  const third = await place.start()
  await inside(place, async (looking) => {
    await ends(looking, importId, 'undone')
    assert.equal(await hereOf(looking), 0)
    await nothingIsHalfDone(looking)
    const [undone] = await looking.query<{ count: number }>(
      `select count(*)::int as count from audit.entry where did in ('rosters.applied', 'rosters.undone')`,
    )
    assert.equal(undone?.count, 2, 'each end stands once in the trail')
  })
  const verified = await place.run('verify-audit')
  assert.equal(verified.code, 0, verified.output)
  assert.match(verified.output, /Nothing was changed, removed, inserted, reordered/)
  assert.equal(await third.end('SIGTERM'), 0, third.output())
})

/** A school with its phases and an office that has had the files of everybody read. */
async function planned(looking: Inside): Promise<{ office: PersonActor; importId: string }> {
  const { context } = looking
  const schoolId = await aSchool(context, 'alder')
  const office = await aPerson(context, schoolId, { name: 'Ofra Office', roles: ['office', 'head'] })
  await inTransaction(context, office, (tx) =>
    tx
      .withTables<SchoolTables>()
      .insertInto('schools.phase')
      .values({ school_id: schoolId, id: crypto.randomUUID(), key: 'keyStage2', name: 'Key stage 2' })
      .execute(),
  )
  const sourceId = await addSource(context, office, { name: 'Arbor', format: 'oneRoster', schoolCode: null })
  const importId = await beginImport(context, office, sourceId)
  const zipped = zipOf(oneRosterFiles(pupils))
  await addRosterFile(context, office, importId, {
    fileName: 'roster.zip',
    declaredType: 'application/zip',
    content: inOnePart(zipped),
  })
  await readImport(context, office, importId)
  await ends(looking, importId, 'planned')
  return { office, importId }
}

async function* inOnePart(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

type Found = { state: ImportState; steps: number }

async function importOf({ query }: Inside, importId: string): Promise<Found | undefined> {
  const [found] = await query<Found>('select state, steps_done as steps from rosters.import where id = $1', [
    importId,
  ])
  return found
}

const stepsOf = async (looking: Inside, importId: string): Promise<number> =>
  (await importOf(looking, importId))?.steps ?? 0

const ends = (looking: Inside, importId: string, state: ImportState): Promise<void> =>
  waitFor(`the import is ${state}`, async () => (await importOf(looking, importId))?.state === state, longMs)

async function hereOf({ query }: Inside): Promise<number> {
  const [row] = await query<{ count: number }>(
    'select count(*)::int as count from people.person where external_id is not null and left_on is null',
  )
  return row?.count ?? 0
}

/** Its PostgreSQL ends with the server, and whoever looked into it then is cut off. */
function onlyBecauseItWasKilled(error: unknown): void {
  if (!/terminat|ECONNRE|Connection|closed|ENOENT|EPIPE/i.test(String(error))) throw error
}

const halfDone: Readonly<Record<string, string>> = {
  'people who are there twice': `select count(*)::int as count from (
     select external_id from people.person where external_id is not null group by 1 having count(*) > 1) twice`,
  'people who came and are not in the list of changes': `select count(*)::int as count from people.person p
     where p.external_id is not null and not exists (
       select from rosters.change c where c.person_id = p.id and c.what = 'joins' and c.state in ('done', 'undone'))`,
  'pupils who are here without a logon': `select count(*)::int as count from people.person p
     where p.kind = 'pupil' and p.left_on is null
       and not exists (select from accounts.account a where a.person_id = p.id and a.closed_at is null)`,
  'people with two logons': `select count(*)::int as count from (
     select person_id from accounts.account where person_id is not null group by 1 having count(*) > 1) twice`,
  'people who left and whose logon works': `select count(*)::int as count from accounts.account a
     join people.person p on p.id = a.person_id and p.left_on is not null
     where not exists (select from accounts.standing s where s.subject_id = p.id and not s.works)`,
  'pupils who are here outside a class': `select count(*)::int as count from people.person p
     where p.kind = 'pupil' and p.left_on is null and not exists (select from people.class_member m where m.person_id = p.id)`,
  'children who are here without their parent': `select count(*)::int as count from people.person p
     where p.kind = 'pupil' and p.left_on is null
       and not exists (select from people.guardianship g where g.pupil_id = p.id and g.ends_on is null)`,
  'parents whose guardianship outlived the undoing': `select count(*)::int as count from people.guardianship g
     join people.person p on p.id = g.pupil_id and p.left_on is not null where g.ends_on is null`,
  'teachers who came without an induction': `select count(*)::int as count from people.person p
     where p.kind = 'staff' and p.external_id is not null and not exists (select from induction.item i where i.person_id = p.id)`,
  'inductions that two tasks ask for': `select count(*)::int as count from (
     select about_id from tasks.task where kind = 'induction.followChecklist' group by 1 having count(*) > 1) twice`,
}

async function nothingIsHalfDone({ query }: Inside): Promise<void> {
  for (const [what, sql] of Object.entries(halfDone)) {
    const [row] = await query<{ count: number }>(sql)
    assert.equal(row?.count, 0, what)
  }
}

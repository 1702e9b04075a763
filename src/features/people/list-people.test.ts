import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { NotAllowed } from '#/kernel/refusal.ts'
import { aSchoolWithPeople, today } from '../../../test/a-school-with-people.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson } from '../../../test/ground.ts'
import { joinClass } from './join-class.ts'
import { routes } from './routes.ts'
import type { PeopleTables } from './tables.ts'

/** Three pupils of whom one has a class, and what the office sees and takes away. */
async function aList(t: Parameters<typeof aSchoolWithPeople>[0]) {
  const world = await aSchoolWithPeople(t)
  const { context, schoolId, office, pupil, classId } = world
  await aPerson(context, schoolId, { name: 'Zoe Aster', kind: 'pupil' })
  await aPerson(context, schoolId, { name: 'Abe Zimmer', kind: 'pupil' })
  await joinClass(context, office, { personId: pupil.personId, classId, part: 'pupil', startsOn: today })
  const names = (page: string) =>
    [...page.matchAll(/people\/[0-9a-f-]{36}">([^<]+)</g)].map(([, name = '']) => name)
  const shown = async (query: Record<string, string>) =>
    names(await askRoute(context, office, routes, 'GET /people', { query }))
  return { ...world, shown }
}

test('people are sorted by name or by class, either way', async (t) => {
  const { shown } = await aList(t)
  const [zimmer, aster, pupil] = ['Zimmer, Abe', 'Aster, Zoe', 'Pupil, Pia']
  assert.deepEqual(await shown({ kind: 'pupil' }), [aster, pupil, zimmer])
  assert.deepEqual(await shown({ kind: 'pupil', sort: 'name', direction: 'descending' }), [
    zimmer,
    pupil,
    aster,
  ])
  assert.deepEqual(await shown({ kind: 'pupil', sort: 'place' }), [pupil, aster, zimmer])
  const staff = await shown({ kind: 'staff', sort: 'place', direction: 'descending' })
  assert.ok(staff.includes('Office, Ofra') && !staff.includes(pupil), 'one kind at a time')
})

test('a column stands only where something is in it: of parents nobody knows since when', async (t) => {
  const { context, schoolId, office, shown, look } = await aList(t)
  await aPerson(context, schoolId, { name: 'Mia Aster', kind: 'guardian' })
  await look((tx) =>
    tx
      .withTables<PeopleTables>()
      .updateTable('people.person')
      .set({ joined_on: null })
      .where('kind', '=', 'guardian')
      .execute(),
  )
  const page = (kind: string) => askRoute(context, office, routes, 'GET /people', { query: { kind } })
  assert.ok((await shown({ kind: 'guardian' })).includes('Aster, Mia'))
  assert.doesNotMatch(await page('guardian'), /Since/)
  assert.match(await page('pupil'), /Class/)
  const found = await askRoute(context, office, routes, 'POST /people', {
    body: { kind: 'guardian', words: 'Mia' },
  })
  assert.match(found, /Aster, Mia/)
  assert.doesNotMatch(found, /Since/)
})

test('a list of people leaves as a file for those who keep records, in the order shown, and that is on record', async (t) => {
  const { context, office, teacher, elsewhere, look } = await aList(t)
  const query = { kind: 'pupil', sort: 'name', direction: 'descending' }
  const file = await askRoute(context, office, routes, 'GET /people.csv', { query })
  assert.deepEqual(parse(file, { bom: true }), [
    ['Family name', 'Given name', 'Known as', 'Class'],
    ['Zimmer', 'Abe', '', 'No class'],
    ['Pupil', 'Pia', '', '1 Oak'],
    ['Aster', 'Zoe', '', 'No class'],
  ])
  const exported = await look((tx) =>
    tx.selectFrom('audit.inbox').select('did').where('did', '=', 'people.exported').execute(),
  )
  assert.equal(exported.length, 1)
  await assert.rejects(askRoute(context, teacher, routes, 'GET /people.csv', { query }), NotAllowed)
  assert.doesNotMatch(await askRoute(context, teacher, routes, 'GET /people', { query }), /people\.csv/)
  const other = await askRoute(context, elsewhere, routes, 'GET /people.csv', { query })
  assert.doesNotMatch(other, /Pia|Zimmer/)
})

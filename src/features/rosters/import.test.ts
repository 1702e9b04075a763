import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { inTransaction } from '#/platform/context.ts'
import { agree } from '#/platform/two-person/two-person.ts'
import { aSchoolThatImports, counted, listed, named, oneRosterFiles } from '../../../test/a-roster.ts'
import { trailAbout } from '../../../test/ground.ts'
import { guardianshipsOf, membershipsOf } from '../people/belonging-store.ts'
import { findPeople, findPeopleByName } from '../people/index.ts'
import { changePerson, recordWords } from '../people/keep-person.ts'
import { findVisiblePerson } from '../people/person-store.ts'
import { viewerOf } from '../people/viewer.ts'
import { tasksOf } from '../tasks/index.ts'
import { applyImport } from './apply-import.ts'
import { addSource, beginImport, dropImport, readImport } from './begin-import.ts'
import { askToRemoveMany, confirmImport, removeMany, undoImport } from './confirm-import.ts'
import { nextBatch } from './import.ts'
import { takeBackImport } from './take-back-import.ts'

test('a file is read, compared, confirmed and made: joiners, movers, leavers and guardians', async (t) => {
  const world = await aSchoolThatImports(t)
  const { schoolId, look, read, make } = world
  const sourceId = await world.source()
  const first = await read(sourceId, oneRosterFiles(20))
  assert.equal(first.state, 'planned')
  assert.deepEqual(await counted(world, first.id), { joins: 41, gainsGuardian: 20 })
  assert.deepEqual(
    await look((tx) => findPeopleByName(tx, schoolId, 'Number3')),
    [],
    'not before it is confirmed',
  )
  assert.equal((await make(first.id)).state, 'applied')
  const pupil = await named(world, 'Pupil Number3')
  assert.deepEqual([pupil.kind, pupil.dateOfBirth], ['pupil', '2018-04-11'])
  const [guardian] = await look((tx) => guardianshipsOf(tx, schoolId, pupil.id, 'guardiansOfPupil'))
  const { name, parentalResponsibility, mayBeContacted, maySign, maySee, addressWithheld } = guardian ?? {}
  assert.deepEqual(
    [name, parentalResponsibility, mayBeContacted, maySign, maySee, addressWithheld],
    ['Parent Number3', 'unknown', false, false, false, true],
  )
  const second = await read(sourceId, aYearLater)
  assert.deepEqual(await counted(world, second.id), { details: 1, moves: 1, leaves: 2, losesGuardian: 1 })
  assert.equal((await make(second.id)).state, 'applied')
  const classes = await look((tx) => membershipsOf(tx, schoolId, pupil.id))
  assert.deepEqual(classes.map(({ className, endsOn }) => [className, endsOn]).sort(), [
    ['3 Ash', null],
    ['3 Oak', '2026-11-23'],
  ])
  assert.equal((await named(world, 'Pupil Number20')).leftOn, '2026-11-24')
  const third = await read(sourceId, oneRosterFiles(20))
  assert.deepEqual(await counted(world, third.id), { returns: 2, details: 1, moves: 1, gainsGuardian: 1 })
  const trail = await trailAbout(world.context, schoolId, second.id)
  assert.deepEqual(
    trail.filter((did) => did.startsWith('rosters.')),
    ['rosters.begun', 'rosters.read', 'rosters.confirmed', 'rosters.applied'],
  )
})

/** Number 3 moves to Ash, number 5 has another name, number 20 and their parent have gone, number 7 has no parent here. */
const aYearLater = oneRosterFiles(20, (files) => {
  files['enrollments.csv'] = (files['enrollments.csv'] ?? '')
    .replace('C1,S1,P3,', 'C2,S1,P3,')
    .replace(/E20,.*\r\n/, '')
  files['users.csv'] = (files['users.csv'] ?? '')
    .replace(/[PG]20,.*\r\n/g, '')
    .replace('Pupil,Number5', 'Pupil,Newname')
    .replace(/(P7,.*)G7/, '$1')
  files['demographics.csv'] = (files['demographics.csv'] ?? '').replace(/P20,.*\r\n/, '')
})

test('an import that would remove more than the share stops until a second person agrees', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, head, system } = world
  const sourceId = await world.source()
  await world.make((await world.read(sourceId, oneRosterFiles(20))).id)
  const half = await world.read(sourceId, oneRosterFiles(10))
  assert.equal(half.leavers, 20)
  await assert.rejects(confirmImport(context, office, half.id), /alone/)
  await applyImport(context, system, half.id)
  assert.equal((await world.found(half.id)).state, 'planned')
  const reason = 'Half of the school moved to the new site.'
  const requestId = await askToRemoveMany(context, office, { importId: half.id, reason })
  await assert.rejects(confirmImport(context, office, half.id), /alone/)
  await inTransaction(context, head, (tx) => agree(context, tx, head, removeMany, requestId))
  assert.equal((await world.make(half.id)).state, 'applied')
  const few = await world.read(sourceId, oneRosterFiles(9))
  assert.equal(few.leavers, 2)
  await assert.rejects(askToRemoveMany(context, office, { importId: few.id, reason }), /does not need/)
  assert.equal((await world.make(few.id)).state, 'applied')
})

test('a whole import is undone: what nobody touched is put back, and the rest is listed', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, schoolId, look, system } = world
  const sourceId = await world.source()
  await world.make((await world.read(sourceId, oneRosterFiles(20))).id)
  const second = await world.read(
    sourceId,
    oneRosterFiles(19, (files) => {
      files['users.csv'] = (files['users.csv'] ?? '')
        .replace('Pupil,Number5', 'Pupil,Newname')
        .replace('Pupil,Number6', 'Pupil,Othername')
      files['enrollments.csv'] = (files['enrollments.csv'] ?? '').replace('C1,S1,P3,', 'C2,S1,P3,')
    }),
  )
  await world.make(second.id)
  const touched = await named(world, 'Pupil Othername')
  const record = await look((tx) => findVisiblePerson(tx, viewerOf(context, office), touched.id))
  const { kind: _, ...words } = { kind: '', ...recordWords(record) }
  await changePerson(context, office, {
    ...words,
    givenName: 'Priya',
    familyName: 'Othername',
    knownAs: null,
    dateOfBirth: record.dateOfBirth,
    email: null,
    jobTitle: null,
    personId: touched.id,
    seenRevision: record.revision,
  })
  await undoImport(context, office, second.id)
  await takeBackImport(context, system, second.id)
  assert.equal((await world.found(second.id)).state, 'undone')
  assert.equal((await named(world, 'Pupil Number5')).familyName, 'Number5')
  assert.equal((await named(world, 'Priya')).familyName, 'Othername')
  assert.equal((await named(world, 'Pupil Number20')).leftOn, null)
  const back = await look((tx) => membershipsOf(tx, schoolId, touched.id))
  assert.ok(back.length > 0)
  const [kept] = (await listed(world, second.id, 'details')).filter(({ state }) => state === 'notUndone')
  assert.match(kept?.why ?? '', /changed the record since/)
  await assert.rejects(undoImport(context, office, second.id), /cannot be undone/)
  world.setTime('2026-12-24T10:00:00Z')
  const first = await look(async (tx) => (await import('./store.ts')).importsOf(tx, schoolId))
  await assert.rejects(undoImport(context, office, first.at(-1)?.id ?? ''), /within seven days/)
})

test('who was taken in by mistake never was here: all of them are out again, and nobody is asked for their logons', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, schoolId, look, system } = world
  const made = await world.make((await world.read(await world.source(), oneRosterFiles(20))).id)
  const names = (await listed(world, made.id, 'joins')).map(({ personId }) => personId)
  assert.equal(names.length, 41)
  world.setTime('2026-11-26T10:00:00Z')
  await undoImport(context, office, made.id)
  await takeBackImport(context, system, made.id)
  const people = await look((tx) => findPeople(tx, schoolId, names))
  assert.deepEqual(new Set(people.map(({ leftOn }) => leftOn)), new Set(['2026-11-23']))
  const [first] = people
  assert.deepEqual(await trailAbout(context, schoolId, first?.id ?? ''), [
    'people.left',
    'people.accessEnded',
  ])
  const states = (await listed(world, made.id, 'joins')).map(({ state }) => state)
  assert.deepEqual(new Set(states), new Set(['undone']))
  assert.deepEqual(await look((tx) => tasksOf(tx, office)), [])
})

test('nobody whose role the school cannot be without is removed, and no restriction is lost', async (t) => {
  const world = await aSchoolThatImports(t)
  const sourceId = await world.source()
  const withHead = oneRosterFiles(20, (files) => {
    files['users.csv'] += 'T9,,,true,S1,administrator,h,,Hedda,Head,,,head@school.example,,,,,\r\n'
  })
  await world.make((await world.read(sourceId, withHead)).id)
  const without = await world.read(sourceId, oneRosterFiles(20))
  const [kept] = await listed(world, without.id, 'leaves')
  assert.deepEqual([kept?.personId, kept?.state], [world.head.personId, 'kept'])
  assert.match(kept?.why ?? '', /cannot be without/)
  assert.equal(without.leavers, 0)
})

test('only the office and leaders import; another school’s import is not found; one import at a time', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, teacher, elsewhere } = world
  const sourceId = await world.source('oneRoster', 'Bromcom')
  await assert.rejects(
    addSource(context, office, { name: 'bromcom', format: 'table', schoolCode: null }),
    /already/,
  )
  await assert.rejects(
    addSource(context, teacher, { name: 'Mine', format: 'table', schoolCode: null }),
    NotAllowed,
  )
  await assert.rejects(beginImport(context, elsewhere, sourceId), NotFound)
  await assert.rejects(beginImport(context, teacher, sourceId), NotAllowed)
  const planned = await world.read(sourceId, oneRosterFiles(2))
  await assert.rejects(world.send(planned.id, 'more.csv', 'a,b'), /read already/)
  for (const act of [confirmImport, undoImport, dropImport, readImport]) {
    await assert.rejects(act(context, elsewhere, planned.id), NotFound)
    await assert.rejects(act(context, teacher, planned.id), NotAllowed)
    await assert.rejects(act(context, office, newId()), NotFound)
  }
  const other = await beginImport(context, office, sourceId)
  await world.send(other, 'users.csv', 'sourcedId,givenName,familyName')
  await assert.rejects(readImport(context, office, other), /Another import/)
  await dropImport(context, office, planned.id)
  await assert.rejects(dropImport(context, office, planned.id), /any more/)
  await readImport(context, office, other)
})

test('batches grow while they are quick and shrink when they are slow, within bounds', () => {
  assert.deepEqual(
    [nextBatch(50, 25), nextBatch(100, 250), nextBatch(200, 1_000), nextBatch(25, 60_000), nextBatch(150, 1)],
    [100, 100, 50, 25, 200],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Stale } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { aCase, type CaseWorld } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { type ChangeLadder, changeLadder, changeLadderForm } from './change-ladder.ts'
import { sanctions } from './feature.ts'
import { laddersOf, ownVersions } from './ladder-store.ts'
import { proposeSanction, proposeSanctionForm } from './propose-sanction.ts'
import { routes } from './routes.ts'
import { findSanction } from './store.ts'

type Rung = ChangeLadder['rungs'][number]
const rung = (id: string, name: string, place: number, parts: Partial<Rung> = {}): Rung => ({
  ...{ id, name, place, approver: 'head', atLeast: 'minor', stops: [] },
  ...parts,
})
const talk = rung('warning', 'A quiet talk', 1, { approver: 'classTeacher' })
const behaviour = rung('behaviour-policy', 'Under the behaviour policy', 3)
const club = rung('', 'Help with homework at the club', 2)
const change = (rungs: Rung[], seenVersion = 0): ChangeLadder => ({
  why: 'Agreed with the governors.',
  seenVersion,
  rungs,
})

const typed = { why: 'Agreed.', seenVersion: '0', 'approver-0': 'head', 'atLeast-0': 'minor', 'place-0': '1' }

const namesNow = ({ context, school }: CaseWorld) =>
  lookInto(context, school.id, async (tx) =>
    (await laddersOf(tx, school.id)).pupil.ladder.levels.map(({ id, name }) => `${id}: ${name}`),
  )

test('a school writes its own ladder, version by version, in its own order and words, and the trail says so', async (t) => {
  const world = await aCase(t, sanctions)
  const { context, school, otherSchool } = world
  const { head } = school.people
  await changeLadder(context, head, 'pupil', change([behaviour, talk, club]))
  assert.deepEqual(await namesNow(world), [
    'warning: A quiet talk',
    'help-with-homework-at-the-club: Help with homework at the club',
    'behaviour-policy: Under the behaviour policy',
  ])
  await changeLadder(context, head, 'pupil', change([talk, behaviour], 1))
  const versions = await lookInto(context, school.id, (tx) => ownVersions(tx, school.id, 'pupil'))
  assert.deepEqual(
    versions.map(({ version, levels, madeBy }) => [version, levels.length, madeBy]),
    [
      [2, 2, head.personId],
      [1, 3, head.personId],
    ],
  )
  assert.deepEqual(
    (await trailAbout(context, school.id, school.id)).filter((did) => did === 'sanctions.ladderChanged')
      .length,
    2,
  )
  const theirs = await lookInto(context, otherSchool.id, (tx) => laddersOf(tx, otherSchool.id))
  assert.equal(theirs.pupil.name, 'behaviourPolicy')
})

test('a rung in use stays, and a sanction keeps the words and the approver that it was entered with', async (t) => {
  const world = await aCase(t, sanctions)
  const { context, school, incident, pupil } = world
  const { head, lead } = school.people
  const form = { personId: pupil.personId, level: 'pupil:behaviour-policy', why: 'The second time.' }
  const id = await proposeSanction(context, lead, incident.id, proposeSanctionForm.parse(form))
  await assert.rejects(changeLadder(context, head, 'pupil', change([talk])), /is in use/)
  await changeLadder(context, head, 'pupil', change([talk, behaviour]))
  const sanction = await reading(context, lead, (tx) => findSanction(tx, lead, id))
  assert.deepEqual(
    [sanction.levelWords, sanction.approver],
    ['Handled under the behaviour policy', 'seniorLeader'],
  )
})

test('nobody lowers who excludes or dismisses, names an approver whom nobody is, or overwrites what another changed', async (t) => {
  const world = await aCase(t, sanctions)
  const { context, school } = world
  const { head, lead, deputy } = school.people
  const wrong = (rungs: Rung[], why: RegExp) =>
    assert.rejects(changeLadder(context, head, 'pupil', change(rungs)), why)
  await wrong(
    [rung('', 'Permanent exclusion', 1, { approver: 'deputyHead', atLeast: 'grave' })],
    /needs the head/,
  )
  await wrong([rung('', 'Instant dismissal', 1, { atLeast: 'grave' })], /chair of governors/)
  await wrong([talk, { ...talk, id: '', name: 'Warning' }], /same words/)
  await wrong([], /at least one rung/)
  await wrong([rung('', 'No tablet', 1, { approver: 'classTeacher', stops: ['tool'] })], /senior leader/)
  await lookInto(context, school.id, (tx) =>
    tx
      .withTables<{
        'people.designation': { school_id: string; role: string; ends_on: string; starts_on: string }
      }>()
      .updateTable('people.designation')
      .set({ ends_on: '2026-11-01', starts_on: '2026-10-01' })
      .where('role', '=', 'chairOfGovernors')
      .execute(),
  )
  await wrong([rung('', 'Dismissal', 1, { approver: 'headAndGovernors', atLeast: 'grave' })], /Nobody is/)
  for (const actor of [lead, deputy]) {
    await assert.rejects(changeLadder(context, actor, 'pupil', change([talk])), NotAllowed)
  }
  await changeLadder(context, head, 'pupil', change([talk, behaviour]))
  await assert.rejects(changeLadder(context, head, 'pupil', change([talk, behaviour])), Stale)
})

test('the form takes rungs as they are typed; one without words is taken off, one that is wrong says where', () => {
  const typed = {
    why: 'Agreed.',
    seenVersion: '0',
    'approver-0': 'head',
    'atLeast-0': 'minor',
    'place-0': '1',
  }
  const read = changeLadderForm.parse({
    ...typed,
    'name-0': 'A talk',
    'stops-0': ['internet', 'email'],
    'name-1': ' ',
  })
  assert.deepEqual(
    read.rungs.map(({ name, stops }) => [name, stops]),
    [['A talk', ['internet', 'email']]],
  )
  const wrong = changeLadderForm.safeParse({ ...typed, 'name-0': 'A talk', 'place-0': 'first' })
  assert.deepEqual(wrong.error?.issues[0]?.path, ['place-0'])
})

test('the head changes a ladder on its page; what is refused is said there with everything typed', async (t) => {
  const { context, school, pupil } = await aCase(t, sanctions)
  const { head, lead } = school.people
  const params = { key: 'pupil' }
  const page = await askRoute(context, head, routes, 'GET /sanctions/ladders/:key', { params })
  assert.match(page, /Now the model holds/)
  assert.match(page, /value="behaviour-policy"/)
  const body = { ...typed, why: 'Agreed.', 'name-0': 'Exclusion for a day', 'approver-0': 'deputyHead' }
  const again = await askRoute(context, head, routes, 'POST /sanctions/ladders/:key', { params, body })
  assert.match(again, /Exclusion for a day/)
  const right = { ...body, 'approver-0': 'head', 'atLeast-0': 'grave' }
  const to = await askRoute(context, head, routes, 'POST /sanctions/ladders/:key', { params, body: right })
  assert.equal(to, '/s/alder/sanctions/ladders')
  assert.match(await askRoute(context, pupil, routes, 'GET /sanctions/ladders'), /Exclusion for a day/)
  await assert.rejects(askRoute(context, lead, routes, 'GET /sanctions/ladders/:key', { params }), NotAllowed)
  const nowhere = askRoute(context, head, routes, 'GET /sanctions/ladders/:key', { params: { key: 'cats' } })
  await assert.rejects(nowhere, NotFound)
})

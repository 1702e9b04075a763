import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { incidentOffers } from '../../../test/an-incident.ts'
import { anonymous, aPerson } from '../../../test/ground.ts'
import { openIncidentDoor } from '../../../test/incident-door.ts'
import { type StaffedSchools, staffedSchools } from '../../../test/staffed-school.ts'
import { misuseKind } from '../incidents/index.ts'
import type { PhaseKey } from '../schools/index.ts'
import { type ChildVersionKey, childVersionKeys, childVersions } from './child-version.ts'
import type { ChildVersion } from './child-words.ts'
import { versionsFor } from './choose-version.ts'

async function aClass({ query, school }: StaffedSchools, phase: PhaseKey, name: string): Promise<string> {
  const [phaseId, id] = [newId(), newId()]
  await query(`insert into schools.phase (school_id, id, key, name) values ($1, $2, $3, $3)`, [
    school.id,
    phaseId,
    phase,
  ])
  await query(
    `insert into schools.class (school_id, id, phase_id, name, starts_on) values ($1, $2, $3, $4, '2026-09-01')`,
    [school.id, id, phaseId, name],
  )
  return id
}

const device = (schoolId: string, className: string): Actor => ({
  kind: 'classSession',
  schoolId,
  classSessionId: newId(),
  className,
})

test('the class of the device, or of the pupil who signed in, says which form it is; nobody else is guessed', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const which = (actor: Actor) => reading(context, actor, (tx) => versionsFor(tx, actor, context.clock()))
  assert.deepEqual(await which(anonymous(school.id)), childVersionKeys, 'no phases yet')
  await aClass(world, 'earlyYears', 'Acorns')
  const oak = await aClass(world, 'keyStage2', '4 Oak')
  assert.deepEqual(await which(device(school.id, 'Acorns')), ['early'])
  assert.deepEqual(await which(device(school.id, '4 Oak')), ['junior'])
  const both: ChildVersionKey[] = ['early', 'junior']
  assert.deepEqual(await which(device(school.id, 'A class of last year')), both)
  assert.deepEqual(await which(anonymous(school.id)), both, 'a primary school has no form for older pupils')
  assert.deepEqual(await which(school.people.teacher), both)
  const pupil = await aPerson(context, school.id, { kind: 'pupil' })
  assert.deepEqual(await which(pupil), both)
  await world.query(
    `insert into people.class_member (school_id, class_id, person_id, part, starts_on) values ($1, $2, $3, 'pupil', '2026-09-01')`,
    [school.id, oak, pupil.personId],
  )
  assert.deepEqual(await which(pupil), ['junior'])
})

test('where nobody knows, a child presses one picture; a form without it is asked again and sends nothing', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const asked = await door.post('/report/child', { step: 'start' })
  assert.equal(asked.statusCode, 200)
  assert.match(asked.body, /Which one is you\?/)
  const nothing = await door.post('/report/child', { step: 'age' })
  assert.equal(nothing.statusCode, 422)
  assert.match(nothing.body, /Press the picture that is you/)
  const early = await door.post('/report/child', { step: 'age', version: 'early' })
  assert.match(early.body, /Somebody said: keep a secret/)
  const older = await door.post('/report/child', { step: 'age', version: 'secondary' })
  assert.match(older.body, /A nude or private picture/)
  await door.post('/report/child', { step: 'check', what: 'unkind', safe: 'safe', who: 'child' })
  assert.deepEqual(await world.query('select from reports.report'), [])
})

test('one question back, and on the last page too: what was answered and typed is there, and nothing is stored', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const typed = { what: 'unkind', safe: 'safe', words: 'He called me a zebra', who: 'child', name: 'Kit' }
  const from = (step: string, version = 'junior') =>
    door.post('/report/child', { ...typed, version, step, back: 'yes' }, 'class')
  const check = await door.post('/report/child', { ...typed, version: 'junior', step: 'name' }, 'class')
  assert.match(check.body, /Send it\s*<\/button>[\s\S]*No, change it\s*<\/button>/, 'the Enter key sends')
  const name = await from('check')
  assert.equal(name.statusCode, 200)
  assert.match(name.body, /What is your name\?/)
  assert.match(name.body, /value="Kit"/)
  assert.match(name.body, /name="words" value="He called me a zebra"/)
  assert.match(name.body, /Next\s*<\/button>[\s\S]*Back\s*<\/button>/)
  const who = await from('grownUp')
  assert.match(who.body, /<input[^>]* value="child" checked/)
  assert.match((await from('safe', 'secondary')).body, /What is it about\?/)
  const unanswered = await door.post(
    '/report/child',
    { version: 'junior', step: 'safe', back: 'yes' },
    'class',
  )
  assert.doesNotMatch(unanswered.body, /There is a problem/, 'going back asks for no answer')
  assert.deepEqual(await world.query('select from reports.report'), [])
})

test('from the first question one goes back to which form it is, and keeps the answers', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const first = { version: 'junior', step: 'what', what: 'unkind', words: 'He called me a zebra' }
  const age = await door.post('/report/child', { ...first, back: 'yes' })
  assert.equal(age.statusCode, 200)
  assert.match(age.body, /Which one is you\?/)
  const again = await door.post('/report/child', { ...first, step: 'age' })
  assert.match(again.body, /name="words" value="He called me a zebra"/)
  assert.match(age.body, /name="words" value="He called me a zebra"/)
})

test('the youngest send a report without a written word, and a secret or somebody at home is possible harm', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const pressed = { version: 'early', what: 'unkind', safe: 'safe', who: 'family', helper: 'teacher' }
  const check = await door.post('/report/child', { ...pressed, step: 'name' }, 'class')
  assert.match(check.body, /Somebody at home/)
  assert.match(check.body, /My teacher/)
  const once = 'token-of-one-drawn-form'
  const sent = await door.post('/report/child', { ...pressed, step: 'check', once }, 'class')
  assert.match(sent.body, /You did the right thing/)
  const [incident] = await world.query<{ safeguarding: boolean; kind: string }>(
    'select safeguarding, kind from incidents.incident',
  )
  assert.deepEqual(incident, { safeguarding: true, kind: 'bullying' })
})

test('every version asks about danger and adults of the school, calls kinds by the catalogue, and blames nobody', () => {
  for (const version of Object.values<ChildVersion>(childVersions)) {
    assert.deepEqual(
      version.safe.map(({ value }) => value),
      ['safe', 'notSure', 'danger'],
    )
    for (const needed of ['child', 'adult', 'head', 'family', 'stranger', 'notSay'])
      assert.ok(version.who.some(({ value }) => value === needed))
    for (const { kind } of version.kinds) assert.ok(misuseKind(kind), kind)
    assert.ok(version.kinds.some(({ image }) => image))
    assert.equal(version.kinds.at(-1)?.value, 'else')
    assert.equal(version.steps.at(-1)?.key, 'check')
    assert.doesNotMatch(JSON.stringify(version), /sexting|your fault(?!\.)|why did you|should have/i)
    assert.match(JSON.stringify(version.start), /screen/)
  }
  const written: readonly string[] = ['words', 'whoName', 'talkTo', 'notTell']
  const asked = childVersions.early.steps.flatMap(({ fields }) => fields)
  assert.deepEqual(
    asked.filter((field) => written.includes(field)),
    [],
  )
})

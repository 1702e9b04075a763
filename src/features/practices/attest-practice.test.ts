import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { trailAbout } from '../../../test/ground.ts'
import { practisingSchools } from '../../../test/practising-school.ts'
import { adoptPractices } from './adopt-practices.ts'
import { arrangePractice } from './arrange-practice.ts'
import { type AttestPractice, attestForm, attestPractice } from './attest-practice.ts'
import { controls } from './controls.ts'
import { remindOfPractices } from './remind-of-practices.ts'
import { arrangementsOf, attestationsOf, findArrangement } from './store.ts'

const key = 'safeguarding-team-meets'
const saw: AttestPractice = {
  result: 'kept',
  seenOn: '2026-11-20',
  seen: 'We met on Friday and went through the work list together.',
  remark: null,
}

type World = Awaited<ReturnType<typeof practisingSchools>>

function evidenceOf({ context, school }: World, practice = key) {
  const control = controls.find(({ id }) => id === `practices.${practice}`)
  assert.ok(control)
  return reading(context, school.people.chair, (tx) => control.evidence(tx, school.id, context.clock()))
}

const arrangementOf = ({ context, school }: World) =>
  reading(context, school.people.head, async (tx) => {
    const found = await findArrangement(tx, school.id, key)
    assert.ok(found)
    return found
  })

test('an attestation says what was seen and when, is in date for its period, and falls out of it', async (t) => {
  const world = await practisingSchools(t)
  const { context, school } = world
  assert.equal((await evidenceOf(world)).isSetUp, false)
  await adoptPractices(context, school.people.head)
  const before = await evidenceOf(world)
  assert.deepEqual([before.isSetUp, before.inDate], [undefined, false], 'nobody has looked')
  await attestPractice(context, school.people.coordinator, key, saw)
  const after = await evidenceOf(world)
  assert.equal(after.inDate, true)
  assert.match(after.sentence, /Kept when somebody looked on 20 November 2026/)
  assert.doesNotMatch(
    after.sentence,
    /coordinator|work list/,
    'it names nobody, and tells nothing that was written',
  )
  const { id } = await arrangementOf(world)
  assert.deepEqual(await trailAbout(context, school.id, id), ['practices.attested'])
  world.setTime('2027-01-18T10:00:00Z')
  assert.equal((await evidenceOf(world)).inDate, true)
  world.setTime('2027-01-20T10:00:00Z')
  assert.equal((await evidenceOf(world)).inDate, false, 'sixty days after it was seen it is out of date')
})

test('an empty tick is refused: the words of the last time, a day to come, or one long gone', async (t) => {
  const world = await practisingSchools(t)
  const { context, school } = world
  await adoptPractices(context, school.people.head)
  await attestPractice(context, school.people.coordinator, key, saw)
  const again = (change: Partial<AttestPractice>) =>
    attestPractice(context, school.people.coordinator, key, { ...saw, ...change })
  await assert.rejects(again({ seen: saw.seen.toUpperCase() }), /words of the last time/)
  await assert.rejects(again({ seen: 'Another look entirely.', seenOn: '2026-11-25' }), /still to come/)
  await assert.rejects(again({ seen: 'Another look entirely.', seenOn: '2026-09-01' }), /out of date already/)
  assert.equal(attestForm.safeParse({ ...saw, remark: '', seen: 'Fine.' }).success, false)
  assert.equal(attestForm.safeParse({ ...saw, result: 'partly', remark: '' }).success, false)
  const { id } = await arrangementOf(world)
  const register = await reading(context, school.people.head, (tx) => attestationsOf(tx, school.id, id))
  assert.equal(register.length, 1)
})

test('what falls short needs attention until somebody has looked again', async (t) => {
  const world = await practisingSchools(t)
  const { context, school } = world
  await adoptPractices(context, school.people.head)
  const short = { result: 'partly', remark: 'We meet every half-term from January.' } as const
  await attestPractice(context, school.people.head, key, { ...saw, ...short })
  assert.equal((await evidenceOf(world)).inDate, false)
  await attestPractice(context, school.people.coordinator, key, {
    ...saw,
    seen: 'We met again, as we had said.',
  })
  assert.equal((await evidenceOf(world)).inDate, true)
})

test('only whom the calendar names, the head and the co-ordinator attest', async (t) => {
  const world = await practisingSchools(t)
  const { context, school } = world
  await adoptPractices(context, school.people.head)
  await assert.rejects(attestPractice(context, school.people.deputy, key, saw), NotAllowed)
  await assert.rejects(attestPractice(context, school.people.teacher, key, saw), NotAllowed)
  await attestPractice(context, school.people.head, key, saw)
})

test('a practice that is not in the calendar is not found, nor is another school’s', async (t) => {
  const { context, school, otherSchool } = await practisingSchools(t)
  await assert.rejects(attestPractice(context, school.people.coordinator, key, saw), NotFound)
  await adoptPractices(context, school.people.head)
  await assert.rejects(attestPractice(context, otherSchool.people.head, key, saw), NotFound)
  await assert.rejects(
    arrangePractice(context, otherSchool.people.head, key, { role: 'dsl', every: 'year' }),
    NotFound,
  )
})

test('the calendar holds what the school’s own policy asks for, once', async (t) => {
  const { context, school, otherSchool } = await practisingSchools(t)
  const adopted = await adoptPractices(context, school.people.head)
  assert.ok(adopted.includes(key))
  assert.ok(!adopted.includes('no-phone-at-the-wheel'), 'policy B asks nothing of drivers')
  assert.ok((await adoptPractices(context, otherSchool.people.head)).includes('no-phone-at-the-wheel'))
  await assert.rejects(adoptPractices(context, school.people.head), Refused)
  await assert.rejects(adoptPractices(context, school.people.teacher), NotAllowed)
  assert.deepEqual(await trailAbout(context, school.id, school.id), ['practices.adopted'])
})

test('another person and period are kept with what was before; a longer one counts from when it was seen', async (t) => {
  const world = await practisingSchools(t)
  const { context, school } = world
  await adoptPractices(context, school.people.head)
  await attestPractice(context, school.people.head, key, saw)
  await arrangePractice(context, school.people.lead, key, { role: 'dsl', every: 'year' })
  const { role, every, dueOn, id } = await arrangementOf(world)
  assert.deepEqual([role, every, dueOn], ['dsl', 'year', '2027-11-25'])
  assert.ok((await trailAbout(context, school.id, id)).includes('practices.arranged'))
  await assert.rejects(
    arrangePractice(context, school.people.teacher, key, { role: 'dsl', every: 'year' }),
    NotAllowed,
  )
})

test('whoever the calendar names gets one task before it is due, and attesting ends it', async (t) => {
  const world = await practisingSchools(t)
  const { context, school } = world
  const system = { kind: 'system', schoolId: school.id } as const
  await adoptPractices(context, school.people.head)
  const open = () =>
    world.query<{ role: string; path: string }>(
      "select role, path from tasks.task where school_id = $1 and state = 'open' and path = $2",
      [school.id, `/practices/${key}`],
    )
  await remindOfPractices(context, system)
  assert.deepEqual(await open(), [])
  world.setTime('2027-01-14T07:00:00Z')
  await remindOfPractices(context, system)
  await remindOfPractices(context, system)
  assert.deepEqual(await open(), [{ role: 'coordinator', path: `/practices/${key}` }])
  await attestPractice(context, school.people.coordinator, key, { ...saw, seenOn: '2027-01-13' })
  assert.deepEqual(await open(), [])
  const due = await reading(context, school.people.head, (tx) => arrangementsOf(tx, school.id))
  assert.equal(due.find(({ practice }) => practice === key)?.dueOn, '2027-03-14')
})

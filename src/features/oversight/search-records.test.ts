import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { chainReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { anIncident } from '../../../test/an-incident.ts'
import { trailAbout } from '../../../test/ground.ts'
import { manyIncidents } from '../../../test/many-incidents.ts'
import { overseenSchools } from '../../../test/oversight-world.ts'
import { plansOf } from '../../../test/plans.ts'
import { searchRecords } from './search-records.ts'
import { findByWords } from './search-store.ts'

const ids = ({ hits }: Awaited<ReturnType<typeof searchRecords>>) => hits.map(({ id }) => id)

test('records are found by beginnings of all words, and that they came up is on record', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  const zebra = await anIncident(world, school.people.teacher, {
    description: sensitive('A zebra was drawn in the maths game.'),
  })
  await anIncident(world, school.people.teacher, { description: sensitive('A zebra alone.') })
  assert.deepEqual(ids(await searchRecords(context, school.people.lead, { words: 'Zebr MATHS' })), [zebra.id])
  await chainReads(context, school.id)
  assert.deepEqual(await trailAbout(context, school.id, zebra.id), [
    'incidents.opened',
    'oversight.foundBySearch',
  ])
})

test('whoever a record is about does not find it', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  await anIncident(world, school.people.teacher, {
    description: sensitive('A walrus was drawn.'),
    people: [{ personId: school.people.coordinator.personId, part: 'allegedInstigator' }],
  })
  assert.deepEqual(ids(await searchRecords(context, school.people.coordinator, { words: 'walrus' })), [])
  assert.equal(ids(await searchRecords(context, school.people.head, { words: 'walrus' })).length, 1)
})

test('what a role may not read, its search does not find', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  await anIncident(world, school.people.teacher, {
    kind: 'blackmail',
    description: sensitive('An ocelot was named.'),
    childAtRisk: true,
  })
  assert.deepEqual(ids(await searchRecords(context, school.people.coordinator, { words: 'ocelot' })), [])
  assert.equal(ids(await searchRecords(context, school.people.lead, { words: 'ocelot' })).length, 1)
})

test('another school finds nothing of it', async (t) => {
  const world = await overseenSchools(t)
  await anIncident(world, world.school.people.teacher, { description: sensitive('A gecko was drawn.') })
  assert.deepEqual(
    ids(await searchRecords(world.context, world.otherSchool.people.lead, { words: 'gecko' })),
    [],
  )
})

test('a teacher may not search', async (t) => {
  const { context, school } = await overseenSchools(t)
  await assert.rejects(searchRecords(context, school.people.teacher, { words: 'anything' }), NotAllowed)
})

test('words are found by an index, under row security, however many records there are', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  await manyIncidents(world)
  for (const who of [school.people.head, school.people.coordinator]) {
    for (const words of [['zebra'], ['zeb', 'maths']]) {
      const plans = await reading(context, who, (tx) =>
        plansOf(tx, async (listening) =>
          assert.ok((await findByWords(listening, who, words, 25)).length > 0),
        ),
      )
      assert.match(plans, /Index (Only )?Scan using word_(pkey|record)/, words.join(' '))
      assert.doesNotMatch(plans, /Seq Scan on (incident|word)\b/, words.join(' '))
    }
  }
})

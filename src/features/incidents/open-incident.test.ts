import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { anIncident, incidentOffers, unkindMessages } from '../../../test/an-incident.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { misuseCatalogue } from './misuse-catalogue.ts'
import { moveIncident } from './move-incident.ts'
import { openIncident } from './open-incident.ts'
import { findIncident, giveReference } from './store.ts'
import { readTimeline } from './timeline-store.ts'

test('an incident gets the next reference of the school year, a deadline and a line in the trail', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  const first = await anIncident({ context }, school.people.teacher)
  const second = await anIncident({ context }, school.people.teacher)
  assert.deepEqual([first.reference, second.reference], ['AL-2026-0001', 'AL-2026-0002'])
  assert.equal(first.state, 'new')
  assert.equal(first.outOfHours, true)
  assert.deepEqual(first.nextDueAt, new Date('2026-11-24T12:00:00Z'))
  assert.deepEqual(await trailAbout(context, school.id, first.id), ['incidents.opened'])
  const timeline = await reading(context, school.people.lead, (tx) => readTimeline(tx, school.id, first.id))
  assert.deepEqual(
    timeline.map((line) => line.title),
    ['Written down'],
  )
})

test('a kind that no catalogue has is refused in words, and nothing is left behind', async (t) => {
  const { context, school, query } = await staffedSchools(t, incidentOffers)
  await assert.rejects(anIncident({ context }, school.people.teacher, { kind: 'made-up' }), Refused)
  assert.deepEqual(await query('select from incidents.incident'), [])
  assert.deepEqual(await query('select from incidents.reference_count'), [])
})

test('another school cannot tell that the incident exists', async (t) => {
  const { context, school, otherSchool } = await staffedSchools(t, incidentOffers)
  const { id } = await anIncident({ context }, school.people.teacher)
  const { lead } = otherSchool.people
  await assert.rejects(
    reading(context, lead, (tx) => findIncident(tx, lead, id)),
    NotFound,
  )
})

test('what an adult of the school may have done has a reference that counts nothing, and only the head sees it', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  const before = await anIncident({ context }, school.people.teacher)
  const hidden = await anIncident({ context }, school.people.teacher, {
    kind: 'adultMessages',
    aboutAdult: true,
    people: [{ personId: school.people.coordinator.personId, part: 'allegedInstigator' }],
  })
  const after = await anIncident({ context }, school.people.teacher)
  assert.match(hidden.reference, /^AL-[0-9A-Z]{8}$/)
  assert.deepEqual([before.reference, after.reference], ['AL-2026-0001', 'AL-2026-0002'])
  for (const [name, actor] of Object.entries(school.people)) {
    const found = reading(context, actor, (tx) => findIncident(tx, actor, hidden.id))
    if (name === 'head') assert.equal((await found).id, hidden.id)
    else await assert.rejects(found, NotFound, name)
  }
})

test('names and classes are kept as they were, and whoever cannot be turned to does not see it', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const { id } = await anIncident({ context }, school.people.teacher, {
    people: [{ personId: child.personId, part: 'victim' }],
    notApproachable: [school.people.deputy.personId],
  })
  const { lead, deputy } = school.people
  assert.equal((await reading(context, lead, (tx) => findIncident(tx, lead, id))).id, id)
  await assert.rejects(
    reading(context, deputy, (tx) => findIncident(tx, deputy, id)),
    NotFound,
  )
})

test('every report of bullying is recorded, whatever comes of it', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school, query } = world
  const kinds = misuseCatalogue.filter(({ bullying }) => bullying)
  assert.ok(kinds.some(({ clauses }) => clauses.includes('B91')))
  for (const { id: kind } of kinds) {
    const { id } = await anIncident(world, school.people.teacher, { kind })
    await moveIncident(context, school.people.lead, id, {
      action: 'answerFirstQuestions',
      says: '',
      duplicateOf: '',
    })
    await moveIncident(context, school.people.lead, id, {
      action: 'setAside',
      says: 'The friends have made up. The class teacher watches.',
      duplicateOf: '',
    })
  }
  const kept = await query<{ kind: string; state: string }>(
    'select kind, state from incidents.incident order by told_at',
  )
  assert.deepEqual(
    kept,
    kinds.map(({ id }) => ({ kind: id, state: 'notOnlineSafety' })),
  )
  await assert.rejects(query('delete from incidents.incident'), /violates|stays|denied|foreign key/)
})

test('two who report at once do not wait for each other, and their references leave no gap', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  const { teacher } = school.people
  const slow = Promise.withResolvers<void>()
  const written = Promise.withResolvers<void>()
  const first = inTransaction(context, teacher, async (tx) => {
    const { incident } = await openIncident(context, tx, teacher, unkindMessages)
    written.resolve()
    await slow.promise
    return incident
  })
  await written.promise
  const second = await anIncident({ context }, teacher)
  slow.resolve()
  assert.deepEqual([second.reference, (await first).reference], ['AL-2026-0001', 'AL-2026-0002'])
  const found = await reading(context, school.people.lead, (tx) =>
    findIncident(tx, school.people.lead, second.id),
  )
  assert.equal(found.reference, second.reference)
})

test('a reference that was given is never changed', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  const { teacher } = school.people
  const { id } = await anIncident({ context }, teacher)
  const again = inTransaction(context, teacher, (tx) =>
    giveReference(tx, { schoolId: school.id, id }, { prefix: 'AL', schoolYear: 2026 }),
  )
  await assert.rejects(again, /An account is never edited/)
})

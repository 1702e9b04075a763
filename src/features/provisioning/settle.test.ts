// What people of the school do about a connection: whose an account is, what a group means, whether many may be closed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { agree } from '#/platform/two-person/two-person.ts'
import { aSource, type Sourced, sent } from '../../../test/a-source.ts'
import { askToGoOn, closeMany, goOn } from './go-on.ts'
import { addConnection, endConnection } from './keep-connection.ts'
import { knowSource } from './know-source.ts'
import { settleEntry } from './settle-entry.ts'
import { tieGroup } from './tie-group.ts'
import { watchConnections } from './watch-connections.ts'

const adult = (userName: string, familyName: string) => ({
  userName,
  userType: 'Teacher',
  name: { givenName: 'Noor', familyName },
})
const pupil = (number: number) => ({
  userName: `p${number}@alder.example`,
  userType: 'Pupil',
  name: { givenName: 'Pupil', familyName: `Number${number}` },
})
const stateOf = async ({ query, connectionId }: Sourced) =>
  (
    await query<{ state: string }>('select state from provisioning.connection where id = $1', [connectionId])
  )[0]?.state
const openTasks = async ({ query, school }: Sourced, kind: string) =>
  (
    await query(`select id from tasks.task where school_id = $1 and kind = $2 and state = 'open'`, [
      school.id,
      kind,
    ])
  ).length
const fresh = (actor: PersonActor, context: Sourced['context']): PersonActor => ({
  ...actor,
  steppedUpAt: context.clock(),
})

test('the office says whose a waiting account is: somebody new, somebody here, or nobody', async (t) => {
  const source = await aSource(t, 'staff')
  const { ask, context, connectionId, office, technician, school } = source
  const [one, two, three] = await Promise.all(
    ['vale', 'reed', 'dale'].map((name) =>
      ask('POST', '/Users', { body: adult(`${name}@alder.example`, name) }),
    ),
  )
  const settle = (entryId: string | undefined, whose: string, by = office) =>
    settleEntry(context, by, { connectionId, entryId: entryId ?? '', whose })
  await assert.rejects(settle(one?.body.id, 'new:staff', technician), /You may not/)
  await assert.rejects(settle(newId(), 'new:staff'), { name: 'NotFound' })
  await settle(one?.body.id, 'new:staff')
  assert.equal(await openTasks(source, 'provisioning.whose'), 1)
  await settle(two?.body.id, `person:${school.people.teacher.personId}`)
  await assert.rejects(
    settle(three?.body.id, `person:${school.people.teacher.personId}`),
    /another account of this connection/,
  )
  await settle(three?.body.id, 'nobody')
  await assert.rejects(settle(three?.body.id, 'nobody'), /does not wait any more/)
  assert.equal(await openTasks(source, 'provisioning.whose'), 0)
  const rows = await source.query<{ family_name: string; kind: string }>(
    `select family_name, kind from people.person where school_id = $1 and family_name in ('vale', 'reed', 'dale')`,
    [school.id],
  )
  assert.deepEqual(rows, [{ family_name: 'vale', kind: 'staff' }])
})

test('a group that means a class brings its pupils in and takes them out', async (t) => {
  const source = await aSource(t)
  const { ask, context, connectionId, office, school, query } = source
  const [phaseId, classId] = [newId(), newId()]
  await query(
    `insert into schools.phase (school_id, id, key, name) values ($1, $2, 'keyStage2', 'Key stage 2')`,
    [school.id, phaseId],
  )
  await query(
    `insert into schools.class (school_id, id, phase_id, name, year_group, starts_on) values ($1, $2, $3, '5 Ash', 5, '2026-09-01')`,
    [school.id, classId, phaseId],
  )
  const one = await ask('POST', '/Users', { body: pupil(1) })
  const two = await ask('POST', '/Users', { body: pupil(2) })
  const group = await ask('POST', '/Groups', {
    body: { displayName: 'Class 5A', members: [{ value: one.body.id }] },
  })
  const groupId = group.body.id
  const members = async () =>
    (
      await query<{ name: string }>(
        `select p.family_name as name from people.class_member m join people.person p on p.id = m.person_id
          where m.class_id = $1 and (m.ends_on is null or m.ends_on >= '2026-11-24') order by 1`,
        [classId],
      )
    ).map(({ name }) => name)
  await assert.rejects(
    tieGroup(context, office, { connectionId, groupId, means: `class:${newId()}` }),
    /class is over/,
  )
  await tieGroup(context, office, { connectionId, groupId, means: `class:${classId}` })
  assert.deepEqual(await members(), ['Number1'])
  await ask('PATCH', `/Groups/${groupId}`, { body: sent('entra-group-add', two.body.id) })
  await ask('PATCH', `/Groups/${groupId}`, { body: sent('entra-group-remove-path', one.body.id) })
  assert.deepEqual(await members(), ['Number2'])
  await tieGroup(context, office, { connectionId, groupId, means: 'tells' })
  await ask('PATCH', `/Groups/${groupId}`, { body: sent('entra-group-add', one.body.id) })
  assert.equal(await openTasks(source, 'provisioning.groupChanged'), 1)
  assert.deepEqual(await members(), ['Number2'])
})

test('a source that would close unusually many people is stopped until two people agree', async (t) => {
  const source = await aSource(t)
  const { ask, context, connectionId, office, school, query } = source
  const made: Awaited<ReturnType<typeof ask>>[] = []
  for (let number = 1; number <= 8; number += 1)
    made.push(await ask('POST', '/Users', { body: pupil(number) }))
  const close = (number: number) =>
    ask('PATCH', `/Users/${made[number]?.body.id}`, { body: sent('entra-close') })
  for (let number = 0; number < 5; number += 1) assert.equal((await close(number)).status, 200)
  const refused = await close(5)
  assert.deepEqual([refused.status, await stateOf(source)], [403, 'stopped'])
  assert.match(refused.body.detail, /number 6 of 8 people/)
  assert.equal((await ask('POST', '/Users', { body: pupil(9) })).status, 403)
  assert.equal((await ask('GET', `/Users/${made[5]?.body.id}`)).body.active, true)
  assert.ok((await openTasks(source, 'provisioning.stopped')) > 0)
  await assert.rejects(goOn(context, fresh(office, context), connectionId), /You may not/)
  const requestId = await askToGoOn(context, fresh(office, context), {
    connectionId,
    reason: 'The leaving year goes today.',
  })
  const head = fresh(school.people.head, context)
  await inTransaction(context, head, (tx) => agree(context, tx, head, closeMany, requestId))
  await goOn(context, fresh(office, context), connectionId)
  assert.deepEqual([await stateOf(source), await openTasks(source, 'provisioning.stopped')], ['open', 0])
  assert.equal((await close(5)).status, 200)
  assert.equal((await close(6)).status, 200)
  const [left] = await query<{ count: number }>(
    `select count(*)::int as count from people.person where school_id = $1 and left_on is not null`,
    [school.id],
  )
  assert.equal(left?.count, 7)
  await assert.rejects(
    askToGoOn(context, fresh(office, context), { connectionId, reason: 'Once more, please.' }),
    /not stopped/,
  )
})

test('a connection that falls silent, or whose token runs out, becomes a task; an ended one is quiet', async (t) => {
  const source = await aSource(t)
  const { ask, context, school, technician, connectionId, setTime, query } = source
  const system = systemActor(school.id)
  await watchConnections(context, system)
  assert.equal(await openTasks(source, 'provisioning.silent'), 0, 'it was never in use')
  await ask('POST', '/Users', { body: pupil(1) })
  setTime('2026-11-30T06:40:00Z')
  await watchConnections(context, system)
  await watchConnections(context, system)
  assert.equal(await openTasks(source, 'provisioning.silent'), 1)
  setTime('2027-11-10T06:40:00Z')
  await watchConnections(context, system)
  assert.equal(await openTasks(source, 'provisioning.tokenRunsOut'), 1)
  setTime('2027-12-10T06:40:00Z')
  await watchConnections(context, system)
  assert.deepEqual(await query('select id from provisioning.deed where school_id = $1', [school.id]), [])
  await endConnection(context, technician, connectionId)
  await assert.rejects(endConnection(context, technician, connectionId), /has ended already/)
  assert.equal(await openTasks(source, 'provisioning.tokenRunsOut'), 0)
  assert.equal((await ask('GET', '/Users')).status, 401)
  const here = await query(
    `select id from people.person where school_id = $1 and family_name = 'Number1' and left_on is null`,
    [school.id],
  )
  assert.equal(here.length, 1, 'nobody leaves because a connection ends')
})

test('only technicians and heads connect a system, under a name of its own', async (t) => {
  const { context, office, technician, school, token, otherSchool } = await aSource(t)
  const form = { name: 'entra', source: 'other' as const, brings: 'both' as const }
  await assert.rejects(addConnection(context, office, form), /You may not/)
  await assert.rejects(addConnection(context, technician, form), /Another connection has this name/)
  const address = '192.0.2.1'
  assert.equal((await knowSource(context, { schoolId: school.id, token, address }))?.kind, 'integration')
  assert.equal(await knowSource(context, { schoolId: otherSchool.id, token, address }), null)
})

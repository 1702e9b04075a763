// What another system sends, through the web server to what it changed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { aSource, type Sourced, sent } from '../../../test/a-source.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { designationsOfMany, findPerson } from '../people/index.ts'

type PersonRow = {
  id: string
  kind: string
  given_name: string
  family_name: string
  email: string | null
  left_on: string | null
}

const people = ({ query, school }: Sourced, familyName: string) =>
  query<PersonRow>(
    `select id, kind, given_name, family_name, email, left_on::text from people.person
      where school_id = $1 and family_name = $2 order by id`,
    [school.id, familyName],
  )
const entryOf = async ({ query }: Sourced, id: string) =>
  (
    await query<{ person_id: string | null; waits_for: string | null; closed_as: string | null }>(
      'select person_id, waits_for, closed_as from provisioning.entry where id = $1',
      [id],
    )
  )[0]
const log = async ({ query, connectionId }: Sourced) =>
  (
    await query<{ outcome: string }>(
      'select outcome from provisioning.deed where connection_id = $1 order by at, id',
      [connectionId],
    )
  ).map(({ outcome }) => outcome)
const user = (userName: string, more: Record<string, unknown> = {}) => ({
  userName,
  userType: 'Staff',
  name: { givenName: 'Noor', familyName: 'Vale' },
  ...more,
})
/** A sign-in with an open session. */
async function signIn({ query, school }: Sourced, personId: string): Promise<void> {
  await query(
    `insert into sign_in.login (school_id, person_id, sign_in_name, created_at) values ($1, $2, $3, now())`,
    [school.id, personId, personId],
  )
}

test('a pupil of Entra joins once, however often the same is sent, and is found again', async (t) => {
  const source = await aSource(t)
  const { ask } = source
  const made = await ask('POST', '/Users', { body: sent('entra-new-pupil') })
  assert.equal(made.status, 201, made.text)
  assert.match(String(made.headers['content-type']), /^application\/scim\+json/)
  assert.equal(made.headers.etag, 'W/"1"')
  assert.equal(made.headers.location, `https://safety.example/s/alder/scim/v2/Users/${made.body.id}`)
  assert.equal((await people(source, 'Ashby')).length, 1)
  assert.equal((await people(source, 'Ashby'))[0]?.kind, 'pupil')
  const again = await ask('POST', '/Users', { body: sent('entra-new-pupil') })
  assert.deepEqual([again.status, again.body.scimType], [409, 'uniqueness'])
  const both = await Promise.all(
    [1, 2, 3].map(() => ask('POST', '/Users', { body: sent('google-new-pupil') })),
  )
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409, 409])
  assert.equal((await people(source, 'Finch')).length, 1)
  for (const filter of [
    'userName eq "WREN.ashby@alder.example"',
    'externalId eq "P-2041"',
    `id eq "${made.body.id}" and userName eq "wren.ashby@alder.example"`,
  ]) {
    const found = await ask('GET', `/Users?filter=${encodeURIComponent(filter)}`)
    assert.deepEqual(
      [found.status, found.body.totalResults, found.body.Resources[0]?.id],
      [200, 1, made.body.id],
    )
  }
  const page = await ask('GET', '/Users?startIndex=2&count=1')
  assert.deepEqual(
    [page.body.totalResults, page.body.startIndex, page.body.itemsPerPage, page.body.Resources[0]?.userName],
    [2, 2, 1, 'jory.finch@alder.example'],
  )
  assert.doesNotMatch(made.text, /07700|roles|department/)
})

test('who is closed in Entra has left: sessions end in the same moment', async (t) => {
  const source = await aSource(t, 'staff')
  const { ask, school, context, query } = source
  const noor = await aPerson(context, school.id, { name: 'Noor Vale', email: 'noor@alder.example' })
  await signIn(source, noor.personId)
  const { body } = await ask('POST', '/Users', { body: user('NOOR@alder.example') })
  assert.equal((await entryOf(source, body.id))?.person_id, noor.personId)
  assert.equal((await people(source, 'Vale')).length, 1)
  const closed = await ask('PATCH', `/Users/${body.id}`, { body: sent('entra-close') })
  assert.deepEqual([closed.status, closed.body.active], [200, false])
  assert.equal((await people(source, 'Vale'))[0]?.left_on, '2026-11-24')
  const [login] = await query<{ disabled: boolean }>(
    'select disabled_at is not null as disabled from sign_in.login where person_id = $1',
    [noor.personId],
  )
  assert.equal(login?.disabled, true)
  assert.ok((await trailAbout(context, school.id, noor.personId)).includes('provisioning.closed'))
  const same = await ask('PATCH', `/Users/${body.id}`, { body: sent('entra-close') })
  assert.equal(same.headers.etag, closed.headers.etag)
  await ask('PATCH', `/Users/${body.id}`, { body: sent('entra-open') })
  assert.equal(
    (await entryOf(source, body.id))?.waits_for,
    'left',
    'an adult comes back by a person’s word alone',
  )
  assert.deepEqual(await log(source), ['done', 'done', 'same', 'waits'])
})

test('a pupil whose account was closed by mistake is here again; a removed account stays on record and is met again', async (t) => {
  const source = await aSource(t)
  const { ask } = source
  const { body } = await ask('POST', '/Users', { body: sent('google-new-pupil') })
  await ask('PATCH', `/Users/${body.id}`, { body: sent('google-suspend') })
  assert.equal((await people(source, 'Finch'))[0]?.left_on, '2026-11-24')
  await ask('PATCH', `/Users/${body.id}`, { body: sent('entra-open') })
  assert.equal((await people(source, 'Finch'))[0]?.left_on, null)
  const gone = await ask('DELETE', `/Users/${body.id}`)
  assert.deepEqual([gone.status, gone.text], [204, ''])
  assert.equal((await ask('GET', `/Users/${body.id}`)).status, 404)
  assert.equal((await ask('DELETE', `/Users/${body.id}`)).status, 404)
  const [jory, ...others] = await people(source, 'Finch')
  assert.deepEqual([jory?.left_on, others.length], ['2026-11-24', 0])
  const back = await ask('POST', '/Users', { body: sent('google-new-pupil') })
  assert.equal(back.status, 201)
  assert.equal((await people(source, 'Finch')).length, 1, 'nobody is doubled')
  assert.equal((await entryOf(source, back.body.id))?.waits_for, 'left')
})

test('it grants no role: an unknown adult waits, and so does whoever holds one', async (t) => {
  const source = await aSource(t)
  const { ask, school, query } = source
  const adult = await ask('POST', '/Users', {
    body: user('noor@alder.example', { roles: [{ value: 'head' }] }),
  })
  assert.equal(adult.status, 201)
  assert.equal((await entryOf(source, adult.body.id))?.waits_for, 'adult')
  assert.equal((await people(source, 'Vale')).length, 0)
  const head = await ask('POST', '/Users', { body: user('head@alder.example') })
  assert.equal((await entryOf(source, head.body.id))?.waits_for, 'role')
  const [tasks] = await query<{ count: number }>(
    `select count(*)::int as count from tasks.task where school_id = $1 and kind = 'provisioning.whose'`,
    [school.id],
  )
  assert.equal(tasks?.count, 1)
})

test('what somebody changed here, or a roster keeps, is not written over', async (t) => {
  const source = await aSource(t)
  const { ask, query, school } = source
  const { body } = await ask('POST', '/Users', { body: sent('entra-new-pupil') })
  const renamed = await ask('PATCH', `/Users/${body.id}`, { body: sent('entra-rename') })
  assert.equal(renamed.status, 200)
  const [wren] = await people(source, 'Ashby-Lowe')
  assert.equal(wren?.email, 'wren.lowe@alder.example')
  await query(`update people.person set family_name = 'Lowe' where id = $1`, [wren?.id])
  const back = { Operations: [{ op: 'replace', path: 'name.familyName', value: 'Ashby' }] }
  assert.equal((await ask('PATCH', `/Users/${body.id}`, { body: back })).status, 200)
  assert.equal((await people(source, 'Lowe')).length, 1)
  const sourceId = newId()
  await query(
    `insert into rosters.source (school_id, id, name, format, added_at) values ($1, $2, 'Arbor', 'oneRoster', now())`,
    [school.id, sourceId],
  )
  await query(
    `insert into rosters.link (school_id, source_id, what, code, ours) values ($1, $2, 'person', 'P-1', $3)`,
    [school.id, sourceId, wren?.id],
  )
  await ask('PATCH', `/Users/${body.id}`, {
    body: { Operations: [{ op: 'replace', path: 'name.givenName', value: 'Wrenna' }] },
  })
  assert.equal((await people(source, 'Lowe'))[0]?.given_name, 'Wren')
  await ask('PATCH', `/Users/${body.id}`, { body: sent('entra-close') })
  assert.equal((await people(source, 'Lowe'))[0]?.left_on, null, 'the roster says who is here')
  assert.equal((await entryOf(source, body.id))?.closed_as, 'access')
  const holds = await query<{ because_kind: string }>(
    'select because_kind from accounts.hold where subject_id = $1 and released_at is null',
    [wren?.id],
  )
  assert.deepEqual(
    holds.map(({ because_kind }) => because_kind),
    ['closedElsewhere'],
  )
  await ask('PATCH', `/Users/${body.id}`, { body: sent('entra-open') })
  assert.equal((await entryOf(source, body.id))?.closed_as, null)
})

test('somebody the school cannot be without loses access and keeps the role until a person decides', async (t) => {
  const source = await aSource(t, 'staff')
  const { ask, school, query, context } = source
  const { personId } = school.people.lead
  await signIn(source, personId)
  const { body } = await ask('POST', '/Users', { body: user('lead@alder.example') })
  await query(`update provisioning.entry set person_id = $2, waits_for = null where id = $1`, [
    body.id,
    personId,
  ])
  await ask('PATCH', `/Users/${body.id}`, { body: sent('entra-close') })
  const system = systemActor(school.id)
  const [held, lead] = await inTransaction(context, system, async (tx) => [
    await designationsOfMany(tx, school.id, [personId]),
    await findPerson(tx, school.id, personId),
  ])
  assert.deepEqual([held[0]?.endsOn, lead.leftOn], [null, null])
  const [login] = await query<{ disabled_at: Date | null }>(
    'select disabled_at from sign_in.login where person_id = $1',
    [personId],
  )
  assert.ok(login?.disabled_at)
})

test('a whole account that does not say whether it is active stays as it was', async (t) => {
  const { ask } = await aSource(t)
  const { body } = await ask('POST', '/Users', { body: sent('google-new-pupil') })
  await ask('PATCH', `/Users/${body.id}`, { body: sent('google-suspend') })
  const whole = { userName: 'jory.finch@alder.example', name: { givenName: 'Jory', familyName: 'Finch' } }
  const put = await ask('PUT', `/Users/${body.id}`, { body: whole })
  assert.deepEqual([put.status, put.body.active, put.body.emails], [200, false, undefined])
})

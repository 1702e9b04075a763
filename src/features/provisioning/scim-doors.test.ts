// Versions, groups, tokens, and whoever means harm.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { inTransaction } from '#/platform/context.ts'
import { aSource, sent } from '../../../test/a-source.ts'
import { tokensOf } from './connection-store.ts'
import { endToken, makeToken } from './keep-connection.ts'

test('versions: an older one is refused, the newest is not sent again, and changes at once are one after another', async (t) => {
  const source = await aSource(t)
  const { ask } = source
  const { body } = await ask('POST', '/Users', { body: sent('entra-new-pupil') })
  const path = `/Users/${body.id}`
  const title = (value: string) => ({ Operations: [{ op: 'Replace', path: 'title', value }] })
  const first = await ask('PATCH', path, { body: title('Prefect'), headers: { 'if-match': 'W/"1"' } })
  assert.equal(first.headers.etag, 'W/"2"')
  assert.equal(
    (await ask('PATCH', path, { body: title('None'), headers: { 'if-match': 'W/"1"' } })).status,
    412,
  )
  assert.equal((await ask('DELETE', path, { headers: { 'if-match': 'W/"1"' } })).status, 412)
  assert.equal((await ask('GET', path, { headers: { 'if-none-match': 'W/"2"' } })).status, 304)
  const all = await Promise.all(
    ['a', 'b', 'c', 'd'].map((value) => ask('PATCH', path, { body: title(value) })),
  )
  assert.deepEqual(
    all.map(({ status }) => status),
    [200, 200, 200, 200],
  )
  assert.equal((await ask('GET', path)).headers.etag, 'W/"6"')
  const raced = await Promise.all(
    ['e', 'f', 'g'].map((value) =>
      ask('PATCH', path, { body: title(value), headers: { 'if-match': 'W/"6"' } }),
    ),
  )
  assert.deepEqual(raced.map(({ status }) => status).sort(), [200, 412, 412])
})

test('a group means nothing until a person says what it does, and its members are accounts of the same connection', async (t) => {
  const { ask } = await aSource(t)
  const { body } = await ask('POST', '/Users', { body: sent('entra-new-pupil') })
  const group = await ask('POST', '/Groups', { body: { displayName: '5 Ash', externalId: 'G-5' } })
  assert.equal(group.status, 201, group.text)
  const path = `/Groups/${group.body.id}`
  const add = await ask('PATCH', path, { body: sent('entra-group-add', body.id) })
  assert.deepEqual(
    add.body.members.map(({ value }) => value),
    [body.id],
  )
  const filter = encodeURIComponent(`id eq "${group.body.id}" and members eq "${body.id}"`)
  assert.equal((await ask('GET', `/Groups?filter=${filter}`)).body.totalResults, 1)
  const without = await ask('GET', `/Groups?excludedAttributes=members`)
  assert.equal(without.body.Resources[0]?.members, undefined)
  assert.equal(
    (await ask('PATCH', path, { body: sent('entra-group-add', newId()) })).body.scimType,
    'invalidValue',
  )
  await ask('PATCH', path, { body: sent('entra-group-remove-path', body.id) })
  assert.deepEqual((await ask('GET', path)).body.members, [])
  assert.equal((await ask('POST', '/Groups', { body: { displayName: '5 ash' } })).status, 409)
  assert.equal((await ask('DELETE', path)).status, 204)
  assert.equal((await ask('GET', path)).status, 404)
})

test('a token opens its own school’s addresses and nothing else, and ends at once', async (t) => {
  const { ask, page, context, technician, connectionId, token, setTime } = await aSource(t)
  assert.equal((await ask('GET', '/Users')).status, 200)
  const refused = [
    await ask('GET', '/Users', { token: null }),
    await ask('GET', '/Users', { token: `${token.slice(0, -2)}AA` }),
    await ask('GET', '/s/beech/scim/v2/Users'),
    await ask('POST', '/s/beech/scim/v2/Users', { body: sent('entra-new-pupil') }),
    await page(technician, '/scim/v2/Users'),
  ]
  for (const { status, headers, body } of refused) {
    assert.equal(status, 401)
    assert.equal(headers['www-authenticate'], 'Bearer')
    assert.deepEqual(body.schemas, ['urn:ietf:params:scim:api:messages:2.0:Error'])
  }
  assert.equal((await ask('GET', '/s/nowhere/scim/v2/Users')).status, 404)
  const asPage = await page(null, '/provisioning', { authorization: `Bearer ${token}` })
  assert.deepEqual([asPage.status, asPage.headers.location], [303, '/sign-in'])
  setTime('2026-11-24T10:05:00Z')
  const second = await makeToken(context, technician, connectionId)
  await assert.rejects(makeToken(context, technician, connectionId), /Two tokens/)
  const [{ id: oldest = '' } = {}] = (
    await inTransaction(context, technician, (tx) => tokensOf(tx, technician.schoolId, connectionId))
  ).slice(-1)
  await endToken(context, technician, { connectionId, tokenId: oldest })
  assert.equal((await ask('GET', '/Users')).status, 401)
  assert.equal((await ask('GET', '/Users', { token: second.token })).status, 200)
  setTime('2027-11-25T10:00:00Z')
  assert.equal((await ask('GET', '/Users', { token: second.token })).status, 401)
})

test('wrong tokens from one address are slowed down, and a right one is not', async (t) => {
  const { ask } = await aSource(t)
  const statuses = new Set<number>()
  for (let tries = 0; tries < 33; tries += 1)
    statuses.add((await ask('GET', '/Users', { token: 'x'.repeat(43) })).status)
  assert.deepEqual([...statuses], [401, 429])
  assert.equal((await ask('GET', '/Users')).status, 200)
})

test('a hostile message is refused in a sentence and leaves nothing behind', async (t) => {
  const source = await aSource(t)
  const { ask, school } = source
  const deep = `{"userName":"a","name":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`
  const cases: readonly (readonly [number, Parameters<typeof ask>[2]])[] = [
    [400, { text: deep }],
    [400, { text: '['.repeat(100_000) }],
    [400, { text: `"${'\\"'.repeat(60_000)}` }],
    [400, { text: '{"userName":"a","__proto__":{"active":false}}' }],
    [400, { text: '{"userName":"a","constructor":{"prototype":{"active":false}}}' }],
    [400, { text: '{"userName":' }],
    [400, {}],
    [413, { text: JSON.stringify({ userName: 'a'.repeat(300_000) }) }],
    [415, { text: 'userName=a', headers: { 'content-type': 'text/plain' } }],
    [400, { body: { userName: 7 } }],
    [400, { body: { userName: ['a', 'b'] } }],
    [400, { body: [] }],
  ]
  for (const [expected, asked] of cases) {
    const { status, body, text } = await ask('POST', '/Users', asked)
    assert.equal(status, expected, text)
    assert.equal(body.status, String(expected))
    assert.ok(String(body.detail).length > 10)
  }
  for (const path of ['/Users?filter=userName%20sw%20%22a%22', '/Users?filter=%27%20or%201%3D1'])
    assert.equal((await ask('GET', path)).body.scimType, 'invalidFilter')
  assert.equal((await ask('GET', "/Users/1'%20or%201=1")).status, 404)
  assert.equal((await ask('POST', '/Bulk', { body: {} })).status, 404)
  const rows = await source.query('select id from provisioning.entry where school_id = $1', [school.id])
  assert.deepEqual(rows, [])
})

test('while the database is gone a source is told to ask again; what it sends again is done once', async (t) => {
  const { ask, withoutDatabase, query } = await aSource(t)
  const body = sent('entra-new-pupil')
  const create = () => ask('POST', '/Users', { body })
  const gone = await withoutDatabase(create)
  assert.equal(gone.status, 503)
  assert.equal(gone.headers['retry-after'], '60')
  assert.deepEqual(gone.body.schemas, ['urn:ietf:params:scim:api:messages:2.0:Error'])
  assert.match(gone.body.detail, /Try again later/)
  const made = await create()
  assert.equal(made.status, 201)
  const disable = () =>
    ask('PATCH', `/Users/${made.body.id}`, {
      body: { Operations: [{ op: 'Replace', path: 'active', value: 'False' }] },
    })
  assert.equal((await withoutDatabase(disable)).status, 503)
  assert.equal((await ask('GET', `/Users/${made.body.id}`)).body.active, true, 'nothing was half done')
  assert.deepEqual([(await disable()).body.active, (await disable()).body.active], [false, false])
  const left = await query(`select from audit.entry where did = 'people.left'`)
  assert.deepEqual([left.length, (await query('select from provisioning.entry')).length], [1, 1])
})

test('it says what it can do', async (t) => {
  const { ask } = await aSource(t)
  const config = await ask('GET', '/ServiceProviderConfig')
  assert.deepEqual(config.body.patch, { supported: true })
  assert.equal((await ask('GET', '/ResourceTypes')).body.totalResults, 2)
  assert.equal((await ask('GET', '/ResourceTypes/User')).body.id, 'User')
  const schema = await ask('GET', '/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group')
  assert.equal(schema.body.name, 'Group')
  assert.equal((await ask('GET', '/Schemas/urn:nothing')).status, 404)
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { aGround, aPerson, aSchool, type Ground, lookInto } from '../../../test/ground.ts'
import type { PersonActor } from '../access/actor.ts'
import { keepFrom } from '../access/kept-from.ts'
import { inTransaction } from '../context.ts'
import type { Answer, Page, WebRequest } from '../web/route.ts'
import { auditTrail } from './contribution.ts'
import { record } from './trail.ts'

const feature = auditTrail({
  events: new Map([['test.done', 'did a thing']]),
  nameOf: async (_tx, _schoolId, id) => `Person ${id.slice(-4)}`,
})
let ground: Ground
let head: PersonActor
let dsl: PersonActor
const recordId = newId()

before(async () => {
  ground = await aGround()
  const schoolId = await aSchool(ground.context)
  head = await aPerson(ground.context, schoolId, { roles: ['head'] })
  dsl = await aPerson(ground.context, schoolId, { roles: ['dsl'] })
  await inTransaction(ground.context, dsl, async (tx) => {
    record(tx, { did: 'test.done', about: { kind: 'thing', id: recordId } })
    record(tx, { did: 'test.done', about: { kind: 'otherThing', id: newId() } })
    await keepFrom(tx, { schoolId, recordId, at: ground.context.clock() }, [
      { personId: head.personId, why: 'subject' },
    ])
  })
})
after(() => ground.close())

async function get(actor: PersonActor, path: string, params = {}, query = {}): Promise<Answer> {
  const route = feature.routes.find((one) => one.path === path)
  assert.ok(route)
  const at = (to: string): string => `/s/alder${to}`
  const request = { context: ground.context, actor, params, query, body: {}, at } as unknown as WebRequest
  return route.answer(request)
}
const markup = async (...asked: Parameters<typeof get>): Promise<string> =>
  String(((await get(...asked)) as Page).body)

test('the trail is told in sentences, to whom it is not kept from', async () => {
  const all = await markup(dsl, '/audit')
  assert.match(all, /did a thing/)
  assert.match(all, new RegExp(`Person ${dsl.personId.slice(-4)}`))
  assert.match(all, new RegExp(`/s/alder/audit/about/${recordId}`))
  const hidden = await markup(head, '/audit')
  assert.doesNotMatch(hidden, new RegExp(recordId))
  assert.match(hidden, /other thing/)
  await assert.rejects(get(head, '/audit/about/:id', { id: recordId }), NotFound)
  await assert.rejects(get(dsl, '/audit/about/:id', { id: newId() }), NotFound)
})

test('it is narrowed to a record, a person, an event and days', async () => {
  assert.match(
    await markup(dsl, '/audit/about/:id', { id: recordId }),
    /<strong>1<\/strong> of <strong>1<\/strong>/,
  )
  assert.match(await markup(dsl, '/audit/by/:id', { id: dsl.personId }), /of <strong>2<\/strong>/)
  assert.match(await markup(dsl, '/audit', {}, { did: 'audit.looked' }), /Nothing matches/)
  assert.match(
    await markup(dsl, '/audit', {}, { from: '2026-11-24', to: '2026-11-24' }),
    /of <strong>2<\/strong>/,
  )
  assert.match(await markup(dsl, '/audit', {}, { from: '2026-11-25' }), /Nothing matches/)
  await assert.rejects(get(dsl, '/audit/by/:id', { id: '../x' }), NotFound)
})

test('it is had as CSV, and every look is itself on record', async () => {
  const csv = await get(dsl, '/audit/about/:id/csv', { id: recordId })
  assert.ok(csv.kind === 'download' && !Buffer.isBuffer(csv.content))
  const text = (await csv.content.toArray()).join('')
  assert.match(text, new RegExp(`2026-11-24T10:00:00.000Z,Person ....,did a thing,thing,${recordId}`))
  const waiting = await lookInto(ground.context, dsl.schoolId, (tx) =>
    tx
      .selectFrom('audit.inbox')
      .select(['actor_id'])
      .where('did', '=', 'audit.looked')
      .where('about_id', '=', recordId)
      .execute(),
  )
  assert.deepEqual(
    waiting.map((row) => row.actor_id),
    [head.personId, dsl.personId, dsl.personId],
  )
})

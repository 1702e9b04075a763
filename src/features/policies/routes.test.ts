import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { aPolicy, aPublishedPolicy, policyWorld } from '../../../test/a-policy.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { anonymous, lookInto } from '../../../test/ground.ts'
import { policies } from './feature.ts'
import { openComments } from './open-comments.ts'
import { paragraphsOf } from './paragraph-store.ts'
import { roundsOf } from './reading-store.ts'
import { routes } from './routes.ts'
import { startVersion } from './start-version.ts'

test('what is not published, or is another school’s, is not there for the public', async (t) => {
  const world = await policyWorld(t)
  const { context, school } = world
  const anybody = anonymous(school.id)
  const draft = await aPolicy(world)
  const slug = { params: { slug: 'online-safety' } }
  await assert.rejects(askRoute(context, anybody, routes, 'GET /policies/:slug', slug), NotFound)
  assert.match(await askRoute(context, anybody, routes, 'GET /policies'), /No policy is published/)
  await assert.rejects(
    askRoute(context, anybody, routes, 'GET /policy-register/versions/:id', {
      params: { id: draft.versionId },
    }),
    NotAllowed,
  )
  const { otherSchool } = world
  await assert.rejects(
    askRoute(context, anonymous(otherSchool.id), routes, 'GET /policies/:slug', slug),
    NotFound,
  )
})

test('the public reads scope, owner, dates and every paragraph, without a sign-in', async (t) => {
  const world = await policyWorld(t)
  const { context, school } = world
  const { versionId } = await aPublishedPolicy(world)
  const slug = { params: { slug: 'online-safety' } }
  const shown = await askRoute(context, anonymous(school.id), routes, 'GET /policies/:slug', slug)
  assert.match(shown, /Online safety co-ordinator/)
  assert.match(shown, /Adopted/)
  assert.match(shown, /within 15 minutes goes to the next person/)
  assert.doesNotMatch(shown, /\{setting|\{school/)
  assert.match(shown, /Signed on/)
  for (const { name } of [school.people.chair, school.people.head]) {
    assert.doesNotMatch(shown, new RegExp(name), 'roles and days, and nobody by name')
  }
  const lines = await reading(context, school.people.head, (tx) => paragraphsOf(tx, school.id, versionId))
  for (const { number } of lines) assert.ok(shown.includes(`>${number}<`), number)
  const pdf = await askRoute(context, anonymous(school.id), routes, 'GET /policies/:slug/policy.pdf', slug)
  assert.ok(pdf.startsWith('%PDF'))
  const word = await askRoute(context, anonymous(school.id), routes, 'GET /policies/:slug/policy.docx', slug)
  assert.ok(word.startsWith('PK'))
})

test('the register, the version with its comments, and the reading round are drawn for who may see them', async (t) => {
  const world = await policyWorld(t)
  const { context, school } = world
  const { head, teacher, coordinator } = school.people
  const { policyId } = await aPublishedPolicy(world)
  const next = await startVersion(context, coordinator, policyId)
  const params = { params: { id: next } }
  assert.ok(!(await askRoute(context, teacher, routes, 'GET /policy-register')).includes(next))
  await openComments(context, coordinator, next)
  assert.match(await askRoute(context, teacher, routes, 'GET /policy-register'), /Open for comments/)
  const body = { says: 'What about trips?', paragraphKey: '' }
  const sent = await askRoute(context, teacher, routes, 'POST /policy-register/versions/:id/comments', {
    ...params,
    body,
  })
  assert.equal(sent, `/s/alder/policy-register/versions/${next}`)
  assert.match(await askRoute(context, teacher, routes, 'GET /policy-register/versions/:id', params), /trips/)
  assert.match(await askRoute(context, head, routes, 'GET /policy-register/versions/:id', params), /Answer/)
  assert.match(
    await askRoute(context, head, routes, 'GET /policy-register/versions/:id/changes', params),
    /Nothing in the text changed/,
  )
  const policy = await askRoute(context, head, routes, 'GET /policy-register/:id', {
    params: { id: policyId },
  })
  assert.match(policy, /Who has read it/)
  const [round] = await reading(context, head, (tx) => roundsOf(tx, school.id, policyId))
  const at = { params: { id: round?.id ?? '' } }
  await assert.rejects(askRoute(context, teacher, routes, 'GET /policy-register/rounds/:id', at), NotAllowed)
  assert.match(await askRoute(context, head, routes, 'GET /policy-register/rounds/:id', at), /0 of 7/)
  const page = await askRoute(context, teacher, routes, 'GET /policy-register/rounds/:id/read', at)
  assert.match(page, /I have read version 1 and understood it/)
})

test('every control of policies has evidence that is in date once a policy is published, and not before', async (t) => {
  const world = await policyWorld(t)
  const { context, school, otherSchool } = world
  await aPublishedPolicy(world)
  const inDate = (schoolId: string) =>
    lookInto(context, schoolId, async (tx) => {
      const found: string[] = []
      for (const { id, evidence } of policies.controls ?? []) {
        if ((await evidence(tx, schoolId, context.clock())).inDate) found.push(id)
      }
      return found
    })
  assert.deepEqual(await inDate(otherSchool.id), [])
  const waiting = (policies.controls ?? [])
    .map(({ id }) => id)
    .filter((id) => !['policies.comments', 'policies.introductions'].includes(id))
  assert.deepEqual(await inDate(school.id), waiting)
})

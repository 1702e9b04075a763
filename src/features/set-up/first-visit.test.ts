// The first visit, knocked at as a browser does: from the code on the console to a school that is handed over.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { aNewServer, answered, answers } from '../../../test/a-new-server.ts'
import { trailAbout } from '../../../test/ground.ts'
import { allHoldersOn } from '../people/index.ts'
import { contactOf, findSchool, readCalendar, schoolIdBySlug } from '../schools/index.ts'
import { openFirstVisit } from './first-visit.ts'
import { finishSetUp, makeLinks, makeSealPapers } from './hand-over.ts'
import { makeSchool } from './make-school.ts'
import { questionKeys } from './questions.ts'
import { rootRoutes } from './routes.ts'
import { newCode, waitMs } from './set-up-code.ts'

test('the first visit ends with a working school, and the second finds it closed', async (t) => {
  const { context, knock, vault } = await aNewServer(t)
  assert.equal((await knock('/')).to, '/set-up')
  const code = await openFirstVisit(context)
  assert.ok(code)
  assert.equal((await knock('/set-up', { code: code.toLowerCase() })).to, '/set-up')
  for (const [question, typed] of Object.entries(answers)) {
    assert.equal((await knock('/set-up')).to, `/set-up/questions/${question}`)
    assert.equal((await knock(`/set-up/questions/${question}`)).status, 200)
    assert.equal((await knock(`/set-up/questions/${question}`, typed)).status, 303, question)
  }
  const check = (await knock('/set-up/check')).body
  assert.match(check, /Oak Lane Primary School/)
  assert.match(check, /Key stage 1[\s\S]*2 September 2026 to[\s\S]*LADO: /)
  assert.doesNotMatch(check, /keyStage|>\s*yes|\d{4}-\d\d-\d\d/, 'answers are said as people say them')
  assert.equal((await knock('/set-up/check', {})).to, '/set-up/hand-over')
  assert.equal((await knock('/set-up/check', {})).to, '/set-up/hand-over', 'sent twice, it makes one school')

  assert.equal((await knock('/set-up/hand-over/finish', {})).status, 409)
  const links = await knock('/set-up/hand-over/links', {})
  assert.match(links.body, /hana\.head/)
  assert.match(links.body, /lena\.lead/)
  assert.match(links.body, /\/s\/oak-lane\//)
  const papers = await knock('/set-up/hand-over/seal-keys', {})
  assert.match(papers.body, /for the chair of governors/)
  const wrong = await knock('/set-up/hand-over/master-key', { masterKey: 'not this' })
  assert.match(wrong.body, /govuk-error-message/)
  const paper = await readFile(vault.keyring.file.path, 'utf8')
  assert.match((await knock('/set-up/hand-over/master-key', { masterKey: paper })).body, /is the right one/)
  assert.match((await knock('/set-up/hand-over/finish', {})).body, /What to do next/)

  assert.equal((await knock('/')).to, '/s/oak-lane')
  assert.equal((await knock('/set-up/hand-over')).status, 404)
  assert.equal((await knock('/set-up', { code })).status, 404)
  assert.equal(await openFirstVisit(context), null)
})

test('the school that was made has its people, numbers, terms and policy, and the operator has no role in it', async (t) => {
  const { context } = await aNewServer(t)
  const session = await answered(context)
  await makeSchool(context, session)
  const schoolId = (await schoolIdBySlug(context.db, 'oak-lane')) ?? ''
  const made = await reading(context, systemActor(schoolId), async (tx) => ({
    school: await findSchool(tx, schoolId),
    holders: await allHoldersOn(tx, schoolId, '2026-11-24'),
    lado: await contactOf(tx, schoolId, 'lado'),
    calendar: await readCalendar(tx, schoolId),
  }))
  assert.equal(made.school.policyCode, 'R')
  assert.equal(made.school.setUpAt, null)
  assert.deepEqual(made.holders.map(({ role, name }) => `${role} ${name}`).sort(), [
    'chairOfGovernors Cy Chair',
    'deputyDsl Dev Deputy',
    'dsl Léna Lead',
    'head Hana Head',
  ])
  assert.equal(made.lado?.phone, '0121 496 0001')
  assert.equal(made.calendar.terms.length, 1)
  const trail = await trailAbout(context, schoolId, schoolId)
  assert.equal(trail[0], 'schools.added')
  await assert.rejects(finishSetUp(context, session), /sign-in links/)
})

test('set-up asks at most ten questions, and says at each how many there are', async (t) => {
  assert.ok(questionKeys.length <= 10, `${questionKeys.length} questions`)
  assert.deepEqual(Object.keys(answers), questionKeys, 'no question is asked besides')
  const { context, knock } = await aNewServer(t)
  await knock('/set-up', { code: (await openFirstVisit(context)) ?? '' })
  const first = await knock(`/set-up/questions/${questionKeys[0]}`)
  assert.match(first.body, new RegExp(`Question 1 of ${questionKeys.length}`))
})

test('the set-up goes on where it stopped: after a restart, with a new code and nothing lost', async (t) => {
  const { context, knock, forgetCookie } = await aNewServer(t)
  const first = (await openFirstVisit(context)) ?? ''
  await knock('/set-up', { code: first })
  await knock('/set-up/questions/school', answers.school)
  forgetCookie()
  assert.equal((await knock('/set-up/questions/phases')).status, 404)
  const second = (await openFirstVisit(context)) ?? ''
  assert.equal((await knock('/set-up', { code: first })).status, 422, 'the earlier code counts no more')
  await knock('/set-up', { code: second })
  assert.equal((await knock('/set-up')).to, '/set-up/questions/phases')
  assert.match((await knock('/set-up/questions/school')).body, /Oak Lane Primary School/)
})

test('a wrong answer gets a sentence beside the field and nothing typed is lost', async (t) => {
  const { context, knock } = await aNewServer(t)
  await knock('/set-up', { code: (await openFirstVisit(context)) ?? '' })
  const asked = await knock('/set-up/questions/school', { name: 'Oak', slug: 'Oak Lane!' })
  assert.equal(asked.status, 422)
  assert.match(asked.body, /Use small letters, digits and hyphens/)
  assert.match(asked.body, /value="Oak Lane!"/)
  const lead = await knock('/set-up/questions/dsl', { same: 'no', givenName: 'Lena' })
  assert.match(lead.body, /Enter the family name/)
  const early = await knock('/set-up/questions/nothing')
  assert.equal(early.status, 404)
})

test('wrong codes make the next one wait, and the right one too', async (t) => {
  const { context, knock, setTime } = await aNewServer(t)
  const code = (await openFirstVisit(context)) ?? ''
  for (let attempt = 0; attempt < 3; attempt += 1) {
    assert.equal((await knock('/set-up', { code: newCode() })).status, 422)
  }
  const waiting = await knock('/set-up', { code })
  assert.equal(waiting.status, 429)
  assert.match(waiting.body, /Wait 2 seconds/)
  setTime('2026-11-24T10:00:03Z')
  assert.equal((await knock('/set-up', { code })).status, 303)
  assert.equal((await knock('/set-up', { code })).status, 422, 'a code works once')
  assert.deepEqual([0, 2, 3, 4, 30].map(waitMs), [0, 0, 2000, 4000, 3_600_000])
})

test('set-up answers the machine itself and nobody else', async (t) => {
  const { context, knock } = await aNewServer(t)
  const code = (await openFirstVisit(context)) ?? ''
  for (const { method, path } of rootRoutes) {
    const typed = method === 'POST' ? { code } : undefined
    const { status } = await knock(path.replace(':question', 'school'), typed, '10.4.0.9')
    assert.equal(status, 403, `${method} ${path}`)
  }
})

test('another school of the trust is set up with a code from the command line', async (t) => {
  const { context } = await aNewServer(t)
  const first = await answered(context)
  await makeSchool(context, first)
  await makeLinks(context, first)
  await makeSealPapers(context, first)
  assert.equal(await finishSetUp(context, first), 'oak-lane')
  const second = await answered(context, { ...answers, school: { ...answers.school, slug: 'elm-lane' } })
  await makeSchool(context, second)
  const ids = [await schoolIdBySlug(context.db, 'oak-lane'), await schoolIdBySlug(context.db, 'elm-lane')]
  const trusts = await Promise.all(
    ids.map((id) =>
      reading(context, systemActor(id ?? ''), async (tx) => (await findSchool(tx, id ?? '')).trustId),
    ),
  )
  assert.ok(trusts[0])
  assert.equal(trusts[0], trusts[1])
})

test('a short name that is taken is refused, and the answers stay', async (t) => {
  const { context } = await aNewServer(t)
  const first = await answered(context)
  await makeSchool(context, first)
  await makeLinks(context, first)
  await makeSealPapers(context, first)
  await finishSetUp(context, first)
  const second = await answered(context)
  await assert.rejects(makeSchool(context, second), /short name oak-lane already/)
})

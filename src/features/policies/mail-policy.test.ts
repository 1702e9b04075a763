import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { createMailer, type Mailer, MailFailed } from '#/platform/mail/mail.ts'
import { adoptPolicy, aPolicy, policyWorld } from '../../../test/a-policy.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson } from '../../../test/ground.ts'
import { postOffice } from '../../../test/post-office.ts'
import { tasksOf } from '../tasks/index.ts'
import { addressWrong, countLetters } from './letter-store.ts'
import { askOwnerToReach, catchUpLetters, mailPolicy } from './mail-policy.ts'
import { publishPolicy } from './publish-policy.ts'
import { routes } from './routes.ts'
import { startVersion } from './start-version.ts'

/** A school with parents: one may be written to, one not, two share an address, and one helps here too. */
async function aSchoolWithParents(t: TestContext) {
  const world = await policyWorld(t)
  const { context, school, query } = world
  await setFor(world, school.id, 'policies.mailedTo', ['staff', 'guardian'])
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Nia Okafor' })
  const parent = async (name: string, email: string, mayBeContacted = true) => {
    const { personId } = await aPerson(context, school.id, { kind: 'guardian', name })
    await query(`update people.person set email = $2 where id = $1`, [personId, email])
    await query(
      `insert into people.guardianship (school_id, guardian_id, pupil_id, relation, parental_responsibility,
         may_be_contacted, may_sign, may_see, address_withheld, starts_on)
       values ($1, $2, $3, 'parent', 'yes', $4, true, true, false, '2026-09-01')`,
      [school.id, personId, child.personId, mayBeContacted],
    )
    return personId
  }
  const ada = await parent('Ada Okafor', 'ada@parents.example')
  await parent('Ben Okafor', 'ben@parents.example', false)
  await parent('Cleo Okafor', 'Shared@parents.example')
  await parent('Dan Okafor', 'shared@parents.example')
  await parent('Tea Okafor', 'teacher@alder.example')
  const { coordinator } = school.people
  /** What the owner of the policy has to do because e-mails did not go out. */
  const ownersTasks = async () =>
    (await reading(context, coordinator, (tx) => tasksOf(tx, coordinator)))
      .filter(({ kind }) => kind === 'tasks.notMailed')
      .map(({ path }) => path)
  const letters = () =>
    query<{ versionId: string; personId: string }>(
      `select version_id as "versionId", person_id as "personId" from policies.letter order by queued_at, person_id`,
    )
  return { ...world, ada, letters, ownersTasks, system: systemActor(school.id) }
}

const noLetters = {
  queued: 0,
  sent: 0,
  waiting: 0,
  failing: 0,
  wrongAddress: 0,
  refused: 0,
  withoutServer: 0,
  lastAt: null,
}

const queued = `select count(*)::int as count from graphile_worker.jobs where task_identifier = 'policies.mailPolicy'`

test('publishing writes once to each address that the settings name, an hour without mail included', async (t) => {
  const world = await aSchoolWithParents(t)
  const { context, school, letters, ownersTasks, system } = world
  const { head, teacher, coordinator } = school.people
  const { policyId, versionId } = await aPolicy(world)
  await adoptPolicy(world, versionId)
  await assert.rejects(publishPolicy(context, teacher, versionId), NotAllowed)
  assert.deepEqual(await letters(), [], 'nothing goes out before it is published')
  await publishPolicy(context, head, versionId)
  const waiting = await letters()
  assert.equal(
    waiting.length,
    2,
    'one parent, and one of two who share an address; readers are told by their task',
  )
  assert.equal((await world.query<{ count: number }>(queued))[0]?.count, 1, 'queued in the same transaction')
  const down = await postOffice(t, 451)
  await assert.rejects(mailPolicy(context, system, down.post, versionId), { name: 'MailFailed' })
  const counts = () => reading(context, head, (tx) => countLetters(tx, school.id, versionId))
  assert.deepEqual(await counts(), { ...noLetters, queued: 2, waiting: 2, failing: 2 }, 'it can be seen')
  assert.deepEqual(await ownersTasks(), [], 'it is tried again')
  await askOwnerToReach(context, system, versionId)
  assert.deepEqual(await ownersTasks(), [`/policy-register/${policyId}`], 'after the last try it is a task')
  const { received, post } = await postOffice(t)
  await mailPolicy(context, system, post, versionId)
  await mailPolicy(context, system, post, versionId)
  assert.equal(received.length, 2, 'caught up, and nobody twice')
  assert.deepEqual(
    new Set(received.map(({ to }) => to.toLowerCase())),
    new Set(['ada@parents.example', 'shared@parents.example']),
  )
  const [letter] = received
  assert.equal(letter?.subject, 'alder Primary School: a policy to read')
  assert.match(letter?.text ?? '', /https:\/\/safety\.example\/s\/alder\/policies\/online-safety\n/)
  assert.ok(!/Nia|Okafor/.test(JSON.stringify(received)), 'nobody is named')
  assert.deepEqual([(await counts()).sent, (await counts()).waiting], [2, 0])
  assert.deepEqual(await ownersTasks(), [], 'and over once all have gone out')
  await startVersion(context, coordinator, policyId)
})

test('what nobody needs any more is withdrawn, and what can never arrive is kept as that', async (t) => {
  const world = await aSchoolWithParents(t)
  const { context, school, ada, letters, ownersTasks, system, query, otherSchool } = world
  const { versionId } = await aPolicy(world)
  await adoptPolicy(world, versionId)
  await publishPolicy(context, school.people.head, versionId)
  const refusing = await postOffice(t, 550)
  await mailPolicy(context, systemActor(otherSchool.id), refusing.post, versionId)
  assert.equal((await letters()).length, 2, 'another school has no such letters')
  await query(`update people.guardianship set may_be_contacted = false where guardian_id = $1`, [ada])
  await mailPolicy(context, system, refusing.post, versionId)
  const { received, post } = await postOffice(t)
  await mailPolicy(context, system, post, versionId)
  assert.deepEqual(received, [], 'this parent is not to be written to, and the other address does not exist')
  const rows = await query<{ failure: string | null; withdrawn: boolean }>(
    `select failure, withdrawn_at is not null as withdrawn from policies.letter order by withdrawn_at is null`,
  )
  assert.deepEqual(
    rows.map(({ withdrawn }) => withdrawn),
    [true, false],
  )
  assert.equal(rows[1]?.failure, addressWrong)
  assert.equal((await query('select from people.wrong_address')).length, 1)
  assert.deepEqual(await ownersTasks(), [], 'a wrong address is the office’s')
})

test('without a mail server a school publishes all the same, and the page says that nothing was sent', async (t) => {
  const world = await aSchoolWithParents(t)
  const { context, school, ownersTasks, system, query } = world
  const { policyId, versionId } = await aPolicy(world)
  await adoptPolicy(world, versionId)
  await publishPolicy(context, school.people.head, versionId)
  const mailer = createMailer(undefined, { warn: () => undefined })
  await mailPolicy(context, system, { mailer, publicUrl: new URL('https://safety.example') }, versionId)
  const counts = await reading(context, school.people.head, (tx) => countLetters(tx, school.id, versionId))
  assert.deepEqual(counts, { ...noLetters, queued: 2, withoutServer: 2 })
  assert.deepEqual(await ownersTasks(), [`/policy-register/${policyId}`])
  const shown = await askRoute(context, school.people.head, routes, 'GET /policy-register/:id', {
    params: { id: policyId },
  })
  assert.match(shown, /2 were not sent, because no mail server is set up/)
  await catchUpLetters(context, system)
  assert.equal((await query<{ count: number }>(queued))[0]?.count, 1, 'what was given up is not tried again')
})

for (const [what, addressIsWrong, counted, left, [one, two]] of [
  [
    'one wrong address, which is the office’s, the owner’s task ends with the last other letter',
    true,
    { wrongAddress: 1 },
    false,
    [
      /1 has a wrong address: correct it on their own page\./,
      /2 have a wrong address: correct it on their own pages\./,
    ],
  ],
  [
    'one letter that the server refuses the owner’s task stays until they have told that person',
    false,
    { refused: 1 },
    true,
    [
      /1 was refused by the mail server: tell this person of the policy’s public page\./,
      /2 were refused by the mail server: tell these people of the policy’s public page\./,
    ],
  ],
] as const) {
  test(`with ${what}`, async (t) => {
    const world = await aSchoolWithParents(t)
    const { context, school, ownersTasks, system } = world
    const { head } = school.people
    const { policyId, versionId } = await aPolicy(world)
    await adoptPolicy(world, versionId)
    await publishPolicy(context, head, versionId)
    const { received, post } = await postOffice(t)
    const tasks = [`/policy-register/${policyId}`]
    const away: Mailer = {
      send: (to) => {
        const permanent = to === 'ada@parents.example'
        const failure = { permanent, addressIsWrong: permanent && addressIsWrong }
        return Promise.reject(new MailFailed('The mail server does not take it.', failure))
      },
      close: () => undefined,
    }
    await assert.rejects(mailPolicy(context, system, { ...post, mailer: away }, versionId), MailFailed)
    await askOwnerToReach(context, system, versionId)
    assert.deepEqual(await ownersTasks(), tasks)
    await mailPolicy(context, system, post, versionId)
    assert.equal(received.length, 1)
    const { lastAt, ...counts } = await reading(context, head, (tx) => countLetters(tx, school.id, versionId))
    assert.ok(lastAt)
    assert.deepEqual({ lastAt: null, ...counts }, { ...noLetters, queued: 2, sent: 1, ...counted })
    assert.deepEqual(await ownersTasks(), left ? tasks : [])
    const shown = () =>
      askRoute(context, head, routes, 'GET /policy-register/:id', { params: { id: policyId } })
    assert.match(await shown(), one)
    await world.query(
      `update policies.letter set sent_at = null, (failed_at, given_up_at, failure) =
         (select failed_at, given_up_at, failure from policies.letter where given_up_at is not null)`,
    )
    assert.match(await shown(), two)
  })
}

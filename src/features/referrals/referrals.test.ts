import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { aCase, setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import { escalateUnanswered } from './escalate-unanswered.ts'
import { referrals } from './feature.ts'
import { makeReferral, makeReferralForm, type SendReferral } from './make-referral.ts'
import { recordAct } from './record-act.ts'
import { actNames, acts, stateAfter, states } from './referral.ts'
import { referralRoute } from './referral-routes.ts'
import { dueInWords } from './route-deadline.ts'
import { routes } from './routes.ts'
import { sendReferral } from './send-referral.ts'
import { soonerSettings } from './settings.ts'
import { findReferral } from './store.ts'
import { tellOwn } from './tell-own.ts'

const due = (route: string) => ({ made: 'no' as const, route, why: 'A child may come to harm.' })
const sent: SendReferral = {
  method: 'phone',
  namedPerson: 'Duty desk',
  reference: 'MASH-77',
  consent: 'notSought',
  consentWhy: 'Asking may add risk.',
  says: null,
  on: '2026-11-24',
  time: '09:30',
}

test('a referral is due by its route’s clock, made, chased and answered, and the trail says so', async (t) => {
  const { context, school, incident, setTime } = await aCase(t, referrals)
  const { lead, head } = school.people
  const kinds = async (who: typeof lead) =>
    (await reading(context, who, (tx) => tasksOf(tx, who))).map(({ kind, urgency }) => `${kind} ${urgency}`)
  const id = await makeReferral(context, lead, incident.id, due('social-care'))
  const found = await reading(context, lead, (tx) => findReferral(tx, lead, id))
  assert.deepEqual(found.dueAt, new Date('2026-11-24T22:00:00Z'))
  assert.ok((await kinds(lead)).includes('referrals.make now'))
  await sendReferral(context, lead, id, sent)
  await assert.rejects(sendReferral(context, lead, id, sent), Refused)
  assert.ok((await kinds(lead)).includes('referrals.chase normal'))
  setTime('2026-11-27T08:00:00Z')
  await escalateUnanswered(context, systemActor(school.id))
  assert.ok((await kinds(head)).includes('referrals.escalate soon'))
  await recordAct(context, lead, id, { act: 'chase', says: 'Rang again.' })
  await recordAct(context, lead, id, { act: 'escalate', says: 'Rang the team manager.' })
  await recordAct(context, lead, id, { act: 'answer', says: 'They take it on.' })
  await assert.rejects(recordAct(context, lead, id, { act: 'drop', says: 'No.' }), Refused)
  assert.ok(!(await kinds(head)).some((kind) => kind.startsWith('referrals.')))
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'referrals.entered',
    'referrals.sent',
    'referrals.actRecorded',
    'referrals.actRecorded',
    'referrals.actRecorded',
  ])
})

test('another school, the subject and whoever does not see the incident find no referral', async (t) => {
  const { context, school, otherSchool, incident, pupil, adult } = await aCase(t, referrals)
  const { lead, teacher } = school.people
  const id = await makeReferral(context, lead, incident.id, { ...due('police-101'), made: 'yes', ...sent })
  for (const who of [otherSchool.people.lead, pupil, adult, teacher]) {
    await assert.rejects(
      reading(context, who, (tx) => findReferral(tx, who, id)),
      NotFound,
    )
    await assert.rejects(makeReferral(context, who, incident.id, due('lado')), NotFound)
  }
})

test('anyone may refer: it is theirs and the leads’, or theirs alone', async (t) => {
  const { context, school, pupil, query, setTime } = await aCase(t, referrals)
  const { teacher, lead, coordinator, head } = school.people
  const own = { ...sent, route: 'social-care', why: 'What I saw on the way home.' }
  const shared = await tellOwn(context, teacher, { ...own, whoMayKnow: 'leads' })
  const alone = await tellOwn(context, teacher, { ...own, whoMayKnow: 'nobody' })
  await assert.rejects(tellOwn(context, pupil, { ...own, whoMayKnow: 'leads' }), NotAllowed)
  const sees = async (who: typeof lead, id: string) =>
    reading(context, who, (tx) => findReferral(tx, who, id)).then(
      () => true,
      () => false,
    )
  assert.deepEqual(await Promise.all([teacher, lead, head, coordinator].map((who) => sees(who, shared))), [
    true,
    true,
    true,
    false,
  ])
  assert.deepEqual(await Promise.all([teacher, lead, head, coordinator].map((who) => sees(who, alone))), [
    true,
    false,
    false,
    false,
  ])
  await recordAct(context, lead, shared, { act: 'chase', says: 'Rang with her.' })
  setTime('2026-12-01T08:00:00Z')
  await escalateUnanswered(context, systemActor(school.id))
  const asked = async (who: typeof lead) =>
    (await reading(context, who, (tx) => tasksOf(tx, who)))
      .filter(({ kind }) => kind === 'referrals.chase' || kind === 'referrals.escalate')
      .map(({ path, urgency }) => `${path === `/referrals/${alone}` ? 'alone' : 'shared'} ${urgency}`)
      .sort()
  assert.deepEqual(await asked(teacher), ['alone soon', 'shared soon'])
  for (const who of [lead, head]) assert.deepEqual(await asked(who), ['shared soon'])
  const lines = await query<{ due_at: Date | null; escalates_at: Date | null; role: string | null }>(
    'select due_at, escalates_at, role from tasks.task where about_id = $1',
    [alone],
  )
  assert.deepEqual(lines, [{ due_at: null, escalates_at: null, role: null }])
  await recordAct(context, teacher, alone, { act: 'answer', says: 'They look into it.' })
  assert.deepEqual(await asked(teacher), ['shared soon'])
  await recordAct(context, teacher, shared, { act: 'answer', says: 'They rang back.' })
  for (const who of [teacher, lead, head]) assert.deepEqual(await asked(who), [])
  await assert.rejects(recordAct(context, coordinator, shared, { act: 'chase', says: 'So.' }), NotFound)
})

test('without consent the reason is asked for, and every move outside the table is refused', () => {
  const form = {
    made: 'yes',
    route: 'lado',
    why: 'So.',
    method: 'phone',
    consent: 'refused',
    on: '2026-11-24',
    time: '9am',
  }
  const read = makeReferralForm.safeParse(form)
  assert.deepEqual(read.error?.issues[0]?.path, ['consentWhy'])
  assert.equal(makeReferralForm.safeParse({ ...form, consentWhy: 'Risk.' }).success, true)
  assert.equal(makeReferralForm.safeParse({ made: 'no', route: 'nowhere', why: 'So.' }).success, false)
  for (const state of Object.keys(states) as (keyof typeof states)[]) {
    for (const act of actNames) {
      const from: readonly string[] = acts[act].from
      if (from.includes(state)) assert.equal(stateAfter(state, act), acts[act].to)
      else assert.throws(() => stateAfter(state, act), Refused)
    }
  }
})

test('the pages show the number first, what never to send, and count by route', async (t) => {
  const { context, school, incident, pupil } = await aCase(t, referrals)
  const { lead } = school.people
  const params = { id: incident.id }
  const address = 'GET /incidents/:id/referrals/new'
  assert.match(await askRoute(context, lead, routes, address, { params }), /Ring 999 first/)
  const form = await askRoute(context, lead, routes, address, { params, query: { route: 'police-101' } })
  assert.match(form, /101/)
  assert.match(form, /Never send/)
  const id = await makeReferral(context, lead, incident.id, { ...due('ceop'), made: 'yes', ...sent })
  assert.match(await askRoute(context, lead, routes, 'GET /referrals'), /CEOP/)
  assert.match(await askRoute(context, lead, routes, 'GET /referrals/:id', { params: { id } }), /MASH-77/)
  await lookInto(context, school.id, async (tx) => {
    const system = systemActor(school.id)
    const counts = await referrals.figures?.[0]?.read(
      tx,
      system,
      new Date('2026-09-01'),
      new Date('2027-01-01'),
    )
    assert.equal(counts?.find(({ label }) => label === 'CEOP')?.count, 1)
    const held = await referrals.holds?.[0]?.read(tx, lead, pupil.personId)
    assert.equal(held?.length, 1)
    for (const { evidence } of referrals.controls ?? []) {
      assert.equal((await evidence(tx, school.id, context.clock())).inDate, true)
    }
  })
})

test('a school refers sooner than the rule where it says so, on a Friday evening too; later is refused with the reason', async (t) => {
  const world = await aCase(t, referrals)
  const { context, school, incident } = world
  const { head } = school.people
  const lado = soonerSettings.get('lado')
  assert.ok(lado)
  assert.match(lado.schema.safeParse(25).error?.message ?? '', /The rule gives 1 working day/)
  assert.ok(soonerSettings.get('ico')?.schema.safeParse(72).success)
  assert.ok(!soonerSettings.get('ico')?.schema.safeParse(73).success)
  assert.equal(soonerSettings.has('police-999'), false)
  const dueAt = async (id: string) => (await reading(context, head, (tx) => findReferral(tx, head, id))).dueAt
  const byRule = await dueAt(await makeReferral(context, head, incident.id, due('lado')))
  await setFor(world, school.id, lado.key, 4)
  const sooner = await dueAt(await makeReferral(context, head, incident.id, due('lado')))
  assert.equal(sooner?.getTime(), incident.toldAt.getTime() + 4 * 3_600_000)
  assert.ok(byRule && sooner && sooner < byRule)
  const route = referralRoute('lado')
  assert.match((route && dueInWords(route, 4)) ?? '', /4 hours.*our own; the rule gives 1 working day/)
})

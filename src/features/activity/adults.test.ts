import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { chainReads } from '#/platform/audit/reads.ts'
import { countable, toldTo } from '#/platform/audit/told-to.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { requestsOf } from '#/platform/two-person/store.ts'
import { agree, refuse } from '#/platform/two-person/two-person.ts'
import { activeSchools } from '../../../test/an-active-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { addRelation } from '../people/belonging-store.ts'
import type { DesignatedRole } from '../people/index.ts'
import { tasks } from '../tasks/feature.ts'
import { tasksOf } from '../tasks/index.ts'
import { askAboutAdult, openAdultsDayAction } from './ask-about-adult.ts'
import { findLook, shows, trailRule } from './look-store.ts'
import { openAdultsDay } from './open-adults-day.ts'
import { routes } from './routes.ts'
import { withHead } from './settings.ts'
import { dayOf } from './visit-store.ts'
import { whoAgrees } from './who-looks.ts'

const day = '2026-11-24'
const reason = 'A class saw a page of bets on his screen'
const open = { allowed: true, because: 'otherwise', category: null, profile: 'Staff' } as const

async function aSchoolWithLeaders(t: TestContext) {
  const world = await activeSchools(t, [tasks])
  const { context, school } = world
  const deputyHead = await aPerson(context, school.id, { name: 'Dora Deputy', roles: ['deputyHead'] })
  const ask = (who: PersonActor, about: PersonActor) =>
    askAboutAdult(context, who, { personId: about.personId, day, reason })
  const requestAbout = (aboutId: string) =>
    lookInto(context, school.id, async (tx) => {
      const since = new Date(0)
      const [found] = await requestsOf(tx, school.id, { actions: [openAdultsDayAction.id], since, aboutId })
      return found?.id ?? ''
    })
  const agreeTo = async (who: PersonActor, lookId: string) => {
    const id = await requestAbout(lookId)
    await inTransaction(context, who, (tx) => agree(context, tx, who, openAdultsDayAction, id))
  }
  const read = (who: PersonActor, id: string) =>
    askRoute(context, who, routes, 'GET /activity/looks/:id', { params: { id } })
  return { ...world, deputyHead, ask, requestAbout, agreeTo, read }
}

test('an adult’s day is opened by two people: one asks, another agrees, both look for an hour, and each step stays', async (t) => {
  const world = await aSchoolWithLeaders(t)
  const { context, school, visited, setTime, deputyHead, agreeTo, read } = world
  const { head, teacher } = school.people
  await visited(
    { who: teacher.personId, site: 'bets.example', ...open },
    { who: head.personId, site: 'of-somebody-else.example', ...open },
  )
  const sent = { who: 'teacher alder', 'day-day': '24', 'day-month': '11', 'day-year': '2026' }
  const path = await askRoute(context, deputyHead, routes, 'POST /activity/adult', {
    body: { ...sent, reason },
  })
  const id = path.split('/').at(-1) ?? ''
  assert.match(await read(deputyHead, id), /shows nothing before a second person agrees/)
  assert.doesNotMatch(await read(deputyHead, id), /bets\.example/)
  await assert.rejects(openAdultsDay(context, deputyHead, id), NotAllowed)
  const tasksOfHead = await reading(context, head, (tx) => tasksOf(tx, head))
  assert.ok(tasksOfHead.some(({ path: to }) => to === '/two-person'))
  await agreeTo(head, id)
  assert.match(await read(deputyHead, id), /Open the day/)
  assert.doesNotMatch(await read(head, id), /bets\.example/)
  await askRoute(context, deputyHead, routes, 'POST /activity/looks/:id/open', { params: { id } })
  for (const who of [deputyHead, head]) {
    const shown = await read(who, id)
    assert.match(shown, /Dora Deputy and head alder looked together/)
    assert.match(shown, /bets\.example/)
    assert.doesNotMatch(shown, /of-somebody-else/)
  }
  await assert.rejects(openAdultsDay(context, deputyHead, id), Refused)
  setTime('2026-11-24T11:00:00Z')
  for (const who of [deputyHead, head]) assert.doesNotMatch(await read(who, id), /bets\.example/)
  await chainReads(context, school.id)
  const trail = await trailAbout(context, school.id, id)
  for (const did of ['adultAsked', 'adultOpened', 'dayRead', 'lookRead'])
    assert.ok(trail.includes(`activity.${did}`), did)
  const list = await askRoute(context, head, routes, 'GET /activity/looks')
  assert.match(list, /Dora Deputy and head alder/)
})

test('nobody opens an adult’s day alone, without being named, after a refusal, too late, or about themselves or somebody close', async (t) => {
  const world = await aSchoolWithLeaders(t)
  const { context, school, otherSchool, pupil, deputyHead, ask, agreeTo, requestAbout, setTime } = world
  const { head, lead, deputy, teacher, coordinator } = school.people
  await assert.rejects(ask(coordinator, teacher), NotAllowed)
  await assert.rejects(ask(deputy, teacher), NotAllowed)
  await setFor(world, school.id, withHead.key, ['deputyHead', 'deputyDsl', 'dsl'])
  await ask(deputy, coordinator)
  await assert.rejects(ask(head, head), NotFound)
  await assert.rejects(ask(head, pupil), /That is a child/)
  await assert.rejects(ask(otherSchool.people.head, teacher), NotFound)
  await lookInto(context, school.id, (tx) =>
    addRelation(tx, {
      ...{
        school_id: school.id,
        person_id: teacher.personId,
        relative_id: lead.personId,
        relation: 'sisters',
      },
      ...{ declared_at: context.clock(), declared_by: null },
    }),
  )
  await assert.rejects(ask(lead, teacher), NotFound)
  const id = await ask(deputyHead, teacher)
  await assert.rejects(agreeTo(deputyHead, id), NotAllowed)
  await assert.rejects(agreeTo(teacher, id), NotFound)
  await assert.rejects(agreeTo(lead, id), NotFound)
  await assert.rejects(agreeTo(deputy, id), NotAllowed)
  await assert.rejects(agreeTo(otherSchool.people.head, id), NotFound)
  await agreeTo(head, id)
  await assert.rejects(openAdultsDay(context, head, id), NotFound)
  setTime('2026-11-25T10:00:00Z')
  const later = { ...deputyHead, steppedUpAt: context.clock() }
  await assert.rejects(openAdultsDay(context, later, id), /Ask for a second person first/)
  const again = await ask(later, teacher)
  const requestId = await requestAbout(again)
  const headLater = { ...head, steppedUpAt: context.clock() }
  await inTransaction(context, headLater, (tx) =>
    refuse(context, tx, headLater, openAdultsDayAction, requestId, 'Ring the LADO first'),
  )
  await assert.rejects(openAdultsDay(context, later, again), NotAllowed)
})

test('about the head the chair of governors agrees, and about the chair nobody in the school', async (t) => {
  const { context, school, visited, ask, agreeTo, read } = await aSchoolWithLeaders(t)
  const { head, lead, chair } = school.people
  await visited({ who: head.personId, site: 'bets.example', ...open })
  await assert.rejects(ask(lead, chair), /LADO or the local authority/)
  const id = await ask(lead, head)
  await assert.rejects(agreeTo(head, id), NotFound)
  await agreeTo(chair, id)
  await openAdultsDay(context, lead, id)
  assert.match(await read(chair, id), /bets\.example/)
  await assert.rejects(read(head, id), NotFound)
  const list = await askRoute(context, head, routes, 'GET /activity/looks')
  assert.doesNotMatch(list, /lead alder/)
})

test('of a look at an adult nobody else learns: no page, no list, no trail and no number', async (t) => {
  const { context, school, deputyHead, ask, agreeTo, requestAbout } = await aSchoolWithLeaders(t)
  const { head, lead, teacher, chair } = school.people
  const id = await ask(deputyHead, teacher)
  await agreeTo(head, id)
  await openAdultsDay(context, deputyHead, id)
  const finds = (who: PersonActor) => reading(context, who, (tx) => findLook(tx, who, id))
  for (const who of [lead, teacher]) await assert.rejects(finds(who), NotFound)
  for (const who of [head, deputyHead, chair]) await finds(who)
  assert.doesNotMatch(await askRoute(context, lead, routes, 'GET /activity/looks'), /Dora Deputy/)
  const ruled = { ...context, trailRules: [trailRule] }
  const entriesFor = (who: PersonActor, aboutId: string) =>
    reading(context, who, async (tx) => {
      const told = await toldTo(ruled, tx, who)
      const counted = countable(ruled, school.id)
      const entries = tx.selectFrom('audit.entry').select('did').where('about_id', '=', aboutId)
      return {
        told: (await entries.where(told).execute()).length,
        counted: (await entries.where(counted).execute()).length,
      }
    })
  assert.equal((await entriesFor(lead, id)).told, 0)
  assert.ok((await entriesFor(head, id)).told >= 2)
  assert.equal((await entriesFor(head, id)).counted, 0)
  const requestId = await requestAbout(id)
  assert.equal((await entriesFor(teacher, requestId)).told, 0)
})

test('the database opens no day to one person, to whom it is about, or for another look, and shows no visit beside a look', async (t) => {
  const { context, school, visited, query, deputyHead, ask, agreeTo } = await aSchoolWithLeaders(t)
  const { head, teacher, lead } = school.people
  await visited({ who: teacher.personId, site: 'bets.example', ...open })
  const id = await ask(deputyHead, teacher)
  const insert = (byId: string, withId: string, personId: string) =>
    query(
      'insert into activity.opening (school_id, look_id, at, by_id, with_id, person_id) values ($1, $2, now(), $3, $4, $5)',
      [school.id, id, byId, withId, personId],
    )
  const [by, about] = [deputyHead.personId, teacher.personId]
  await assert.rejects(insert(by, by, about), /two_people/)
  await assert.rejects(insert(by, about, about), /not_about_oneself/)
  await assert.rejects(insert(by, head.personId, lead.personId), /foreign key/)
  await assert.rejects(insert(lead.personId, head.personId, about), /foreign key/)
  const seenBy = (who: PersonActor) =>
    reading(context, who, async (tx) => {
      const look = await findLook(tx, deputyHead, id)
      const shownBy = shows(school.id, look, who.personId, context.clock())
      const asked = { whose: look.whose, day, open: true, notOf: [], skip: 0, shownBy }
      const { visits } = await dayOf(tx, school.id, asked)
      return visits.length
    })
  assert.equal(await seenBy(deputyHead), 0)
  await agreeTo(head, id)
  await openAdultsDay(context, deputyHead, id)
  assert.equal(await seenBy(deputyHead), 1)
  assert.equal(await seenBy(head), 1)
  assert.equal(await seenBy(lead), 0)
  await assert.rejects(query('update activity.opening set at = now()'), /What was written down stays/)
})

type Case = [
  what: string,
  about: readonly string[],
  asks: readonly string[],
  headIsClose: boolean,
  agree: string[],
]
const named: readonly DesignatedRole[] = ['deputyHead', 'deputyDsl']
const cases: readonly Case[] = [
  ['the head agrees to what others ask', ['staff'], ['deputyHead'], false, ['head']],
  ['whoever the school names agrees to what the head asks', ['staff'], ['head'], false, [...named]],
  ['about the head', ['head'], ['deputyHead'], false, ['chairOfGovernors']],
  ['about somebody close to the head', ['staff'], ['deputyHead'], true, ['chairOfGovernors']],
  ['about the safeguarding lead, no deputy of theirs', ['dsl'], ['head'], false, ['deputyHead']],
  ['about the chair of governors', ['chairOfGovernors'], ['head'], false, []],
]
for (const [what, about, asks, headIsClose, agreeing] of cases)
  test(`who agrees to look at an adult’s day: ${what}`, () => {
    const said = whoAgrees({ subject: new Set(about), asker: new Set(asks), headIsClose, named })
    assert.deepEqual(said, agreeing)
  })

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { chainReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { activeSchools } from '../../../test/an-active-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { anonymous, aPerson, trailAbout } from '../../../test/ground.ts'
import { lookAtDay } from './look-at-day.ts'
import { findLook } from './look-store.ts'
import { routes } from './routes.ts'
import { alsoLooks, openDays } from './settings.ts'
import { whoseDay } from './whose-day.ts'

const today = '2026-11-24'
const open = { allowed: true, because: 'otherwise', category: null } as const

test('a child’s day is shown with a reason, for an hour, to whoever asked, and the child’s family never learns of it', async (t) => {
  const world = await activeSchools(t)
  const { context, school, pupil, visited, setTime } = world
  const { lead, head } = school.people
  const who = pupil.personId
  await visited({ who }, { who, site: 'news.example', ...open }, { site: 'of-somebody-else.example' })
  const ask = (reason: string) =>
    askRoute(context, lead, routes, 'POST /activity/look', {
      body: { who: 'Pip Pupil', 'day-day': '24', 'day-month': '11', 'day-year': '2026', reason },
    })
  assert.match(await ask(''), /Say why you have to know/)
  const path = await ask('A friend is worried about him')
  const id = path.split('/').at(-1) ?? ''
  assert.match(path, /^\/s\/alder\/activity\/looks\/[0-9a-f-]{36}$/)
  const read = (actor = lead) =>
    askRoute(context, actor, routes, 'GET /activity/looks/:id', { params: { id } })
  const shown = await read()
  assert.match(shown, /news\.example/)
  assert.match(shown, /Blocked: Games/)
  assert.doesNotMatch(shown, /of-somebody-else/)
  assert.doesNotMatch(await read(head), /news\.example/)
  assert.match(await read(head), /A friend is worried/)
  await assert.rejects(
    reading(context, pupil, (tx) => findLook(tx, pupil, id)),
    NotFound,
  )
  setTime('2026-11-24T11:00:00Z')
  assert.doesNotMatch(await read(), /news\.example/)
  await chainReads(context, school.id)
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'activity.looked',
    'activity.dayRead',
    'activity.lookRead',
    'activity.lookRead',
    'activity.lookRead',
  ])
  const list = await askRoute(context, head, routes, 'GET /activity/looks')
  assert.match(list, /lead alder/)
  assert.match(list, /A friend is worried/)
})

test('only whom the school names may look, at children alone, and never at their own', async (t) => {
  const world = await activeSchools(t)
  const { context, school, otherSchool, pupil } = world
  const { lead, coordinator, teacher } = school.people
  const asked = { day: today, reason: 'To know' }
  const of = (personId: string) => ({ ...asked, whose: { personId } })
  await assert.rejects(lookAtDay(context, teacher, of(pupil.personId)), NotAllowed)
  await assert.rejects(lookAtDay(context, coordinator, of(pupil.personId)), NotAllowed)
  await setFor(world, school.id, alsoLooks.key, ['coordinator'])
  await lookAtDay(context, coordinator, of(pupil.personId))
  const ofLead = await lookAtDay(context, lead, of(pupil.personId))
  await assert.rejects(
    askRoute(context, coordinator, routes, 'GET /activity/looks/:id', { params: { id: ofLead } }),
    NotFound,
  )
  await assert.rejects(lookAtDay(context, lead, of(lead.personId)), NotFound)
  await assert.rejects(lookAtDay(context, lead, of(teacher.personId)), /two people together/)
  await assert.rejects(lookAtDay(context, otherSchool.people.lead, of(pupil.personId)), NotFound)
  await assert.rejects(lookAtDay(context, lead, { ...of(pupil.personId), day: '2026-11-25' }), Refused)
})

test('a device’s day holds nothing of adults, and what the safeguarding lead has a task of is for those who have it', async (t) => {
  const world = await activeSchools(t)
  const { context, school, visited } = world
  await setFor(world, school.id, alsoLooks.key, ['coordinator'])
  const { lead, coordinator } = school.people
  await visited(
    { site: 'games.example' },
    { site: 'shop.example', profile: 'Staff', category: 'shopping' },
    { site: 'harm.example', category: 'selfHarm' },
    { site: 'illegal.example', because: 'sealed', category: null },
  )
  const see = async (actor: typeof lead) => {
    const id = await lookAtDay(context, actor, {
      day: today,
      reason: 'To know',
      whose: { address: '10.1.0.7' },
    })
    return askRoute(context, actor, routes, 'GET /activity/looks/:id', { params: { id } })
  }
  assert.match(await see(lead), /harm\.example/)
  assert.doesNotMatch(await see(lead), /shop\.example|illegal\.example/)
  assert.match(await see(coordinator), /games\.example/)
  assert.doesNotMatch(await see(coordinator), /harm\.example/)
})

test('anybody reads what is kept of what they visit, for how long here, and who may look', async (t) => {
  const world = await activeSchools(t)
  const { context, school } = world
  await setFor(world, school.id, openDays.key, 0)
  const shown = await askRoute(context, anonymous(school.id), routes, 'GET /what-is-kept')
  assert.match(shown, /watched over/)
  assert.match(shown, /Of sites that were open, nothing is kept/)
  assert.match(shown, /blocked: 180 days/)
  assert.match(shown, /by: head teacher, designated safeguarding lead/)
})

test('a long day is shown in parts, the latest first, and nothing of it is left out, also where a clock that jumped made one moment of it', async (t) => {
  const { context, school, visited } = await activeSchools(t)
  const { lead } = school.people
  const from = Date.UTC(2026, 10, 24, 9)
  await visited(
    ...Array.from({ length: 1100 }, (_, at) => ({ site: `s${at}.example`, atMs: at < 600 ? 0 : from + at })),
  )
  const whose = { address: '10.1.0.7' }
  const id = await lookAtDay(context, lead, { day: today, reason: 'To know', whose })
  const sites: string[] = []
  let skip: string | undefined
  do {
    const query = skip === undefined ? {} : { skip }
    const shown = await askRoute(context, lead, routes, 'GET /activity/looks/:id', { params: { id }, query })
    sites.push(...(shown.match(/s\d+\.example/g) ?? []))
    skip = /skip=(\d+)">Earlier/.exec(shown)?.[1]
  } while (skip !== undefined)
  assert.equal(sites.length, 1100)
  assert.equal(new Set(sites).size, 1100)
  assert.equal(sites.at(-1), 's600.example')
})

test('of two names of which one begins like the other, the very name is meant; and of a child and an adult, whom the page is for', async (t) => {
  const { context, school } = await activeSchools(t)
  await aPerson(context, school.id, { kind: 'pupil', name: 'Pip Pupilson' })
  await aPerson(context, school.id, { kind: 'staff', name: 'Pip Pupil' })
  const { lead } = school.people
  const ask = (who: string) =>
    askRoute(context, lead, routes, 'POST /activity/look', {
      body: { who, 'day-day': '24', 'day-month': '11', 'day-year': '2026', reason: 'To know' },
    })
  assert.match(await ask('pip  pupil'), /^\/s\/alder\/activity\/looks\//)
  await assert.rejects(
    reading(context, lead, (tx) => whoseDay(tx, school.id, 'Pip', (kind) => kind === 'pupil')),
    /More than one person/,
  )
})

test('a device is found however its address is written', async (t) => {
  const { context, school, visited } = await activeSchools(t)
  await visited({ address: 'fd00::7', site: 'six.example' })
  const path = await askRoute(context, school.people.lead, routes, 'POST /activity/look', {
    body: {
      who: 'FD00:0:0::0007',
      ...{ 'day-day': '24', 'day-month': '11', 'day-year': '2026', reason: 'To know' },
    },
  })
  const params = { id: path.split('/').at(-1) ?? '' }
  const shown = await askRoute(context, school.people.lead, routes, 'GET /activity/looks/:id', { params })
  assert.match(shown, /six\.example/)
})

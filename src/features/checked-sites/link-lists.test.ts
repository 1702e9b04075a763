import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { aList, checkingSchools, kindsOf, romans } from '../../../test/a-checked-site.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { anonymous, lookInto, trailAbout } from '../../../test/ground.ts'
import { checkSite } from './check-site.ts'
import { controls } from './controls.ts'
import { addressesIn, linesOf } from './link-list.ts'
import { findList } from './list-store.ts'
import { endList, makeList } from './make-list.ts'
import { routes } from './routes.ts'
import { takeOutSite } from './take-out.ts'

const roads = 'https://www.museum.example/romans/roads Look at the map first'

test('a teacher checks a site, makes a list for a lesson, and a child opens it', async (t) => {
  const world = await checkingSchools(t)
  const { context, school, pupil } = world
  const { teacher } = school.people
  await checkSite(context, teacher, romans)
  const id = await makeList(context, teacher, aList(world, roads))
  const { code } = await lookInto(context, school.id, (tx) => findList(tx, school.id, id))
  const open = { params: { link: code } }
  const session: Actor = {
    kind: 'classSession',
    schoolId: school.id,
    classSessionId: newId(),
    className: 'Holly',
  }
  for (const who of [pupil, session, anonymous(school.id)]) {
    const shown = await askRoute(context, who, routes, 'GET /links/:link', open)
    assert.match(shown, /href="https:\/\/www\.museum\.example\/romans\/roads"[\s\S]*Look at the map first/)
    assert.match(shown, /Turn the sound down/)
    assert.doesNotMatch(shown, /teacher alder|For parents/)
  }
  const typed = { body: { code: ` ${code.toUpperCase()} ` } }
  assert.equal(await askRoute(context, session, routes, 'POST /links', typed), `/s/alder/links/${code}`)
  assert.match(
    await askRoute(context, session, routes, 'POST /links', { body: { code: 'wrong1' } }),
    /value="wrong1"/,
  )
  assert.match(await askRoute(context, pupil, routes, 'GET /links'), /Roman roads/)
  assert.doesNotMatch(await askRoute(context, session, routes, 'GET /links'), /Roman roads/)
  const sheet = await askRoute(context, teacher, routes, 'GET /link-lists/:id', { params: { id } })
  assert.match(sheet, /Opens for this class/)
  assert.ok(sheet.includes(code))
  assert.deepEqual(await trailAbout(context, school.id, id), ['checkedSites.listMade'])
  for (const { evidence } of controls.slice(0, 2)) {
    const seen = await lookInto(context, school.id, (tx) => evidence(tx, school.id, context.clock()))
    assert.equal(seen.inDate, true)
  }
})

test('homework with a site that nobody has checked is refused, with the reason and the way to check it', async (t) => {
  const world = await checkingSchools(t)
  const { context, school, classId } = world
  const { teacher } = school.people
  await checkSite(context, teacher, romans)
  await checkSite(context, teacher, { ...romans, site: 'teens.example', phases: ['keyStage3'] })
  await checkSite(context, teacher, { ...romans, site: 'short.example', until: '2026-11-24' })
  const homework = (addresses: string, words: string | null = null) =>
    makeList(context, teacher, aList(world, addresses, { purpose: 'homework', words }))
  await assert.rejects(
    homework(`${roads}\nunknown.example/page`),
    /unknown\.example\/page: Nobody has checked it/,
  )
  await assert.rejects(homework('teens.example'), /checked for key stage 3, and not for key stage 2/)
  await assert.rejects(homework('short.example'), /Its last check is too old/)
  await assert.rejects(homework(roads, 'Then go to www.unknown.example.'), /www\.unknown\.example: Nobody/)
  await assert.rejects(homework(`${roads} and unknown.example/x`), /unknown\.example\/x: Nobody/)
  const typed = {
    purpose: 'homework',
    title: 'Romans',
    classId,
    'onDay-day': '25',
    'onDay-month': '11',
    'onDay-year': '2026',
  }
  const again = await askRoute(context, teacher, routes, 'POST /link-lists/new', {
    body: { ...typed, addresses: 'unknown.example/page', words: '' },
  })
  assert.match(again, /href="\/s\/alder\/checked-sites\/new\?site=unknown\.example%2Fpage"/)
  assert.match(again, />unknown\.example\/page<\/textarea>/)
  const id = await homework(roads)
  const { code } = await lookInto(context, school.id, (tx) => findList(tx, school.id, id))
  const shown = await askRoute(context, anonymous(school.id), routes, 'GET /links/:link', {
    params: { link: code },
  })
  assert.match(shown, /For parents and carers/)
})

test('a site that is taken out leaves every list at once, and whoever made them is told', async (t) => {
  const world = await checkingSchools(t)
  const { context, school } = world
  const { teacher, lead, coordinator } = school.people
  const site = await checkSite(context, lead, romans)
  const id = await makeList(context, teacher, aList(world, roads))
  const { code } = await lookInto(context, school.id, (tx) => findList(tx, school.id, id))
  await takeOutSite(context, coordinator, site, { why: 'Adverts' })
  assert.ok((await kindsOf(world, teacher)).includes('checkedSites.replace'))
  assert.ok((await kindsOf(world, lead)).includes('checkedSites.lookAgain'))
  const shown = await askRoute(context, anonymous(school.id), routes, 'GET /links/:link', {
    params: { link: code },
  })
  assert.match(shown, /There is no link here now/)
  assert.doesNotMatch(shown, /museum/)
  await endList(context, teacher, id)
  assert.ok(!(await kindsOf(world, teacher)).includes('checkedSites.replace'))
})

test('a list says where the filter blocks a link, and leads to asking for it', async (t) => {
  const world = await checkingSchools(t)
  const { context, school } = world
  const { teacher } = school.people
  await checkSite(context, teacher, { ...romans, site: 'https://www.roblox.com/learn' })
  await setFor(world, school.id, 'checkedSites.openSearch', ['keyStage3'])
  const id = await makeList(context, teacher, aList(world, 'https://www.roblox.com/learn'))
  const shown = await askRoute(context, teacher, routes, 'GET /link-lists/:id', { params: { id } })
  assert.match(
    shown,
    /Blocked for this class[\s\S]*ask-for-site\?wants=open&#38;site=https%3A%2F%2Fwww\.roblox\.com%2Flearn/,
  )
  const { code } = await lookInto(context, school.id, (tx) => findList(tx, school.id, id))
  assert.match(
    await askRoute(context, anonymous(school.id), routes, 'GET /links/:link', { params: { link: code } }),
    /Do not search for others/,
  )
})

test('a list is of its own school, for a day to come, and closes by itself and by hand', async (t) => {
  const world = await checkingSchools(t)
  const { context, school, otherSchool, pupil, setTime } = world
  const { teacher } = school.people
  await checkSite(context, teacher, romans)
  await assert.rejects(makeList(context, pupil, aList(world, roads)), NotAllowed)
  await assert.rejects(makeList(context, otherSchool.people.teacher, aList(world, roads)), NotFound)
  await assert.rejects(
    makeList(context, teacher, aList(world, roads, { onDay: '2026-11-20' })),
    /still to come/,
  )
  const id = await makeList(context, teacher, aList(world, roads))
  const { code } = await lookInto(context, school.id, (tx) => findList(tx, school.id, id))
  await assert.rejects(endList(context, otherSchool.people.teacher, id), NotFound)
  const theirs = anonymous(otherSchool.id)
  await assert.rejects(
    askRoute(context, theirs, routes, 'GET /links/:link', { params: { link: code } }),
    NotFound,
  )
  setTime('2026-12-24T10:00:00Z')
  await assert.rejects(
    askRoute(context, pupil, routes, 'GET /links/:link', { params: { link: code } }),
    NotFound,
  )
  setTime('2026-11-25T10:00:00Z')
  await endList(context, teacher, id)
  await assert.rejects(endList(context, teacher, id), Refused)
  await assert.rejects(
    askRoute(context, pupil, routes, 'GET /links/:link', { params: { link: code } }),
    NotFound,
  )
})

test('addresses are found in lines and in the middle of words', () => {
  assert.deepEqual(linesOf(' a.example/x  Read it \n\n b.example '), [
    { typed: 'a.example/x', words: 'Read it' },
    { typed: 'b.example', words: null },
  ])
  assert.throws(() => linesOf(' \n '), Refused)
  assert.throws(() => linesOf('a.example\n'.repeat(21)), /twenty links/)
  assert.deepEqual(addressesIn('See http://a.example/x, or bbc.co.uk/news. Write 3.5 words e.g. “Hi”.'), [
    'http://a.example/x',
    'bbc.co.uk/news',
  ])
})

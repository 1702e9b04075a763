import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { findAskers, readSnapshot, schoolDaysOf, writeSnapshot } from '#/engines/filter/index.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { inTransaction } from '#/platform/context.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { holdNetwork, releaseNetwork } from '../accounts/index.ts'
import { askFilter, stateInForce } from './ask-filter.ts'
import { filtering } from './feature.ts'
import { jobs } from './jobs.ts'
import { addOwnSite, closeSitesOver, endOwnSite } from './keep-own-list.ts'
import { formatUntil } from './own-site.ts'
import { placePerson, unplacePerson } from './place-person.ts'
import { routes } from './routes.ts'
import { filterFolder } from './the-lists.ts'
import { engineSnapshotPath } from './write-engine-snapshot.ts'

const quarterPastTen = new Date('2026-11-24T10:15:00Z')

const ask = (
  { context, school }: FilteredSchools,
  address: string,
  parts: { at?: Date; person?: string } = {},
) =>
  askFilter(context, school.id, {
    address,
    profile: 'Key stage 2',
    at: parts.at ?? quarterPastTen,
    person: parts.person ?? null,
  })

test('a site that the school opens until a moment closes by itself, in the engine and on the list', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, publish, setTime } = world
  const { coordinator, head } = school.people
  const until = new Date('2026-11-24T11:00:00Z')
  const site = {
    does: 'allow',
    profiles: ['keyStage2'],
    why: 'For a lesson',
    addedBy: null,
    agreedBy: null,
  } as const
  const add = (address: string, end: Date | null, does: 'allow' | 'block' = 'allow') =>
    inTransaction(context, coordinator, (tx) =>
      addOwnSite(context, tx, coordinator, { ...site, site: address, until: end, does }),
    )
  const id = await add('https://www.Roblox.com/learn?x=1', until)
  await add('pornhub.com', until)
  const blocked = await add('news.example', null, 'block')
  await publish()
  assert.equal((await ask(world, 'roblox.com/learn')).because, 'exception')
  assert.equal((await ask(world, 'roblox.com/other')).allowed, false)
  assert.equal((await ask(world, 'roblox.com/learn', { at: until })).allowed, false)
  assert.equal((await ask(world, 'pornhub.com')).because, 'category')
  assert.equal((await ask(world, 'www.news.example')).because, 'schoolRule')
  await assert.rejects(add('roblox.com', new Date('2026-11-24T09:00:00Z')), /passed/)
  await assert.rejects(add('not an address', null), Refused)
  setTime('2026-11-24T11:00:30Z')
  assert.equal(await closeSitesOver(context, { kind: 'system', schoolId: school.id }), 2)
  await assert.rejects(endOwnSite(context, head, id, { why: 'Again' }), /does not count/)
  await assert.rejects(endOwnSite(context, school.people.lead, blocked, { why: 'No' }), NotAllowed)
  await endOwnSite(context, head, blocked, { why: 'It was a mistake.' })
  await publish()
  assert.equal((await ask(world, 'news.example')).allowed, true)
  assert.deepEqual(await trailAbout(context, school.id, id), ['filtering.siteOpened', 'filtering.siteEnded'])
})

test('internet that a sanction stops is stopped in the filter, help is not, and it ends by itself on time', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, pupil, publish } = world
  const because = { kind: 'sanction', id: pupil.personId } as const
  const until = new Date('2026-11-24T14:00:00Z')
  const hold = {
    personId: pupil.personId,
    because,
    sentence: 'Internet: stopped.',
    stops: 'internet',
    until,
  } as const
  await lookInto(context, school.id, (tx) =>
    holdNetwork(context, tx, { kind: 'system', schoolId: school.id }, hold),
  )
  await publish()
  const person = pupil.personId
  assert.equal((await ask(world, 'bbc.co.uk', { person })).because, 'suspended')
  for (const help of [
    'childline.org.uk',
    'giveusashout.org',
    'stopitnow.org.uk',
    'nationaldahelpline.org.uk',
  ])
    assert.equal((await ask(world, `www.${help}`, { person })).because, 'help', help)
  assert.equal((await ask(world, 'bbc.co.uk')).allowed, true)
  assert.equal((await ask(world, 'bbc.co.uk', { person, at: until })).allowed, true)
  await lookInto(context, school.id, (tx) =>
    releaseNetwork(context, tx, { kind: 'system', schoolId: school.id }, { personId: person, because }),
  )
  await publish()
  assert.equal((await ask(world, 'bbc.co.uk', { person })).allowed, true)
})

test('one person gets other rules until a day, for head and safeguarding lead alone to decide', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, otherSchool, pupil, publish } = world
  const { lead, coordinator } = school.people
  const placing = { profile: 'earlyYears', until: '2026-11-30', why: 'A quieter start' } as const
  await assert.rejects(placePerson(context, coordinator, pupil.personId, placing), NotAllowed)
  await assert.rejects(placePerson(context, otherSchool.people.lead, pupil.personId, placing), NotFound)
  await assert.rejects(
    placePerson(context, lead, pupil.personId, { ...placing, until: '2026-11-01' }),
    /over/,
  )
  await assert.rejects(
    placePerson(context, lead, pupil.personId, { ...placing, profile: 'staff' }),
    /for pupils/,
  )
  await placePerson(context, lead, pupil.personId, placing)
  await publish()
  const { state } = await stateInForce(context, school.id)
  assert.equal(state.placed[pupil.personId], 'Early years')
  assert.match(await askRoute(context, lead, routes, 'GET /filtering/placings'), /A quieter start/)
  await unplacePerson(context, lead, pupil.personId)
  await assert.rejects(unplacePerson(context, lead, pupil.personId), /no profile of their own/)
  await publish()
  assert.deepEqual((await stateInForce(context, school.id)).state.placed, {})
})

test('nothing is made anew where nothing has changed; what terms change is found within the minute', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, query, publish } = world
  assert.deepEqual([await publish(), await publish()], [1, 1])
  await query('update schools.school set day_ends_at = $1 where id = $2', ['16:10', school.id])
  for (const job of jobs.filter(({ name }) => name === 'filtering.publish')) {
    await job.run(context, { kind: 'system', schoolId: school.id }, {})
  }
  assert.equal((await stateInForce(context, school.id)).state.version, 2)
  await rm(join(filterFolder(context.vault), 'schools'), { recursive: true })
  assert.equal(await publish(), 3)
})

test('the engines’ snapshot holds every school, with the profile of each part of the network and all days of school', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, query, publish } = world
  await query('update schools.school set network_ranges = $1 where id = $2', [['10.4.0.0/16'], school.id])
  await setFor(world, school.id, 'filtering.networks', '10.4.8.0/24 staff')
  await publish()
  const { snapshot } = await readSnapshot(engineSnapshotPath(context))
  const [alder] = snapshot.schools
  assert.equal(alder?.school, 'alder')
  const asker = findAskers(snapshot.schools)
  const nameAt = (address: string) => alder?.policy.profiles[asker(address, 0)?.profile ?? -1]?.name
  assert.deepEqual(
    [nameAt('10.4.8.7'), nameAt('10.4.9.7'), nameAt('192.0.2.1')],
    ['Staff', 'Key stage 2', undefined],
  )
  assert.ok(alder?.schoolDays.includes('2026-11-24'))
  assert.ok(!alder?.schoolDays.includes('2026-11-28'))
  assert.deepEqual(
    alder?.manners.find(({ profile }) => profile === 'Key stage 2'),
    {
      profile: 'Key stage 2',
      blockedAs: 'noName',
      safeSearch: true,
      youTube: 'strict',
    },
  )
})

test('where nobody has given terms, engines keep lessons on each working day, so that nothing opens in silence', async (t) => {
  const { context, school, query, publish } = await filteredSchools(t)
  const path = engineSnapshotPath(context)
  const kept = async (...days: string[]) => {
    await publish()
    const { snapshot } = await readSnapshot(path)
    const [alder] = snapshot.schools
    assert.ok(alder)
    return days.map(schoolDaysOf(alder))
  }
  assert.deepEqual(await kept('2026-11-24', '2026-11-28', '2026-12-29'), [true, false, false])
  const runOut = ['2028-09-01', '2028-09-02', '2028-12-25']
  assert.deepEqual(await kept(...runOut), [true, false, false])
  const { snapshot } = await readSnapshot(path)
  const ofEarlierVersion = snapshot.schools.map((one) => ({ ...one, workingDaysAfter: undefined }))
  await writeSnapshot(path, { ...snapshot, schools: ofEarlierVersion })
  assert.deepEqual(await kept(...runOut), [true, false, false])
  await query('delete from schools.term where school_id = $1', [school.id])
  assert.deepEqual(await kept('2026-11-24', '2026-11-28', '2026-12-29'), [true, false, true])
})

test('anybody may be led to who listens, and nothing there asks, blames or names a site', async (t) => {
  const { context, school } = await filteredSchools(t)
  const nobody = { kind: 'anonymous', schoolId: school.id } as const
  const shown = await askRoute(context, nobody, routes, 'GET /somebody-listens')
  assert.match(shown, /You are not in trouble[\s\S]*999[\s\S]*0800.1111[\s\S]*116.123/)
  assert.match(shown, /href="tel:08001111"[\s\S]*href="https:\/\/www\.childline\.org\.uk\/"/)
  assert.doesNotMatch(shown, /<form|self-harm|category/i)
})

test('anybody reads what is filtered and why, and that nothing can be promised', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, publish } = world
  const nobody = { kind: 'anonymous', schoolId: school.id } as const
  const shown = await askRoute(context, nobody, routes, 'GET /what-is-filtered')
  assert.match(shown, /No filter is perfect/)
  assert.match(shown, /cannot be held liable/)
  await publish()
  const overview = await askRoute(context, school.people.head, routes, 'GET /filtering')
  assert.match(overview, /No licence is loaded/)
  assert.match(overview, /State number 1/)
  const form = { address: 'https://poki.com/x', profile: 'keyStage2', time: '10:15am' }
  const body = { ...form, 'on-day': '24', 'on-month': '11', 'on-year': '2026' }
  const tried = await askRoute(context, school.people.head, routes, 'POST /filtering/try', { body })
  assert.match(tried, /Blocked for Key stage 2: it is in the category “Games”/)
  const told = filtering.controls?.find(({ id }) => id === 'filtering.saysWhatItIs')
  assert.ok(told)
  const shows = await lookInto(context, school.id, (tx) => told.evidence(tx, school.id, context.clock()))
  assert.equal(shows.inDate, true)
})

test('what ends with a day names that day, not the midnight after it', () => {
  assert.equal(formatUntil(new Date('2026-11-25T00:00:00Z')), '24 November 2026, end of day')
  assert.equal(formatUntil(new Date('2026-06-30T23:00:00Z')), '30 June 2026, end of day')
  assert.equal(formatUntil(new Date('2026-11-24T11:00:00Z')), '24 November 2026, 11am')
})

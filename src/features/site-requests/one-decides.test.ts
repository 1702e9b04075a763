// Nobody opens a site for themselves by a second way in, and nobody learns which child told.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { routes as filterRoutes } from '../filtering/routes.ts'
import { askForSite } from './ask-for-site.ts'
import { type DecideRequest, decideRequest } from './decide-request.ts'
import { siteRequests } from './feature.ts'

const yes: DecideRequest = {
  decision: 'agreed',
  profiles: [],
  lasts: 'lesson',
  on: null,
  why: 'For the Romans.',
  answer: null,
}
const roblox = { wants: 'open', site: 'roblox.com', why: null } as const

test('nobody decides what they asked for through a class of theirs, or along with somebody else’s wish', async (t) => {
  const world = await filteredSchools(t, [siteRequests])
  const { context, school } = world
  const { coordinator, teacher, head } = school.people
  const session: Actor = {
    kind: 'classSession',
    schoolId: school.id,
    classSessionId: newId(),
    className: 'Holly',
  }
  await world.query(
    `insert into sign_in.class_session (school_id, id, class_name, opened_by, opened_at, ends_at, shown, code_hash, link_hash)
     values ($1, $2, 'Holly', $3, now(), now() + interval '1 hour', '', '1', '2')`,
    [school.id, session.classSessionId, coordinator.personId],
  )
  const ofClass = await askForSite(context, session, roblox)
  await assert.rejects(decideRequest(context, coordinator, ofClass, yes), NotAllowed)
  await askForSite(context, coordinator, { ...roblox, site: 'poki.com' })
  const ofTeacher = await askForSite(context, teacher, { ...roblox, site: 'poki.com' })
  await assert.rejects(decideRequest(context, coordinator, ofTeacher, yes), NotAllowed)
  await decideRequest(context, head, ofTeacher, yes)
  const unsuitable = await askForSite(context, session, { ...roblox, wants: 'block' })
  await decideRequest(context, coordinator, unsuitable, { ...yes, lasts: 'good' })
})

test('two who decide about one site at once, each by another request, decide once', async (t) => {
  const world = await filteredSchools(t, [siteRequests])
  const { context, school, pupil } = world
  const { coordinator, teacher, head } = school.people
  const [one, other] = [await askForSite(context, teacher, roblox), await askForSite(context, pupil, roblox)]
  const said = await Promise.allSettled([
    decideRequest(context, coordinator, one, yes),
    decideRequest(context, head, other, { ...yes, decision: 'refused' }),
  ])
  const refused = said.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  assert.equal(refused.length, 1)
  assert.ok(refused[0] instanceof Refused, String(refused[0]))
  const rows = await world.query<{ count: number }>(
    "select count(distinct state)::int as count from site_requests.request where state <> 'asked'",
  )
  assert.equal(rows[0]?.count, 1)
})

test('the history of the filter names no child who asked or told', async (t) => {
  const world = await filteredSchools(t, [siteRequests])
  const { context, school, pupil, technician } = world
  const id = await askForSite(context, pupil, { wants: 'block', site: 'nasty.example', why: null })
  await decideRequest(context, school.people.head, id, { ...yes, lasts: 'good' })
  const shown = await askRoute(context, technician, filterRoutes, 'GET /filtering/history')
  assert.match(shown, /nasty\.example/)
  assert.doesNotMatch(shown, /Pip Pupil/)
})

test('nobody asks for a whole ending, whatever stands before it', async (t) => {
  const { context, school } = await filteredSchools(t, [siteRequests])
  for (const site of ['co.uk', 'www.co.uk', 'https://com.au/path'])
    await assert.rejects(
      askForSite(context, school.people.teacher, { ...roblox, site }),
      /thousands of sites/,
    )
  await askForSite(context, school.people.teacher, { ...roblox, site: 'www.gov.uk' })
})

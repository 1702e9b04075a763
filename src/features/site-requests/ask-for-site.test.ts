import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { NotAllowed } from '#/kernel/refusal.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson } from '../../../test/ground.ts'
import { approver } from '../filtering/index.ts'
import type { DesignatedRole } from '../people/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { type AskForSite, askForSite } from './ask-for-site.ts'
import { type DecideRequest, decideRequest } from './decide-request.ts'
import { siteRequests } from './feature.ts'
import { bookmarkOf } from './pages-ask.ts'
import { routes } from './routes.ts'
import { toldOfNeeded } from './settings.ts'
import { findRequest } from './store.ts'

const site = { wants: 'open', site: 'https://www.roblox.com/learn', why: null } as const

test('a teacher asks for a class, and a pupil for nobody else', async (t) => {
  const world = await filteredSchools(t, [siteRequests])
  const { context, school, pupil } = world
  const { teacher, head } = school.people
  const askedFor = async (who: Actor, profiles: AskForSite['profiles']) => {
    const id = await askForSite(context, who, { ...site, ...(profiles && { profiles }) })
    return (await reading(context, head, (tx) => findRequest(tx, school.id, id))).profiles
  }
  assert.deepEqual(await askedFor(teacher, ['keyStage2']), ['keyStage2'])
  assert.deepEqual(await askedFor(teacher, undefined), ['staff'])
  assert.deepEqual(await askedFor(teacher, ['sixthForm']), ['staff'], 'a group that the school has not')
  assert.deepEqual(await askedFor(pupil, ['staff']), await askedFor(pupil, undefined))
  assert.match(
    await askRoute(context, teacher, routes, 'GET /ask-for-site'),
    /Who needs it\?.*name="profiles"/s,
  )
})

/** As each policy has it: who decides about a site that is needed, and who else knows of it. */
const routesOfPolicies: readonly [
  policy: 'A' | 'B' | 'T' | 'R',
  decides: readonly Who[],
  knows: readonly Who[],
][] = [
  ['A', ['head'], ['coordinator', 'ictOperationsManager']],
  ['B', ['coordinator'], []],
  ['T', ['head'], []],
  ['R', ['siro'], []],
]
const everybody = ['head', 'coordinator', 'ictOperationsManager', 'siro', 'lead', 'teacher'] as const
type Who = (typeof everybody)[number]

for (const [policy, decides, knows] of routesOfPolicies) {
  test(`at a school of policy ${policy} a site that is needed goes where the policy says, and nobody else decides`, async (t) => {
    const world = await filteredSchools(t, [siteRequests])
    const { context, school } = world
    const { head, coordinator, lead, teacher } = school.people
    for (const { key, presets } of [approver, toldOfNeeded]) {
      const says = presets?.[policy]
      if (says !== undefined) await setFor(world, school.id, key, says)
    }
    const named = (role: DesignatedRole) =>
      aPerson(context, school.id, { name: `Sam ${role}`, roles: [role] })
    const people: Record<Who, PersonActor> = {
      ...{ head, coordinator, lead, teacher },
      ictOperationsManager: await named('ictOperationsManager'),
      siro: await named('siro'),
    }
    const id = await askForSite(context, teacher, site)
    const kindsOf = async (who: Who) =>
      (await reading(context, people[who], (tx) => tasksOf(tx, people[who]))).map(({ kind }) => kind)
    const withTask = async (kind: string) => {
      const all = await Promise.all(
        everybody.map(async (who) => ((await kindsOf(who)).includes(kind) ? [who] : [])),
      )
      return all.flat()
    }
    assert.deepEqual(await withTask('siteRequests.decide'), decides)
    assert.deepEqual(await withTask('siteRequests.know'), knows)
    const no: DecideRequest = {
      decision: 'refused',
      profiles: [],
      lasts: 'lesson',
      on: null,
      why: 'No.',
      answer: null,
    }
    for (const who of everybody.filter((one) => one !== 'head' && !decides.includes(one)))
      await assert.rejects(decideRequest(context, people[who], id, no), NotAllowed, who)
    await decideRequest(context, people[decides[0] ?? 'head'], id, no)
    assert.deepEqual(await withTask('siteRequests.know'), [])
  })
}

test('a bookmark brings the page that somebody is on, without what they searched for', async (t) => {
  const { context, school } = await filteredSchools(t, [siteRequests])
  const page = await askRoute(context, school.people.teacher, routes, 'GET /ask-for-site')
  assert.match(page, /javascript:location\.href=.*ask-for-site\?wants=block/)
  assert.match(page, /sk-breaks"><code/, 'it is longer than a phone is wide')
  assert.doesNotMatch(page, /href="javascript/)
  const at = (path: string) => `/s/alder${path}`
  const run = bookmarkOf({ publicUrl: 'https://safety.example', at }).replace('javascript:', '')
  const location = { href: '', origin: 'https://nasty.example:8443', pathname: '/a page/b' }
  runInNewContext(run, { location, encodeURIComponent })
  const led = new URL(location.href)
  assert.equal(led.href.split('?')[0], 'https://safety.example/s/alder/ask-for-site')
  assert.deepEqual(Object.fromEntries(led.searchParams), {
    wants: 'block',
    site: 'https://nasty.example:8443/a page/b',
  })
})

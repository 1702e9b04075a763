// What the demonstration shows of searches that are stopped and of keys for the proxy, at the two schools that have them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { routes as activityRoutes } from '../src/features/activity/routes.ts'
import { askFilter, publishPolicy } from '../src/features/filtering/index.ts'
import { routes as filterRoutes } from '../src/features/filtering/routes.ts'
import { rulesInForce } from '../src/features/filtering/version-store.ts'
import { keysThatCount } from '../src/features/proxy-keys/index.ts'
import { routes as keyRoutes } from '../src/features/proxy-keys/routes.ts'
import { schoolIdBySlug } from '../src/features/schools/index.ts'
import { aDemonstration } from '../test/a-demonstration.ts'
import { askRoute } from '../test/ask-route.ts'
import { type DemoSchool, demoSchools } from './schools.ts'
import { signInsOf } from './sign-ins.ts'
import { whatToTry } from './what-to-try.ts'

const lastDay = '2026-11-20'
const schools = demoSchools.filter(({ slug }) => slug === 'hazel' || slug === 'rowan')
const demonstration = await aDemonstration({ schools, lastDay, firstDay: '2026-11-17' })
const { context, parts, query } = demonstration

const idOf = async (slug: string): Promise<string> => (await schoolIdBySlug(context.db, slug)) ?? ''

/** Somebody with a sign-in of the demonstration: `dsl.hazel`. */
async function somebody(name: string) {
  const schoolId = await idOf(name.split('.')[1] ?? '')
  const [[personId] = []] = await query(`select person_id from sign_in.login where sign_in_name = '${name}'`)
  const roles = await reading(context, systemActor(schoolId), (tx) => parts.rolesOf(tx, schoolId, personId))
  return { kind: 'person' as const, schoolId, personId, sessionId: schoolId, name, roles, steppedUpAt: null }
}

/** Names of the roles that somebody holds, for a column that names a person. */
const rolesOf = (column: string): string =>
  `(select array_agg(role order by role) from people.designation d where d.person_id = ${column})`

test('one person proposed search terms and another agreed, others wait, and who decides is as the policy says', async () => {
  const versions = await query(
    `select s.slug, v.state, ${rolesOf('v.proposed_by')}, ${rolesOf('v.decided_by')}
       from filtering.version v join schools.school s on s.id = v.school_id order by s.slug, v.number`,
  )
  assert.deepEqual(versions, [
    ['hazel', 'inForce', ['technician'], ['coordinator', 'seniorLeader']],
    ['hazel', 'proposed', ['technician'], null],
    ['rowan', 'inForce', ['networkManager'], ['coordinator', 'seniorLeader', 'siro']],
    ['rowan', 'proposed', ['dsl', 'seniorLeader'], null],
  ])
  const waiting = `select role from tasks.task where kind = 'filtering.decideRules' and state = 'open' order by role`
  assert.deepEqual(await query(waiting), [['coordinator'], ['siro']])
  for (const { slug } of schools) {
    const { schoolId } = await somebody(`head.${slug}`)
    await publishPolicy(context, systemActor(schoolId))
    const { keyStage1, keyStage2 } = await reading(context, systemActor(schoolId), (tx) =>
      rulesInForce(tx, schoolId),
    )
    assert.ok((keyStage2.searchTerms ?? []).length >= 2)
    assert.deepEqual(keyStage1.searchTerms ?? [], [], 'what waits counts for nobody')
    for (const { term, category } of keyStage2.searchTerms ?? []) {
      const asked = { address: 'https://www.google.com/search', profile: 'Key stage 2' }
      const told = await askFilter(context, schoolId, {
        ...{ ...asked, search: `${term} now` },
        at: context.clock(),
      })
      assert.deepEqual([told.allowed, told.because], [false, 'search'], `${category} ${term}`)
    }
  }
})

test('who decides finds what waits from the page of the rules', async () => {
  const coordinator = await somebody('coordinator.hazel')
  const rules = await askRoute(context, coordinator, filterRoutes, 'GET /filtering/rules')
  assert.match(rules, /free robux/)
  const [, id = ''] = /\/filtering\/versions\/([0-9a-f-]{36})/.exec(rules) ?? []
  const shown = await askRoute(context, coordinator, filterRoutes, 'GET /filtering/versions/:id', {
    params: { id },
  })
  assert.match(shown, /Shall the filter do so\?/)
})

test('searches are stopped on each of the last days, of groups into whose pages somebody looks, and by name where the policy traces them', async () => {
  const days = await query(
    `select s.slug, count(distinct a.at::date)::int, bool_and(a.person_id is not null), array_agg(distinct a.site),
            array_agg(distinct a.category order by a.category), array_agg(distinct a.profile), bool_and(a.rule is null)
       from activity.attempt a join schools.school s on s.id = a.school_id
      where a.because = 'search' and a.category <> 'selfHarm' group by s.slug order by s.slug`,
  )
  const alike = [['Key stage 2'], true]
  assert.deepEqual(days, [
    ['hazel', 9, false, ['www.google.com'], ['bypass', 'crime', 'games', 'malware'], ...alike],
    ['rowan', 9, true, ['www.google.com'], ['bypass', 'socialNetworks', 'violence'], ...alike],
  ])
  const looked = await query(
    `select s.slug, i.profiles from filtering.inspected i join schools.school s on s.id = i.school_id order by s.slug`,
  )
  assert.deepEqual(looked, [
    ['hazel', ['keyStage1', 'keyStage2']],
    ['rowan', ['keyStage2']],
  ])
})

test('a search for a way to harm oneself was a task at once, somebody saw the child the same day, and no word of it is kept', async () => {
  const concerns = await query(
    `select s.slug, c.person_id is not null, c.state, c.looked_at::date = c.first_at::date, c.outcome is not null, c.incident_id is not null
       from activity.concern c join schools.school s on s.id = c.school_id
      where exists (select from activity.attempt a where a.because = 'search' and a.category = 'selfHarm'
                       and a.school_id = c.school_id and a.at = c.first_at) order by s.slug`,
  )
  assert.deepEqual(concerns, [
    ['hazel', false, 'looked', true, true, false],
    ['rowan', true, 'looked', true, false, true],
  ])
  const tasks = await query(
    `select distinct t.urgency, t.state from tasks.task t join activity.concern c on c.id = t.about_id
      where t.kind = 'activity.lookAtConcern' and 'selfHarm' = any(c.categories) and t.role = 'dsl'`,
  )
  assert.deepEqual(tasks, [['now', 'done']])
  const lead = await somebody('dsl.hazel')
  const list = await askRoute(context, lead, activityRoutes, 'GET /activity/concerns')
  const ids = [...list.matchAll(/\/activity\/concerns\/([0-9a-f-]{36})/g)].map(([, id = '']) => id)
  const pages = await Promise.all(
    ids.map((id) =>
      askRoute(context, lead, activityRoutes, 'GET /activity/concerns/:id', { params: { id } }),
    ),
  )
  const [kind = ''] = pages.filter((page) => /nobody is in trouble/.test(page))
  assert.match(kind, /Self-harm, suicide and eating disorders/)
  assert.doesNotMatch(kind, /google|searched for/i)
})

test('the register has the keys that count, own pages have one’s own, and what was lost or left is over', async () => {
  const technician = await somebody('technician.rowan')
  const register = await askRoute(context, technician, keyRoutes, 'GET /proxy-keys/all')
  const devices = ['New tablet for school trips', 'Laptop in the cabin', 'Terminal server in the office']
  const [counting = '', over = ''] = register.split('Keys that are over</h2>')
  for (const device of devices) assert.match(counting, new RegExp(device))
  assert.doesNotMatch(counting, />Tablet for school trips/)
  assert.match(over, />Tablet for school trips/)
  const teacher = await askRoute(context, await somebody('teacher.rowan'), keyRoutes, 'GET /proxy-keys')
  assert.match(teacher, /New tablet for school trips/)
  assert.doesNotMatch(teacher, />Tablet for school trips|Terminal server/)
  const ended = await query(
    `select k.device, ${rolesOf('k.ended_by')}, p.left_on is not null from proxy_keys.key k
       join people.person p on p.id = k.person_id where k.ended_at is not null order by k.made_at`,
  )
  assert.deepEqual(ended, [
    ['Terminal server in the office', null, true],
    ['Tablet for school trips', ['technician'], false],
  ])
  const rowan = await idOf('rowan')
  const told = await reading(context, systemActor(rowan), (tx) => keysThatCount(tx, rowan, context.clock()))
  assert.equal(told.length, devices.length)
  const hazel = await askRoute(context, await somebody('teacher.hazel'), keyRoutes, 'GET /proxy-keys')
  assert.match(hazel, /asks for no keys/)
})

test('visitors are told to try both, as people who can sign in there', async () => {
  const names = new Set(
    demoSchools.flatMap((school: DemoSchool) => signInsOf(school).map(({ name }) => name)),
  )
  for (const { who } of whatToTry) assert.ok(who === undefined || names.has(who), who)
  const told = (what: RegExp) =>
    whatToTry.filter(({ does }) => what.test(does)).map(({ who, path }) => who ?? path)
  assert.deepEqual(told(/search/i), ['siro.rowan', '/s/hazel/somebody-listens', 'dsl.hazel'])
  assert.deepEqual(told(/key/i), ['technician.rowan'])
})

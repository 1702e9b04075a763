import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashProxyKey, readSignedIn } from '#/engines/filter/index.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { disableLogin, inviteLogin } from '#/platform/sign-in/sign-in.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto } from '../../../test/ground.ts'
import { engineSnapshotPath } from '../filtering/index.ts'
import { portal } from '../portal/feature.ts'
import { publishSignedIn } from '../portal/publish-signed-in.ts'
import { endKey } from './end-key.ts'
import { proxyKeys } from './feature.ts'
import { makeKey } from './make-key.ts'
import { keysMost } from './proxy-key.ts'
import { routes } from './routes.ts'
import { keysThatCount } from './store.ts'

async function aWorld(t: Parameters<typeof filteredSchools>[0]): Promise<FilteredSchools> {
  const world = await filteredSchools(t, [proxyKeys, portal])
  await setFor(world, world.school.id, 'proxyKeys.proxy', 'proxy.alder.example:3129')
  return world
}

const make = ({ context }: FilteredSchools, who: PersonActor, device = 'Laptop in the library') =>
  askRoute(context, who, routes, 'POST /proxy-keys', { body: { device } })
const counting = ({ context, school }: FilteredSchools) =>
  lookInto(context, school.id, (tx) => keysThatCount(tx, school.id, context.clock()))
const idOf = async ({ query }: FilteredSchools, name: string): Promise<string> =>
  (await query<{ id: string }>('select id from proxy_keys.key where name = $1', [name]))[0]?.id ?? ''

test('a key is shown once, only its hash is kept, and the engines are told what its holder gets', async (t) => {
  const world = await aWorld(t)
  const { context, school, pupil, publish } = world
  await publish()
  const page = await make(world, pupil)
  const [, name = ''] = /(alder-[0-9a-z]{8})/.exec(page) ?? []
  const [, secret = ''] = /<strong>([0-9a-z-]{23})<\/strong>/.exec(page) ?? []
  assert.match(page, /shown once.*Laptop in the library.*https:\/\/proxy\.alder\.example:3129\/proxy\.pac/s)
  const own = await askRoute(context, pupil, routes, 'GET /proxy-keys')
  assert.match(own, new RegExp(name))
  assert.ok(!own.includes(secret))
  await publishSignedIn(context, systemActor(school.id))
  const told = (await readSignedIn(engineSnapshotPath(context)))?.schools.find(
    (one) => one.school === 'alder',
  )
  assert.deepEqual(told?.proxyKeys, [
    {
      name,
      secretHash: hashProxyKey(secret),
      profile: 'Key stage 2',
      who: pupil.personId,
      stopped: null,
      untilMs: context.clock().getTime() + 365 * 86_400_000,
    },
  ])
  const kept = await world.query<{ whole: string }>('select to_jsonb(k)::text as whole from proxy_keys.key k')
  assert.ok(!JSON.stringify(kept).includes(secret.slice(0, 11)))
})

test('one ends one’s own key alone; who keeps the network ends any; another school has none of them', async (t) => {
  const world = await aWorld(t)
  const { context, school, otherSchool, pupil, technician } = world
  const [, name = ''] = /(alder-[0-9a-z]{8})/.exec(await make(world, pupil)) ?? []
  const params = { id: await idOf(world, name) }
  const end = (who: PersonActor, address: Parameters<typeof askRoute>[3]) =>
    askRoute(context, who, routes, address, { params })
  const [own, any] = ['POST /proxy-keys/:id/end', 'POST /proxy-keys/all/:id/end'] as const
  await assert.rejects(end(school.people.teacher, own), NotFound)
  await assert.rejects(end(school.people.teacher, any), NotAllowed)
  await assert.rejects(end(otherSchool.people.head, any), NotFound)
  await assert.rejects(askRoute(context, school.people.teacher, routes, 'GET /proxy-keys/all'), NotAllowed)
  assert.match(await askRoute(context, technician, routes, 'GET /proxy-keys/all'), /Pip Pupil/)
  const back = await end(technician, any)
  assert.equal(back, `/s/alder/proxy-keys/all?ended=${params.id}`)
  const all = await askRoute(context, technician, routes, 'GET /proxy-keys/all')
  assert.match(
    all,
    /Nobody has a key.*Keys that are over.*Laptop in the library.*Pip Pupil.*24 November 2026/s,
  )
  const mine = await askRoute(context, pupil, routes, 'GET /proxy-keys')
  assert.match(mine, /The school ended your key for Laptop in the library on 24 November 2026\./)
  assert.doesNotMatch(await askRoute(context, otherSchool.people.head, routes, 'GET /proxy-keys/all'), /Pip/)
  await assert.rejects(endKey(context, pupil, { id: params.id, whose: 'own' }), Refused)
  assert.deepEqual(await counting(world), [])
  const dids = await world.query<{ did: string }>(
    `select did from audit.entry where did ~ '^proxyKeys' order by number`,
  )
  assert.deepEqual(
    dids.map(({ did }) => did),
    ['proxyKeys.made', 'proxyKeys.ended'],
  )
})

test('where the proxy asks for no keys none is made; nobody has more than five, also of many made at once', async (t) => {
  const world = await aWorld(t)
  const { context, otherSchool, pupil } = world
  await assert.rejects(makeKey(context, otherSchool.people.head, { device: 'A laptop' }), /asks for no keys/)
  const made = await Promise.all(
    Array.from({ length: keysMost + 2 }, (_, at) => make(world, pupil, `Device ${at}`)),
  )
  assert.equal(made.filter((page) => /shown once/.test(page)).length, keysMost)
  await assert.rejects(makeKey(context, pupil, { device: 'Another' }), /You have 5 keys\. End one/)
  world.setTime('2027-11-30T10:00:00Z')
  assert.deepEqual(await counting(world), [], 'a key is over by itself')
  assert.match(await make(world, pupil, ''), /Say for which device/)
  const keys = (who: PersonActor) => askRoute(context, who, routes, 'GET /proxy-keys')
  assert.match(await keys(pupil), /Your key for Device \d ran out on 24 November 2027\./)
  world.setTime('2027-12-30T10:00:00Z')
  assert.doesNotMatch(await keys(pupil), /ran out/, 'after thirty days nobody needs to read it')
})

test('whoever may no longer sign in has no keys', async (t) => {
  const world = await aWorld(t)
  const { context, school, pupil } = world
  await lookInto(context, school.id, (tx) =>
    inviteLogin(context, tx, systemActor(school.id), { personId: pupil.personId, signInName: 'pip' }),
  )
  await make(world, pupil)
  await make(world, school.people.teacher)
  await lookInto(context, school.id, (tx) =>
    disableLogin(context, tx, systemActor(school.id), { personId: pupil.personId, why: 'Left' }),
  )
  assert.deepEqual(
    (await counting(world)).map(({ personId }) => personId),
    [school.people.teacher.personId],
  )
})

// Who is signed in where, at the real DNS and the real proxy: from the sign-in to the answer, and from the decision to the block.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { accounts } from '#/features/accounts/feature.ts'
import { holdSubject, releaseSubject } from '#/features/accounts/hold-network.ts'
import { type Account, type HoldNetwork, holdNetwork, releaseNetwork } from '#/features/accounts/index.ts'
import { insertAccounts } from '#/features/accounts/store.ts'
import { filtering } from '#/features/filtering/feature.ts'
import { engineSnapshotPath } from '#/features/filtering/index.ts'
import { portal } from '#/features/portal/feature.ts'
import { whoWasAt } from '#/features/portal/index.ts'
import { newId } from '#/kernel/id.ts'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { insertClassSession } from '#/platform/sign-in/class-session-store.ts'
import { newToken } from '#/platform/sign-in/session.ts'
import { endSessions, insertSession, touchSession } from '#/platform/sign-in/session-store.ts'
import { disableLogin, inviteLogin, presenceChanged } from '#/platform/sign-in/sign-in.ts'
import type { SignInTables } from '#/platform/sign-in/tables.ts'
import { type FilteredSchools, filteredSchools } from '../../test/a-filtered-school.ts'
import { setFor } from '../../test/an-incident-in-progress.ts'
import { lookInto } from '../../test/ground.ts'
import { runEngines } from '../../test/running-engines.ts'
import { workOn } from '../../test/word-jobs.ts'

const open = 'open'
const blocked = 'ENOTFOUND'
const device = '127.0.1.10'
const hourMs = 3_600_000

type World = FilteredSchools & { engines: Awaited<ReturnType<typeof runEngines>> }

/** A school whose jobs run and whose engines follow, by the clock on the wall. */
async function aWorld(t: TestContext, networks = ''): Promise<World> {
  const world = await filteredSchools(t, [portal])
  const { context, school, query, setTime, publish } = world
  setTime(new Date().toISOString())
  await query(`update schools.school set network_ranges = '{127.0.1.0/24}' where id = $1`, [school.id])
  if (networks !== '') await setFor(world, school.id, 'filtering.networks', networks)
  await publish()
  const jobs = [accounts, filtering, portal].flatMap(({ jobs }) => jobs ?? [])
  await workOn(t, world, jobs)
  const engines = await runEngines(t, engineSnapshotPath(context), {
    publicUrl: 'http://keeper.alder.example',
  })
  return { ...world, engines }
}

const system = ({ school }: World) => systemActor(school.id)

/** Somebody opens a page at that address. Returns how to sign out. */
async function signIn(
  world: World,
  { personId }: PersonActor,
  address = device,
): Promise<() => Promise<void>> {
  const { context, school } = world
  const now = context.clock()
  const id = newId()
  const { hash } = newToken()
  await lookInto(context, school.id, async (tx) => {
    const known = await tx
      .withTables<SignInTables>()
      .selectFrom('sign_in.login')
      .select('person_id')
      .where('school_id', '=', school.id)
      .where('person_id', '=', personId)
      .executeTakeFirst()
    if (!known) await inviteLogin(context, tx, system(world), { personId, signInName: `p-${personId}` })
    await insertSession(tx, school.id, {
      kind: 'person',
      id,
      personId,
      stage: 'open',
      device: '',
      steppedUpAt: null,
      tokenHash: hash,
      csrf: newToken().token,
      at: now,
      expiresAt: new Date(now.getTime() + 8 * hourMs),
      idleMinutes: 60,
    })
    await touchSession(tx, school.id, id, { now, address })
    await announce(context, tx, system(world), presenceChanged, {})
  })
  return () =>
    lookInto(context, school.id, async (tx) => {
      await endSessions(tx, school.id, personId, { why: 'signed out', at: context.clock(), only: id })
      await announce(context, tx, system(world), presenceChanged, {})
    })
}

/** Waits until a name is that to the device, and says after how long. */
async function becomes(t: TestContext, world: World, name: string, what: string, most = 2000): Promise<void> {
  const began = performance.now()
  while ((await world.engines.name(device, name)) !== what) {
    assert.ok(performance.now() - began < most, `${name} is ${what} within ${most} ms`)
    await pause(25)
  }
  t.diagnostic(`${name} is ${what} after ${Math.round(performance.now() - began)} ms`)
}

function hold(world: World, { personId }: PersonActor, parts: Partial<HoldNetwork> = {}): Promise<void> {
  const request = { because: { kind: 'sanction', id: personId }, sentence: 'Stopped.', ...parts } as const
  return lookInto(world.context, world.school.id, (tx) =>
    holdNetwork(world.context, tx, system(world), { personId, ...request }),
  )
}

test('whoever signs in at a device gets what is theirs within two seconds, until they sign out', async (t) => {
  const world = await aWorld(t)
  const { engines, school, context } = world
  assert.equal(await engines.name(device, 'discord.com'), blocked)
  assert.match(await engines.page(device, 'discord.com'), /keeper\.alder\.example\/s\/alder\/sign-in/)
  const signOut = await signIn(world, school.people.teacher)
  await becomes(t, world, 'discord.com', open)
  assert.match(await engines.page(device, 'discord.com'), /Welcome to discord\.com/)
  assert.equal(await engines.name('127.0.1.11', 'discord.com'), blocked)
  const childLeaves = await signIn(world, world.pupil)
  await becomes(t, world, 'discord.com', blocked)
  await childLeaves()
  await becomes(t, world, 'discord.com', open)
  await signOut()
  await becomes(t, world, 'discord.com', blocked)
  const now = context.clock()
  const span = { address: device, from: new Date(now.getTime() - 60_000), to: new Date(now.getTime() + 1) }
  const were = await lookInto(context, school.id, (tx) => whoWasAt(tx, school.id, span))
  assert.deepEqual(
    were.map(({ personId }) => personId).sort(),
    [school.people.teacher.personId, world.pupil.personId].sort(),
  )
  assert.deepEqual(engines.troubles, [])
})

test('a suspended child’s device reaches help and nothing else, and is on again at the moment, though nothing of ours runs', async (t) => {
  const world = await aWorld(t)
  const { engines, pupil, context } = world
  await signIn(world, pupil)
  await becomes(t, world, 'bbc.co.uk', open)
  const until = new Date(context.clock().getTime() + 5000)
  await hold(world, pupil, { stops: 'internet', until })
  await becomes(t, world, 'bbc.co.uk', blocked)
  assert.equal(await engines.name(device, 'www.childline.org.uk'), open)
  assert.match(await engines.page(device, 'www.childline.org.uk'), /Welcome to www\.childline/)
  assert.match(await engines.page(device, 'bbc.co.uk'), /suspended for this account/)
  assert.equal(await engines.name('127.0.1.11', 'bbc.co.uk'), open)
  // The clock of the server stands still in this test: only the engines' own can lift it.
  await becomes(t, world, 'bbc.co.uk', open, 6000)
  assert.ok(Date.now() >= until.getTime())
})

test('a missing signature stops the device within two seconds, and signing gives it back; a disabled sign-in is nobody', async (t) => {
  const world = await aWorld(t, '127.0.1.0/24 keyStage2 sign-in')
  const { engines, pupil, context, school } = world
  assert.equal(await engines.name(device, 'bbc.co.uk'), blocked)
  assert.match(await engines.page(device, 'bbc.co.uk'), /Nobody has signed in on this device yet/)
  assert.equal(await engines.name(device, 'www.childline.org.uk'), open)
  await signIn(world, pupil)
  await becomes(t, world, 'bbc.co.uk', open)
  const because = { kind: 'agreement', id: pupil.personId } as const
  await hold(world, pupil, { because })
  await becomes(t, world, 'bbc.co.uk', blocked)
  assert.equal(await engines.name(device, 'www.childline.org.uk'), open)
  await lookInto(context, school.id, (tx) =>
    releaseNetwork(context, tx, system(world), { personId: pupil.personId, because }),
  )
  await becomes(t, world, 'bbc.co.uk', open)
  await lookInto(context, school.id, (tx) =>
    disableLogin(context, tx, system(world), { personId: pupil.personId, why: 'Left' }),
  )
  await becomes(t, world, 'bbc.co.uk', blocked)
})

/** The class Holly at that address, opened by its teacher. Returns the logon that it uses on its devices. */
async function openClass(world: World, address = device): Promise<string> {
  const { context, school, query } = world
  const now = context.clock()
  const endsAt = new Date(now.getTime() + hourMs)
  const [row] = await query<{ id: string }>('select id from schools.class where school_id = $1', [school.id])
  const [classId, logonId, classSessionId, id] = [row?.id ?? '', newId(), newId(), newId()]
  const logon: Account = {
    ...{ id: logonId, kind: 'class', logonName: 'holly', classId, startsOn: '2026-09-01', createdAt: now },
    ...{ personId: null, ownerId: null, purpose: null, endsOn: null, lastUsedAt: null, closedAt: null },
  }
  await lookInto(context, school.id, async (tx) => {
    await insertAccounts(tx, school.id, [logon], null)
    await insertClassSession(tx, school.id, {
      ...{ id: classSessionId, classId, className: 'Holly', openedAt: now, endsAt },
      ...{ shown: Buffer.from('x'), codeHash: Buffer.from('a'), linkHash: Buffer.from('b') },
      openedBy: school.people.teacher.personId,
    })
    const token = { tokenHash: newToken().hash, csrf: newToken().token }
    const shape = {
      kind: 'classSession',
      id,
      classSessionId,
      at: now,
      expiresAt: endsAt,
      idleMinutes: 60,
    } as const
    await insertSession(tx, school.id, { ...shape, ...token })
    await touchSession(tx, school.id, id, { now, address })
    await announce(context, tx, system(world), presenceChanged, {})
  })
  return logonId
}

test('what stops a class’s logon reaches its session within two seconds, and so does its end', async (t) => {
  const world = await aWorld(t)
  const { engines, context, school } = world
  const logon = { kind: 'account', id: await openClass(world) } as const
  await becomes(t, world, 'bbc.co.uk', open)
  const because = { kind: 'byHand', id: logon.id } as const
  await lookInto(context, school.id, (tx) =>
    holdSubject(context, tx, system(world), logon, { because, sentence: 'Somebody else uses it.' }),
  )
  await becomes(t, world, 'bbc.co.uk', blocked)
  assert.equal(await engines.name(device, 'www.childline.org.uk'), open)
  assert.match(await engines.page(device, 'bbc.co.uk'), /suspended for this account/)
  await lookInto(context, school.id, (tx) => releaseSubject(context, tx, system(world), logon, { because }))
  await becomes(t, world, 'bbc.co.uk', open)
})

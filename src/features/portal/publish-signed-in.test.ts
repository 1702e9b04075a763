import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { readSignedIn } from '#/engines/filter/index.ts'
import { newId } from '#/kernel/id.ts'
import { NotAllowed } from '#/kernel/refusal.ts'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { insertClassSession } from '#/platform/sign-in/class-session-store.ts'
import { newToken } from '#/platform/sign-in/session.ts'
import { insertSession, touchSession } from '#/platform/sign-in/session-store.ts'
import { inviteLogin } from '#/platform/sign-in/sign-in.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto } from '../../../test/ground.ts'
import { changeSeats, endSeating, openSeating } from '../accounts/open-seating.ts'
import { engineSnapshotPath } from '../filtering/index.ts'
import { portal } from './feature.ts'
import { publishSignedIn } from './publish-signed-in.ts'
import { routes } from './routes.ts'
import { deviceAddresses } from './settings.ts'

const hourMs = 3_600_000

/** Somebody's session, or a class's, at an address. */
async function atAddress(
  { context }: FilteredSchools,
  schoolId: string,
  address: string,
  who: PersonActor | { classSessionId: string },
): Promise<string> {
  const now = context.clock()
  const id = newId()
  await lookInto(context, schoolId, async (tx) => {
    const shape = {
      id,
      tokenHash: newToken().hash,
      csrf: newToken().token,
      at: now,
      expiresAt: new Date(now.getTime() + 8 * hourMs),
      idleMinutes: 60,
    }
    if ('classSessionId' in who) {
      await insertSession(tx, schoolId, {
        ...shape,
        kind: 'classSession',
        classSessionId: who.classSessionId,
      })
    } else {
      const { personId } = who
      await inviteLogin(context, tx, systemActor(schoolId), { personId, signInName: `p-${personId}` })
      const person = { kind: 'person', personId, stage: 'open', device: '', steppedUpAt: null } as const
      await insertSession(tx, schoolId, { ...shape, ...person })
    }
    await touchSession(tx, schoolId, id, { now, address })
  })
  return id
}

/** A class session of Holly, opened by its teacher. */
async function aClassSession({ context, school, query }: FilteredSchools): Promise<string> {
  const id = newId()
  const [row] = await query<{ id: string }>(`select id from schools.class where school_id = $1`, [school.id])
  const now = context.clock()
  await lookInto(context, school.id, (tx) =>
    insertClassSession(tx, school.id, {
      id,
      classId: row?.id ?? '',
      className: 'Holly',
      openedBy: school.people.teacher.personId,
      openedAt: now,
      endsAt: new Date(now.getTime() + hourMs / 2),
      shown: Buffer.from('x'),
      codeHash: Buffer.from('a'),
      linkHash: Buffer.from('b'),
    }),
  )
  return id
}

test('each school writes its own part of the file: people by name, a class by its profile; what is damaged is made anew', async (t) => {
  const world = await filteredSchools(t, [portal])
  const { context, school, otherSchool, pupil, publish, setTime } = world
  await publish()
  await atAddress(world, school.id, '10.1.0.7', pupil)
  await atAddress(world, school.id, '10.1.0.8', { classSessionId: await aClassSession(world) })
  await atAddress(world, otherSchool.id, '10.2.0.7', otherSchool.people.head)
  const publishBoth = async () => {
    await publishSignedIn(context, systemActor(school.id))
    await publishSignedIn(context, systemActor(otherSchool.id))
  }
  const told = async () => {
    const file = await readSignedIn(engineSnapshotPath(context))
    return (file?.schools ?? []).map((one) => ({
      school: one.school,
      devices: one.devices.map(({ address, who, profile }) => [address, who, profile]),
    }))
  }
  await publishBoth()
  const all = [
    {
      school: 'alder',
      devices: [
        ['10.1.0.7', pupil.personId, 'Key stage 2'],
        ['10.1.0.8', null, 'Key stage 2'],
      ],
    },
    { school: 'beech', devices: [['10.2.0.7', otherSchool.people.head.personId, 'Staff']] },
  ]
  assert.deepEqual(await told(), all)
  await writeFile(`${engineSnapshotPath(context)}.signed-in`, 'half a fi')
  await publishBoth()
  assert.deepEqual(await told(), all)
  setTime('2026-11-24T10:31:00Z')
  await publishBoth()
  assert.deepEqual((await told()).find((one) => one.school === 'alder')?.devices, [all[0]?.devices[0]])
  setTime('2026-11-24T11:01:00Z')
  await publishBoth()
  assert.deepEqual(
    (await told()).map(({ devices }) => devices.length),
    [0, 0],
  )
})

test('who was at an address is asked on record, a class with its adult; to others it does not open', async (t) => {
  const world = await filteredSchools(t, [portal])
  const { context, school, otherSchool, pupil, publish, setTime } = world
  await publish()
  const { lead, teacher } = school.people
  const sessionId = await atAddress(world, school.id, '10.1.0.7', pupil)
  await atAddress(world, school.id, '10.1.0.8', { classSessionId: await aClassSession(world) })
  await publishSignedIn(context, systemActor(school.id))
  const mine = await askRoute(context, { ...pupil, sessionId }, routes, 'GET /this-device')
  assert.match(mine, /10\.1\.0\.7.*Sign out of this device/s)
  assert.match(
    await askRoute(context, teacher, routes, 'GET /this-device'),
    /does not know you at this device/,
  )
  setTime('2026-11-24T10:05:00Z')
  const ask = (who: PersonActor, address: string) =>
    askRoute(context, who, routes, 'POST /who-was-at', {
      body: { address, 'on-day': '24', 'on-month': '11', 'on-year': '2026', time: '10:01' },
    })
  assert.match(await ask(lead, '10.1.0.7'), /Pip Pupil/)
  assert.match(await ask(lead, '10.1.0.8'), /The class Holly.*teacher alder/s)
  assert.match(await ask(lead, '10.1.0.9'), /Nobody is on record/)
  assert.match(await ask(otherSchool.people.lead, '10.1.0.7'), /Nobody is on record/)
  await assert.rejects(ask(teacher, '10.1.0.7'), NotAllowed)
})

test('a child who sits at a device with a known address gets what is theirs there, until the lesson ends', async (t) => {
  const world = await filteredSchools(t, [portal])
  const { context, school, pupil, publish, query, setTime } = world
  await query(`update schools.school set network_ranges = '{10.1.0.0/16}' where id = $1`, [school.id])
  await publish()
  await setFor(world, school.id, deviceAddresses.key, 'iPad 8 10.1.0.8\niPad 9 192.168.7.9')
  await atAddress(world, school.id, '10.1.0.8', { classSessionId: await aClassSession(world) })
  const { teacher } = school.people
  const [row] = await query<{ id: string }>(`select id from schools.class where school_id = $1`, [school.id])
  const told = async () => {
    await publishSignedIn(context, systemActor(school.id))
    const file = await readSignedIn(engineSnapshotPath(context))
    return file?.schools.flatMap(({ devices }) => devices.map(({ address, who }) => [address, who]))
  }
  assert.deepEqual(await told(), [['10.1.0.8', null]])
  const lesson = { classId: row?.id ?? '', room: null, lasts: '60' } as const
  const sits = (device: string) => [{ personId: pupil.personId, device }]
  const id = await openSeating(context, teacher, { ...lesson, seats: sits('ipad 8') })
  assert.deepEqual(await told(), [['10.1.0.8', pupil.personId]])
  setTime('2026-11-24T10:05:00Z')
  await changeSeats(context, teacher, { id, seats: sits('iPad 9') })
  assert.deepEqual(await told(), [['10.1.0.8', null]])
  setTime('2026-11-24T10:10:00Z')
  await changeSeats(context, teacher, { id, seats: sits('iPad 8') })
  assert.deepEqual(await told(), [['10.1.0.8', pupil.personId]])
  await endSeating(context, teacher, id)
  assert.deepEqual(await told(), [['10.1.0.8', null]])
  const [stays] = await query<{ count: number }>(
    `select count(*)::int as count from portal.stay where person_id = $1 and until <= $2`,
    [pupil.personId, context.clock()],
  )
  assert.equal(stays?.count, 2)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { devicesOf, keyHoldersOf, type Stay, staysNow, type WhoGetsWhat } from './stay.ts'

const now = new Date('2026-11-24T10:00:00Z')
const at = (time: string): Date => new Date(`2026-11-24T${time}:00Z`)
const what: WhoGetsWhat = {
  people: new Map([
    ['ann', 'keyStage2'],
    ['ben', 'keyStage2'],
    ['kim', 'staff'],
  ]),
  classes: new Map([['holly', 'keyStage1']]),
  stopped: new Map([['ben', at('14:00')]]),
  classLogons: [{ accountId: 'holly-logon', classId: 'holly' }],
}
const stay = (parts: Partial<Stay>): Stay => ({
  sessionId: 's',
  address: '10.1.0.7',
  personId: null,
  classId: null,
  adultId: null,
  since: now,
  until: at('11:00'),
  toldBy: null,
  ...parts,
})

test('somebody counts as there for so long after their last page, and never longer than their session', () => {
  const present = (seen: string, ends: string) =>
    ({
      sessionId: 's',
      address: '10.1.0.7',
      seenAt: at(seen),
      endsAt: at(ends),
      personId: 'ann',
      classId: null,
      adultId: null,
    }) as const
  const untils = staysNow(
    [present('09:50', '18:00'), present('09:50', '10:20'), present('08:59', '18:00')],
    60,
    now,
  )
  assert.deepEqual(
    untils.map(({ until }) => until),
    [at('10:50'), at('10:20')],
  )
})

test('one at an address is named, stopped until their moment; a class is nobody; a leaver is nothing', () => {
  const devices = devicesOf(
    [
      stay({ personId: 'ben' }),
      stay({ personId: 'ben', sessionId: 'two' }),
      stay({ address: '10.1.0.8', classId: 'holly', adultId: 'kim' }),
      stay({ address: '10.1.0.9', personId: 'gone' }),
    ],
    what,
  )
  assert.deepEqual(devices, [
    {
      address: '10.1.0.7',
      profile: 'Key stage 2',
      who: 'ben',
      stopped: { untilMs: at('14:00').getTime() },
      untilMs: at('11:00').getTime(),
    },
    { address: '10.1.0.8', profile: 'Key stage 1', who: null, stopped: null, untilMs: at('11:00').getTime() },
  ])
})

test('two at one address get the stricter of their profiles, nobody is named, and one alone stops nobody else', () => {
  const [both] = devicesOf([stay({ personId: 'ben', until: at('10:30') }), stay({ personId: 'kim' })], what)
  assert.deepEqual([both?.who, both?.profile, both?.stopped], [null, 'Key stage 2', null])
  assert.equal(both?.untilMs, at('11:00').getTime())
  const [all] = devicesOf([stay({ personId: 'ben' }), stay({ personId: 'kim' })], {
    ...what,
    stopped: new Map([
      ['ben', null],
      ['kim', at('12:00')],
    ]),
  })
  assert.deepEqual(all?.stopped, { untilMs: at('12:00').getTime() })
  const [classes] = devicesOf(
    [stay({ classId: 'holly', adultId: 'kim' }), stay({ personId: 'kim', sessionId: 'two' })],
    what,
  )
  assert.deepEqual([classes?.who, classes?.profile], [null, 'Key stage 1'])
})

test('whom only a script tells of besides is stricter company, and lifts nobody’s suspension', () => {
  const known = [stay({ personId: 'ben' }), stay({ personId: 'ann', sessionId: 'two', toldBy: 'script' })]
  const [both] = devicesOf(known, what)
  assert.deepEqual([both?.who, both?.stopped], [null, { untilMs: at('14:00').getTime() }])
  const [alone] = devicesOf([stay({ personId: 'ben', toldBy: 'script' })], what)
  assert.deepEqual([alone?.who, alone?.stopped], [null, { untilMs: at('14:00').getTime() }])
  const written = [stay({ personId: 'ben' }), stay({ personId: 'kim', address: '::ffff:10.1.0.7' })]
  assert.deepEqual(devicesOf(written, what).length, 1)
})

test('a stopped logon of a class stops its session, until the last of them is not', () => {
  const holly = [stay({ classId: 'holly', adultId: 'kim' })]
  const stoppedAt = (...ends: [string, Date | null][]) =>
    devicesOf(holly, {
      ...what,
      classLogons: ['holly-logon', 'other'].map((accountId) => ({ accountId, classId: 'holly' })),
      stopped: new Map(ends),
    })[0]?.stopped
  assert.equal(stoppedAt(['elder-logon', null]), null)
  assert.deepEqual(stoppedAt(['holly-logon', at('12:00')]), { untilMs: at('12:00').getTime() })
  assert.deepEqual(stoppedAt(['holly-logon', at('12:00')], ['other', at('13:00')]), {
    untilMs: at('13:00').getTime(),
  })
  assert.deepEqual(stoppedAt(['holly-logon', at('12:00')], ['other', null]), { untilMs: null })
})

test('a key gives what its holder gets, stopped as they are; that of a leaver is told to nobody', () => {
  const key = { name: 'alder-1', secretHash: 'a'.repeat(64), until: at('18:00') }
  const keys = ['ben', 'gone'].map((personId) => ({ ...key, personId }))
  assert.deepEqual(keyHoldersOf(keys, what), [
    {
      name: 'alder-1',
      secretHash: 'a'.repeat(64),
      profile: 'Key stage 2',
      who: 'ben',
      stopped: { untilMs: at('14:00').getTime() },
      untilMs: at('18:00').getTime(),
    },
  ])
})

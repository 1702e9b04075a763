import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aSchool } from '../../../test/dns-school.ts'
import { addressBytes, isInRange, rangeOf } from './ip-address.ts'
import type { Device, SignedIn } from './snapshot.ts'
import { testAddressesOf } from './test-address.ts'
import { findAskers, withoutShared } from './who-asks.ts'

const nowMs = Date.UTC(2026, 10, 16, 10, 0)

const written: readonly [address: string, bytes: string | undefined][] = [
  ['10.1.0.7', '10.1.0.7'],
  ['::ffff:10.1.0.7', '10.1.0.7'],
  ['::1', '0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1'],
  ['fe80::1%eth0', '254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1'],
  ['2001:db8:0:0:1::2', '32.1.13.184.0.0.0.0.0.1.0.0.0.0.0.2'],
  ['64:ff9b::192.0.2.1', '0.100.255.155.0.0.0.0.0.0.0.0.192.0.2.1'],
  ['10.1.0', undefined],
  ['printer', undefined],
]
for (const [address, bytes] of written) {
  test(`the address ${address} is ${bytes ?? 'none'}`, () => {
    assert.equal(addressBytes(address)?.join('.'), bytes)
  })
}

test('an address is in the range of its own first bits, and in none that differs in one of them', () => {
  const bytes = fc.uint8Array({ minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(bytes, fc.integer({ min: 0, max: 32 }), fc.nat(31), (address, bits, flipped) => {
      const range = rangeOf(`${address.join('.')}/${bits}`)
      assert.ok(range && isInRange(address, range))
      const other = Uint8Array.from(address)
      other[flipped >> 3] = (other[flipped >> 3] as number) ^ (0x80 >> (flipped & 7))
      assert.equal(isInRange(other, range), flipped >= bits)
    }),
  )
})

test('the smallest network that an address is in says what it gets; outside, nobody is known', () => {
  const find = findAskers([aSchool])
  assert.deepEqual(
    ['10.1.0.7', '10.1.64.200', '10.1.128.1', '10.2.0.1', 'x'].map(
      (address) => find(address, nowMs)?.profile,
    ),
    [0, 2, 1, undefined, undefined],
  )
})

test('whoever signs in in a part for own devices is on one, and elsewhere is not', () => {
  const networks = [
    { range: '10.1.0.0/16', profile: 'pupils' },
    { range: '10.1.0.48/30', profile: 'staff', ownDevices: true },
  ]
  const find = findAskers([{ ...aSchool, networks }])
  assert.deepEqual(
    ['10.1.0.50', '10.1.0.49', '10.1.0.7'].map((address) => find(address, nowMs)?.onOwnDevice),
    [true, true, false],
  )
  assert.equal(findAskers([aSchool])('10.1.0.50', nowMs)?.onOwnDevice, false)
})

test('a device counts until its moment, and only in its own school', () => {
  const other = {
    ...aSchool,
    school: 'beech',
    networks: [{ range: '10.2.0.0/16', profile: 'pupils' }],
    devices: [{ address: '10.1.0.60', profile: 'staff', stopped: null, who: 'person-3', untilMs: nowMs + 1 }],
  }
  const find = findAskers([aSchool, other])
  assert.equal(find('10.1.0.50', nowMs)?.who, 'person-1')
  assert.equal(find('10.1.0.50', nowMs + 3600_000)?.who, null)
  assert.equal(find('10.1.0.60', nowMs)?.who, null)
})

const signedIn = (...devices: Partial<Device>[]): SignedIn => ({
  madeAtMs: nowMs,
  schools: [
    {
      school: 'alder',
      devices: devices.map((device) => ({
        address: '10.1.0.7',
        profile: 'staff',
        stopped: null,
        who: 'person-9',
        untilMs: nowMs + 3600_000,
        ...device,
      })),
    },
  ],
})

test('who is signed in gets their own profile until their time is over; one that is gone is the strictest', () => {
  const find = findAskers([aSchool], signedIn({}, { address: '10.1.128.1', profile: 'Year 12' }))
  const seen = (address: string, atMs = nowMs) => {
    const { profile, who, knownBy } = find(address, atMs) ?? {}
    return [profile, who, knownBy]
  }
  assert.deepEqual(seen('10.1.0.7'), [1, 'person-9', 'device'])
  assert.deepEqual(seen('10.1.0.7', nowMs + 3600_000), [0, null, 'network'])
  assert.deepEqual(seen('10.1.128.1'), [0, 'person-9', 'device'])
})

test('whoever is stopped is on again at the very moment that was set, by the clock of whoever asks', () => {
  const until = nowMs + 60_000
  const find = findAskers(
    [aSchool],
    signedIn({ stopped: { untilMs: until } }, { address: '10.1.0.8', stopped: { untilMs: null } }),
  )
  assert.equal(find('10.1.0.7', until - 1)?.suspended, true)
  assert.equal(find('10.1.0.7', until - 1)?.untilMs, until)
  assert.equal(find('10.1.0.7', until)?.suspended, false)
  assert.equal(find('10.1.0.8', nowMs + 3599_999)?.suspended, true)
})

test('where people sign in first, only what is always open is reached before', () => {
  const first = { ...aSchool, networks: [{ range: '10.1.0.0/16', profile: 'pupils', signInFirst: true }] }
  const find = findAskers([first], signedIn({}))
  assert.equal(find('10.1.0.9', nowMs)?.suspended, true)
  assert.equal(find('10.1.0.7', nowMs)?.suspended, false)
})

test('what cannot be is refused in words', () => {
  const network = (range: string, profile = 'pupils') =>
    findAskers([{ ...aSchool, networks: [{ range, profile }] }])
  assert.throws(() => network('10.1.0.0'), /10\.1\.0\.0 is no range/)
  assert.throws(() => network('10.1.0.0/33'), /no range/)
  assert.throws(() => network('10.1.0.0/16', 'Year 12'), /profile Year 12/)
  assert.throws(() => findAskers([aSchool, { ...aSchool, school: 'beech' }]), /Two schools say/)
})

test('a network that two schools name is left out, however they write it, and told; the rest of both stays', () => {
  const networks = (...ranges: string[]) => ranges.map((range) => ({ range, profile: 'pupils' }))
  const one = { ...aSchool, networks: networks('10.1.0.0/16', '127.0.0.1/32', '10.3.7.9/22') }
  const other = {
    ...aSchool,
    school: 'beech',
    networks: networks('10.2.0.0/16', '127.0.0.1/32', '10.3.4.0/22'),
  }
  const told: string[] = []
  const apart = withoutShared([one, other], (sentence) => told.push(sentence))
  assert.deepEqual(
    apart.map((school) => school.networks.map(({ range }) => range)),
    [['10.1.0.0/16'], ['10.2.0.0/16']],
  )
  assert.equal(told.length, 2)
  assert.match(told.join(), /127\.0\.0\.1\/32.*beech name it/)
  assert.equal(findAskers(apart)('127.0.0.1', nowMs), undefined)
})

test('a test address stands for a group whatever networks and sign-ins say, and only one that no wire carries can', () => {
  const first = { range: '127.0.0.0/8', profile: 'pupils', signInFirst: true }
  const testAddresses = testAddressesOf(0, ['pupils', 'staff'])
  const school = { ...aSchool, networks: [first], testAddresses }
  const find = findAskers([school], signedIn({}, { address: '127.83.0.2', profile: 'pupils' }))
  const { profile, who, suspended, knownBy } = find('127.83.0.2', nowMs) ?? {}
  assert.deepEqual([profile, who, suspended, knownBy], [1, null, false, 'test'])
  assert.equal(find('127.83.0.3', nowMs)?.knownBy, 'network')
  const standsAt = (address: string, more: typeof testAddresses = []) =>
    findAskers([{ ...aSchool, testAddresses: [{ address, profile: 'staff' }, ...more] }])
  for (const address of ['10.1.0.7', '127.84.0.1', '::1', 'printer'])
    assert.throws(() => standsAt(address), /cannot stand for a group/)
  assert.throws(() => standsAt('127.83.0.1', testAddresses), /of one school alone/)
  assert.deepEqual(testAddressesOf(256, ['pupils']), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usualLimits as limits } from './limits.ts'
import { createReach, InsideAddress } from './reach.ts'

const gate = { isOwnAddress: () => false, count: () => {} }
const reachOf = (...addresses: string[]) => createReach({ limits, gate, resolve: async () => addresses })

const outside = ['8.8.8.8', '93.184.216.34', '::ffff:8.8.8.8', '2606:4700::1111', '64:ff9b::808:808']
for (const address of outside)
  test(`${address} is a place outside, and is opened`, async () => {
    assert.ok(reachOf().isOpen(address))
    assert.ok(reachOf().isOpen(`[${address}]`))
    const found = await new Promise((done) =>
      reachOf(address).lookup('site.example', { all: true }, (error, all) => done(error ?? all)),
    )
    assert.deepEqual(found, [{ address, family: address.includes(':') ? 6 : 4 }])
  })

const inside = [
  '10.0.0.1',
  '127.0.0.1',
  '192.168.7.9',
  '169.254.169.254',
  '0.0.0.0',
  '::1',
  '::',
  '::ffff:10.0.0.1',
  '::ffff:a00:1',
  '64:ff9b::a00:1',
  'fd00::7',
  'fe80::1%eth0',
]
for (const address of inside)
  test(`${address} is inside, and is not opened`, async () => {
    assert.ok(!reachOf().isOpen(address))
    await assert.rejects(reachOf(address).open('site.example', 80), InsideAddress)
  })

test('of a name that leads inside and outside only what is outside is opened', async () => {
  const found = await new Promise((done) =>
    reachOf('10.0.0.1', '93.184.216.34').lookup('site.example', { all: true }, (error, all) =>
      done(error ?? all),
    ),
  )
  assert.deepEqual(found, [{ address: '93.184.216.34', family: 4 }])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressesOfDevices, deviceKey, problemOfDevices } from './device-addresses.ts'

test('a line is the name that teachers write, with blanks in it or not, and its address', () => {
  const known = addressesOfDevices('iPad 14  10.4.8.21\n\n 15 10.4.8.22 \nLaptop FD00::7')
  assert.equal(known.get(deviceKey('ipad   14 ')), '10.4.8.21')
  assert.equal(known.get('15'), '10.4.8.22')
  assert.equal(known.get('laptop'), 'fd00::7')
  assert.equal(problemOfDevices('iPad 14 10.4.8.21\n15 10.4.8.22'), null)
})

test('a line without a name or an address, and one that says the same again, is refused in words', () => {
  assert.match(problemOfDevices('10.4.8.21') ?? '', /no device with its address/)
  assert.match(problemOfDevices('iPad 14 10.4.8') ?? '', /no device with its address/)
  assert.match(problemOfDevices('iPad 14 10.4.8.21\nipad  14 10.4.8.22') ?? '', /has already/)
  assert.match(problemOfDevices('iPad 14 10.4.8.21\n15 10.4.8.21') ?? '', /has already/)
  assert.equal(addressesOfDevices('10.4.8.21\niPad 10.4.8').size, 0)
})

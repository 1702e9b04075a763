import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalAddress, hardwareAddress, nameOfLogon, realmsIn } from './told-logon.ts'

test('logon names, hardware addresses and addresses are read however systems write them', () => {
  const realms = realmsIn('ALDER, alder.example')
  const names = ['ALDER\\P.Pupil', 'p.pupil@Alder.example', ' p.pupil ', 'ALDER\\p.pupil@alder.example']
  assert.deepEqual([...new Set(names.map((name) => nameOfLogon(name, realms)))], ['p.pupil'])
  const strange = [
    'BIRCH\\p.pupil',
    'p.pupil@birch.example',
    'p.pupil@',
    '\\p.pupil',
    '@alder.example',
    'a@b@c',
  ]
  assert.deepEqual([...new Set(strange.map((name) => nameOfLogon(name, realms)))], [null])
  const written = ['02:00:00:00:00:0A', '02-00-00-00-00-0a', '0200.0000.000a', '02000000000a']
  assert.deepEqual([...new Set(written.map(hardwareAddress))], ['02:00:00:00:00:0a'])
  assert.deepEqual(['10.1.0.7', '02:00', 'zz:00:00:00:00:00'].map(hardwareAddress), [null, null, null])
  assert.deepEqual(['::FFFF:10.1.0.7', '10.1.0.7'].map(canonicalAddress), ['10.1.0.7', '10.1.0.7'])
  assert.equal(canonicalAddress('FD00:0:0::0007'), canonicalAddress('fd00::7'))
})

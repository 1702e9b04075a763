import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { associatedData } from './associated-data.ts'
import { CannotUnwrap, keyId, newKey, unwrapKey, wrapKey } from './wrap.ts'

const schoolId = '0190a0a0-0000-7000-8000-000000000001'
const boundTo = { schoolId, about: 'files/1', purpose: 'school key' }

test('a wrapped key opens for the record it was wrapped for', () => {
  const [key, under] = [newKey(), newKey()]
  assert.ok(unwrapKey(wrapKey(key, under, boundTo), under, boundTo).equals(key))
})

test('it does not open under another key, or for another school, record or purpose', () => {
  const [key, under] = [newKey(), newKey()]
  const wrapped = wrapKey(key, under, boundTo)
  const elsewhere = [
    { ...boundTo, schoolId: schoolId.replace(/1$/, '2') },
    { ...boundTo, about: 'files/2' },
    { ...boundTo, purpose: 'file key' },
  ]
  assert.throws(() => unwrapKey(wrapped, newKey(), boundTo), CannotUnwrap)
  for (const other of elsewhere) assert.throws(() => unwrapKey(wrapped, under, other), CannotUnwrap)
})

test('a change of any single byte is noticed', () => {
  const [key, under] = [newKey(), newKey()]
  const wrapped = wrapKey(key, under, boundTo)
  for (const at of wrapped.keys()) {
    const changed = Buffer.from(wrapped)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    assert.throws(() => unwrapKey(changed, under, boundTo), CannotUnwrap, `byte ${at}`)
  }
  assert.throws(() => unwrapKey(wrapped.subarray(0, -1), under, boundTo), CannotUnwrap)
})

test('wrapping the same key twice gives nothing away', () => {
  const [key, under] = [newKey(), newKey()]
  assert.notDeepEqual(wrapKey(key, under, boundTo), wrapKey(key, under, boundTo))
})

test('facts that would run together without their lengths spell differently', () => {
  const one = associatedData({ schoolId: 'ab', about: 'c', purpose: 'd' })
  assert.notDeepEqual(one, associatedData({ schoolId: 'a', about: 'bc', purpose: 'd' }))
  assert.notDeepEqual(one, associatedData({ schoolId: 'ab', about: 'cd', purpose: '' }))
})

test('a key prints nothing of itself, and its name says nothing of it', () => {
  const key = newKey()
  const bytes = key.export()
  const shown = `${inspect(key)} ${JSON.stringify({ key })} ${keyId(key)}`
  assert.ok(!shown.includes(bytes.toString('hex').slice(0, 12)))
  assert.ok(!shown.includes(bytes.toString('base64').slice(0, 12)))
})

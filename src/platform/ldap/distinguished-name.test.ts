import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { below, canonicalName, formatName, ownPartOf, parentOf, parseName } from './distinguished-name.ts'

const hostile = fc
  .oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.string({ minLength: 1, unit: fc.constantFrom(...',+"\\<>;=# aé') }),
  )
  .map((text) => text.replaceAll('\0', '').trim())
  .filter((text) => text !== '')

test('whatever a class is called, its name is read back as it was, and stays one part of the whole', () => {
  fc.assert(
    fc.property(hostile, hostile, (inner, outer) => {
      const name = below({ attribute: 'ou', value: inner }, below({ attribute: 'ou', value: outer }, 'dc=x'))
      assert.deepEqual(parseName(name), [
        { attribute: 'ou', value: inner },
        { attribute: 'ou', value: outer },
        { attribute: 'dc', value: 'x' },
      ])
      assert.equal(parentOf(name), below({ attribute: 'ou', value: outer }, 'dc=x'))
      assert.equal(ownPartOf(name), formatName([{ attribute: 'ou', value: inner }]))
    }),
  )
})

test('spellings of one name are one, and what is no name is none', () => {
  assert.equal(canonicalName('OU=5\\, Ash, DC=School'), canonicalName('ou=5\\2c ash,dc=school'))
  for (const text of ['people', '=x', 'ou=', 'ou=a"b', 'ou=a\\', 'o u=x']) assert.equal(parseName(text), null)
})

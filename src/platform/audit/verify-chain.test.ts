import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '#/kernel/id.ts'
import { firstHash, hashEntry } from './encoding.ts'
import { inspectEntry, type StoredEntry } from './inspect-entry.ts'
import { type Finding, type Head, verifyChain } from './verify-chain.ts'

const schoolId = newId()

function aChain(length: number): { entries: StoredEntry[]; head: Head } {
  const entries: StoredEntry[] = []
  let previousHash: Buffer = firstHash
  for (let number = 1; number <= length; number += 1) {
    const entry = {
      schoolId,
      number,
      id: newId(),
      at: new Date(Date.UTC(2026, 10, 24, 10, number)),
      actorKind: 'person',
      actorId: newId(),
      did: 'test.done',
      aboutKind: 'thing',
      aboutId: newId(),
      detailHash: null,
      previousHash,
    }
    previousHash = hashEntry(entry)
    entries.push({ ...entry, hash: previousHash, detail: null })
  }
  return { entries, head: { entries: length, hash: previousHash } }
}

function verify(entries: readonly StoredEntry[], head: Head): readonly Finding[] {
  let shift = 0
  const inspected = [...entries]
    .sort((a, b) => a.number - b.number)
    .map((entry) => {
      const result = inspectEntry(entry, shift)
      shift = result.writtenAs === null ? shift : result.writtenAs - result.number
      return result
    })
  return verifyChain(inspected, head, { anchors: [], gaps: [] })
}

/** One change that the head does not know of: what a single hand could do to a chain without sealing all of it anew. */
const tampering = fc.record({
  at: fc.nat(),
  to: fc.nat(),
  how: fc.constantFrom('field', 'hash', 'rehashed', 'remove', 'close', 'insert', 'swap', 'cut', 'head'),
  field: fc.constantFrom('id', 'actorKind', 'actorId', 'did', 'aboutKind', 'aboutId', 'at', 'schoolId'),
})

type Tampering = typeof tampering extends fc.Arbitrary<infer T> ? T : never

function tamper(chain: { entries: StoredEntry[]; head: Head }, { at, to, how, field }: Tampering) {
  const entries = [...chain.entries]
  const index = at % entries.length
  const other = (index + 1 + (to % (entries.length - 1))) % entries.length
  const entry = entries[index] as StoredEntry
  const there = entries[other] as StoredEntry
  const changed = { ...entry, [field]: field === 'at' ? new Date(0) : 'other' }
  const renumber = (by: number) => (one: StoredEntry, i: number) =>
    i < index ? one : { ...one, number: one.number + by }
  switch (how) {
    case 'field':
      return { ...chain, entries: entries.with(index, changed) }
    case 'hash':
      return { ...chain, entries: entries.with(index, { ...entry, hash: hashEntry(changed) }) }
    case 'rehashed':
      return { ...chain, entries: entries.with(index, { ...changed, hash: hashEntry(changed) }) }
    case 'remove':
      return { ...chain, entries: entries.toSpliced(index, 1) }
    case 'close':
      return { ...chain, entries: entries.toSpliced(index, 1).map(renumber(-1)) }
    case 'insert': {
      const put = { ...changed, previousHash: entry.previousHash }
      return {
        ...chain,
        entries: entries.map(renumber(1)).toSpliced(index, 0, { ...put, hash: hashEntry(put) }),
      }
    }
    case 'swap':
      return {
        ...chain,
        entries: entries
          .with(index, { ...entry, number: there.number })
          .with(other, { ...there, number: entry.number }),
      }
    case 'cut':
      return { ...chain, entries: entries.slice(0, index) }
    default:
      return { ...chain, head: { entries: to, hash: to === 0 ? Buffer.alloc(32, 1) : firstHash } }
  }
}

test('a chain as it was written has nothing to say', () => {
  for (const length of [0, 1, 2, 40]) {
    const { entries, head } = aChain(length)
    assert.deepEqual(verify(entries, head), [])
  }
})

test('whatever single thing is done to a chain, something is found and said with its number', () => {
  const chain = aChain(12)
  fc.assert(
    fc.property(tampering, (how) => {
      const { entries, head } = tamper(chain, how)
      const findings = verify(entries, head)
      assert.ok(findings.length > 0)
      for (const { number, sentence } of findings) assert.ok(sentence.includes(`Entry ${number} `), sentence)
    }),
    { numRuns: 500 },
  )
})

test('whoever hashes a changed entry anew is found by its neighbours', () => {
  const chain = aChain(12)
  const { entries, head } = tamper(chain, { at: 4, to: 0, how: 'rehashed', field: 'did' })
  assert.deepEqual(
    verify(entries, head).map(({ sentence }) => sentence),
    ['Entry 5 was changed and hashed anew: its neighbours do not fit.'],
  )
})

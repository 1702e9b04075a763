// Each thing that somebody with the database's own powers could do to a trail, done to a real one.

import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { aForger, type Forger } from '../../../test/forger.ts'
import { aGround, aSchool, type Ground } from '../../../test/ground.ts'
import { systemActor } from '../access/actor.ts'
import { inTransaction } from '../context.ts'
import { anchorFile } from './anchors.ts'
import { type Anchored, anchorChains, anchorEveryEntries } from './keep-anchors.ts'
import { record } from './trail.ts'
import { type Verdict, verifyAudit } from './verify-audit.ts'

const length = 10
let ground: Ground
let forger: Forger
let anchors: string

before(async () => {
  ground = await aGround()
  anchors = await mkdtemp(join(tmpdir(), 'anchors-'))
  forger = await aForger(ground.database.superuserUrl)
})
after(async () => {
  await forger.leave()
  await ground.close()
  await rm(anchors, { recursive: true })
})

async function aTrail({ anchored }: { anchored: boolean }): Promise<string> {
  const schoolId = await aSchool(ground.context)
  await grow(schoolId, length)
  if (anchored) await anchor(schoolId)
  return schoolId
}

async function grow(schoolId: string, entries: number): Promise<void> {
  for (let i = 0; i < entries; i += 1) {
    await inTransaction(ground.context, systemActor(schoolId), async (tx) => {
      record(tx, { did: 'test.done', about: { kind: 'thing', id: newId() }, detail: { i } })
    })
  }
}

const anchor = (schoolId: string, anchored: Anchored = new Map()): Promise<number> =>
  anchorChains(ground.context, anchors, { schoolIds: [schoolId], anchored, all: true })

async function verdictOf(schoolId: string): Promise<Verdict> {
  const verdict = (await verifyAudit(ground.database.backupUrl, anchors)).find(
    (one) => one.schoolId === schoolId,
  )
  assert.ok(verdict)
  return verdict
}

const found = async (schoolId: string): Promise<string[]> =>
  (await verdictOf(schoolId)).findings.map(({ what, number }) => `${what} ${number}`)

type Tampering = {
  does: string
  to: (schoolId: string) => Promise<unknown>
  finds: string[]
  unanchored?: string[]
}

const tamperings: readonly Tampering[] = [
  { does: 'nothing', to: async () => undefined, finds: [] },
  { does: 'changes an entry', to: (id) => forger.change(id, `did = 'test.other'`), finds: ['changed 4'] },
  {
    does: 'changes when it was',
    to: (id) => forger.change(id, `at = at - interval '1 hour'`),
    finds: ['changed 4'],
  },
  {
    does: 'changes a detail',
    to: (id) =>
      forger.query(
        `update audit.detail set detail = '{"i": 99}' where school_id = $1 and detail->>'i' = '5'`,
        [id],
      ),
    finds: ['detailChanged 6'],
  },
  {
    does: 'erases details, as retention does',
    to: (id) => forger.query('delete from audit.detail where school_id = $1', [id]),
    finds: [],
  },
  { does: 'removes one', to: (id) => forger.remove(id, 'number = 4'), finds: ['removed 4'] },
  { does: 'removes three', to: (id) => forger.remove(id, 'number in (4, 5, 6)'), finds: ['removed 4'] },
  {
    does: 'removes one and renumbers the rest',
    to: async (id) => {
      await forger.remove(id, 'number = 4')
      await forger.move(id, -1, 5)
    },
    finds: ['removed 4', 'cutOff 10'],
  },
  { does: 'inserts one at the end', to: (id) => forger.insert(id, length + 1), finds: ['inserted 11'] },
  {
    does: 'inserts one and renumbers the rest',
    to: async (id) => {
      await forger.move(id, 1, 4)
      await forger.insert(id, 4)
    },
    finds: ['inserted 4', 'headChanged 11'],
  },
  {
    does: 'lets two change places',
    to: (id) => forger.change(id, 'number = 11 - number', 'number in (4, 7)'),
    finds: ['reordered 4', 'reordered 7'],
  },
  {
    does: 'turns three round',
    to: (id) =>
      forger.change(id, 'number = case number when 4 then 5 when 5 then 6 else 4 end', 'number in (4, 5, 6)'),
    finds: ['reordered 4', 'reordered 5', 'reordered 6'],
  },
  { does: 'cuts off the tail', to: (id) => forger.remove(id, 'number > 7'), finds: ['cutOff 8'] },
  {
    does: 'cuts off the tail and rewrites the head',
    to: async (id) => {
      await forger.remove(id, 'number > 7')
      await forger.seal(id)
    },
    finds: ['cutOff 8'],
    unanchored: [],
  },
  {
    does: 'cuts off the tail, rewrites the head and writes others in its place',
    to: async (id) => {
      await forger.remove(id, 'number > 7')
      await forger.seal(id)
      await grow(id, 5)
    },
    finds: ['resealed 10'],
    unanchored: [],
  },
  {
    does: 'changes one and seals everything anew',
    to: async (id) => {
      await forger.change(id, `did = 'test.other'`)
      await forger.seal(id)
    },
    finds: ['resealed 10'],
    unanchored: [],
  },
  {
    does: 'rewrites the head',
    to: (id) => forger.query(`update audit.head set hash = sha256('other') where school_id = $1`, [id]),
    finds: ['headChanged 10'],
  },
  {
    does: 'removes everything',
    to: async (id) => {
      await forger.remove(id, 'true')
      await forger.query('delete from audit.head where school_id = $1', [id])
    },
    finds: ['cutOff 1'],
  },
]

for (const { does, to, finds, unanchored = finds } of tamperings) {
  test(`somebody ${does}`, async () => {
    const anchored = await aTrail({ anchored: true })
    await to(anchored)
    assert.deepEqual(await found(anchored), finds)
    if (does === 'removes everything') return
    const alone = await aTrail({ anchored: false })
    await to(alone)
    assert.deepEqual(await found(alone), unanchored, 'without anchors')
  })
}

test('an anchor says after which entry the trail was sealed anew', async () => {
  const schoolId = await aTrail({ anchored: true })
  await grow(schoolId, 5)
  await anchor(schoolId)
  await forger.change(schoolId, `did = 'test.other'`, 'number = 12')
  await forger.seal(schoolId)
  const [finding] = (await verdictOf(schoolId)).findings
  assert.equal(
    finding?.sentence,
    'Entry 15 is not what the anchor of 2026-11-24T10:00:00.000Z says: the trail was sealed anew after entry 10.',
  )
})

test('a line of the anchors that was spoilt or taken from another school is named, and the others count', async () => {
  const schoolId = await aTrail({ anchored: true })
  const file = anchorFile(anchors, schoolId)
  await appendFile(file, 'no anchor\n')
  await appendFile(file, (await readFile(file, 'utf8')).replace(schoolId, newId()).split('\n')[0] ?? '')
  await grow(schoolId, 1)
  await anchor(schoolId)
  const { anchors: read, findings } = await verdictOf(schoolId)
  assert.equal(read, 2)
  assert.deepEqual(
    findings.map(({ sentence }) => sentence.slice(0, 36)),
    ['Line 2 of the anchors is not an anch', 'Line 3 of the anchors is not an anch'],
  )
  await writeFile(file, '')
})

test('a chain is anchored after five minutes, after a thousand entries, and when asked', async () => {
  const schoolId = await aSchool(ground.context)
  await grow(schoolId, 1)
  const parts = { schoolIds: [schoolId], anchored: new Map() as Anchored }
  const anchorDue = () => anchorChains(ground.context, anchors, parts)
  assert.equal(await anchorDue(), 1)
  assert.equal(await anchorDue(), 0)
  await grow(schoolId, 1)
  assert.equal(await anchorDue(), 0)
  ground.setTime('2026-11-24T10:05:00Z')
  assert.equal(await anchorDue(), 1)
  await forger.query('update audit.head set entries = entries + $2 where school_id = $1', [
    schoolId,
    anchorEveryEntries,
  ])
  assert.equal(await anchorDue(), 1)
  await grow(schoolId, 1)
  assert.equal(await anchorChains(ground.context, anchors, { ...parts, all: true }), 1)
  ground.setTime('2026-11-24T10:00:00Z')
})

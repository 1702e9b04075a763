import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSchoolThatSigns } from '../../../test/a-school-that-signs.ts'
import { agreementClauses } from '../../../test/agreement-clauses.ts'
import { lookInto } from '../../../test/ground.ts'
import { controls } from './controls.ts'
import { standingSentence } from './evidence.ts'

const counted = (parts: Partial<Parameters<typeof standingSentence>[0]>) =>
  standingSentence({ asked: 0, signed: 0, open: 0, late: 0, lastAt: null, ...parts })

test('evidence gives no number that could point to somebody', () => {
  assert.equal(counted({}), 'Nobody has been asked to sign yet.')
  assert.equal(counted({ asked: 3, signed: 1, open: 2 }), 'Fewer than 5 people are asked.')
  assert.equal(counted({ asked: 40, signed: 40 }), 'All 40 who were asked have signed.')
  assert.equal(
    counted({ asked: 40, signed: 38, open: 1 }),
    'Of 40 who were asked, all but a few have signed.',
  )
  assert.equal(counted({ asked: 40, signed: 2, open: 38 }), 'Of 40 who were asked, fewer than 5 have signed.')
  assert.equal(counted({ asked: 40, signed: 20, open: 18 }), '20 of 40 who were asked have signed.')
  assert.equal(
    counted({ asked: 40, signed: 20, open: 20 }),
    '20 of 40 who were asked have signed; 20 have not answered.',
  )
})

test('every control says where a school stands, before anything is in force and after', async (t) => {
  const { context, school, publish } = await aSchoolThatSigns(t)
  const states = () =>
    lookInto(context, school.id, async (tx) => {
      const read: [string, boolean][] = []
      for (const { id, evidence } of controls)
        read.push([id, (await evidence(tx, school.id, context.clock())).inDate])
      return new Map(read)
    })
  const before = await states()
  assert.equal(before.get('agreements.rules'), false)
  assert.equal(before.get('agreements.staffSign'), false)
  await publish('staff')
  const after = await states()
  assert.equal(after.get('agreements.staffSign'), true, 'there is still time to sign')
  assert.equal(after.get('agreements.rules'), false, 'other texts are missing')
})

test('each clause about agreements and social media is served by a control', () => {
  const served = new Set(controls.flatMap(({ clauses }) => clauses))
  assert.deepEqual(
    agreementClauses.filter((clause) => !served.has(clause)),
    [],
  )
})

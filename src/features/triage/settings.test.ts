import assert from 'node:assert/strict'
import { test } from 'node:test'
import { saveSetting } from '#/platform/settings/save-setting.ts'
import { lookInto } from '../../../test/ground.ts'
import { schoolsWithTriage } from '../../../test/triage/led-incident.ts'
import { otherCrime } from '../evidence/index.ts'
import { readTriageSettings } from './settings.ts'
import { triagePresets } from './triage-settings.ts'

test('whether words of a crime are kept is said once: the flow asks for no screenshot that evidence would refuse', async (t) => {
  const { context, school } = await schoolsWithTriage(t)
  const kept = () =>
    lookInto(context, school.id, async (tx) => {
      const { switches } = await readTriageSettings(tx, school.id)
      return switches.screenshotOfWordsKept
    })
  assert.equal(await kept(), true)
  const change = { value: 'none', why: 'The police asked for it', seenVersion: 0 }
  const by = { schoolId: school.id, personId: school.people.head.personId, at: context.clock() }
  await lookInto(context, school.id, (tx) => saveSetting(tx, otherCrime, change, by))
  assert.equal(await kept(), false)
})

test('what the five policies say of it in the flows is what they say in evidence', () => {
  const codes = { alder: 'A', beech: 'B', thorn: 'T', hazel: 'H', rowan: 'R' } as const
  for (const [name, { switches }] of Object.entries(triagePresets)) {
    const value = otherCrime.presets?.[codes[name as keyof typeof codes]] ?? otherCrime.default
    assert.equal(switches.screenshotOfWordsKept, value === 'wordsOnly', name)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultTriageSettings, triagePresets } from './triage-settings.ts'
import { triageSettingsSchema } from './triage-settings-schema.ts'

test('all presets are settings that a school may save', () => {
  for (const preset of Object.values(triagePresets)) triageSettingsSchema.parse(preset)
})

test('no school may wait longer for the LADO than one working day', () => {
  const slow = { ...defaultTriageSettings, timers: { ...defaultTriageSettings.timers, ladoWorkingDays: 2 } }
  assert.equal(triageSettingsSchema.safeParse(slow).success, false)
})

test('no school may leave the police out of a suspected crime', () => {
  const { contacts } = defaultTriageSettings
  const without = {
    ...defaultTriageSettings,
    contacts: { ...contacts, crimeAuthorities: ['localAuthority'] },
  }
  const result = triageSettingsSchema.safeParse(without)
  assert.match(result.error?.issues[0]?.message ?? '', /always reported to the police/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactWords, peopleWords, switchWords, textWords, timerWords, type Words } from './setting-words.ts'
import { triageSettings } from './settings.ts'
import { longest } from './triage-settings.ts'

test('each setting has words of its own, and a default and presets that its schema takes', () => {
  const words = [timerWords, textWords, contactWords, peopleWords, switchWords].flatMap((group) =>
    Object.values<Words>(group),
  )
  assert.equal(new Set(words.map(({ title }) => title)).size, words.length)
  assert.equal(triageSettings.length, words.length)
  for (const { key, schema, default: usual, presets } of triageSettings) {
    for (const value of [usual, ...Object.values(presets ?? {})]) {
      assert.ok(schema.safeParse(value).success, `${key}: ${JSON.stringify(value)}`)
    }
  }
})

test('a setting cannot make a child wait too long, or leave the police out of a crime', () => {
  const schemaOf = (key: string) => triageSettings.find((setting) => setting.key === key)?.schema
  assert.equal(longest.ladoWorkingDays, 1)
  assert.equal(schemaOf('triage.immediatelyHours')?.safeParse(2).success, false)
  assert.equal(schemaOf('triage.crimeAuthorities')?.safeParse(['localAuthority']).success, false)
})

// Every setting takes what each of the five policies would put there, and the policies differ where their texts do. A
// preset that its own schema refuses would be the default, and nobody would notice.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PolicyCode, presetOf } from '#/platform/settings/settings.ts'
import { everythingOffered } from './everything-offered.ts'

const policies: readonly PolicyCode[] = ['A', 'B', 'T', 'H', 'R']
const settings = [...everythingOffered.settings.values()]

test('every setting takes its default and what each policy puts there', () => {
  assert.ok(settings.length > 100)
  const refused = settings.flatMap((setting) =>
    [['default', setting.default], ...policies.map((policy) => [policy, presetOf(setting, policy)])]
      .filter(([, value]) => !setting.schema.safeParse(value).success)
      .map(([whose]) => `${setting.key}: ${whose}`),
  )
  assert.deepEqual(refused, [])
})

/** What the policies' own texts say differently, clause by clause. */
const asWritten: readonly { key: string; A?: unknown; B?: unknown; T?: unknown; H?: unknown; R?: unknown }[] =
  [
    { key: 'policies.reviewMonths', A: 12, B: 12, T: 24, H: 12, R: 24 },
    {
      key: 'policies.approvedBy',
      B: ['staff', 'governors'],
      T: ['staff', 'head', 'governors'],
      H: ['board'],
      R: ['governors'],
    },
    {
      key: 'people.coordinatorAlso',
      A: 'dsl',
      B: 'computingLead',
      T: 'nothing',
      H: 'seniorLeader',
      R: 'siro',
    },
    { key: 'accounts.keyStage1', A: 'class', B: 'individual', T: 'individual', R: 'generic' },
    { key: 'accounts.keyStage2', A: 'individual', B: 'individual', T: 'individual', R: 'generic' },
    { key: 'accounts.passwordClasses', R: 4 },
    { key: 'agreements.familiesSign', A: 'eachPhase', T: 'eachYear', R: 'eachPhase' },
    { key: 'filtering.approver', A: 'head', B: 'coordinator', T: 'head', R: 'siro' },
    {
      key: 'siteRequests.told',
      A: ['coordinator', 'ictOperationsManager'],
      B: ['head', 'coordinator'],
      T: ['coordinator'],
      R: ['siro'],
    },
    {
      key: 'incidents.logName',
      A: 'E-safety log',
      B: 'Behaviour log',
      T: 'E-safety incident log',
      R: 'IT incident book',
    },
    {
      key: 'triage.crimeAuthorities',
      A: ['police', 'filterProvider'],
      B: ['localAuthority', 'police'],
      T: ['police', 'onlineSafetyAdviser'],
    },
    { key: 'triage.decidesTriage', A: ['head'], B: ['head', 'deputyHead'], T: ['delegatedLeader', 'head'] },
    { key: 'triage.adviceBeforePolice', A: false, B: false, T: false, H: true },
    { key: 'triage.preliminaryLook', A: false, B: false, T: false, H: true },
    { key: 'evidence.otherCrime', A: 'wordsOnly', B: 'wordsOnly', T: 'none' },
    { key: 'takedowns.personHours', A: 24, T: 4 },
    { key: 'tools.blogApprover', A: 'head', B: 'seniorLeader' },
  ]

test('where the policies differ, the settings do', () => {
  for (const { key, ...written } of asWritten) {
    const setting = settings.find((one) => one.key === key)
    assert.ok(setting, key)
    for (const [policy, value] of Object.entries(written))
      assert.deepEqual(presetOf(setting, policy as PolicyCode), value, `${key} of policy ${policy}`)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aReport } from '../../../test/a-report.ts'
import { incidentOffers } from '../../../test/an-incident.ts'
import { lookInto } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { controls as incidentControls } from '../incidents/controls.ts'
import { controls as taskControls } from '../tasks/controls.ts'
import { controls } from './controls.ts'
import { receiveReport } from './receive-report.ts'

test('evidence is of the day that is asked about, whatever day it is', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  await receiveReport(context, school.people.teacher, aReport({ danger: true }))
  const sentence = (id: string, at: string) =>
    lookInto(context, school.id, async (tx) => {
      const control = [...controls, ...incidentControls, ...taskControls].find((one) => one.id === id)
      return (await control?.evidence(tx, school.id, new Date(at)))?.sentence
    })
  const [before, then, later] = [
    '2026-11-24T09:59:00Z',
    '2026-11-24T10:01:00Z',
    '2028-01-01T10:00:00Z',
  ] as const
  const everybody = 'reports.everybodyCanTell'
  assert.equal(await sentence(everybody, before), 'Nobody has told us anything in twelve months.')
  assert.equal(await sentence(everybody, then), 'Reports in twelve months: fewer than 5.')
  assert.equal(await sentence(everybody, later), 'Nobody has told us anything in twelve months.')
  const prompt = 'incidents.handledPromptly'
  assert.equal(await sentence(prompt, then), 'Nothing is overdue.')
  assert.equal(await sentence(prompt, later), 'Incidents that wait longer than they should: fewer than 5.')
  const goesOn = 'tasks.harmGoesOn'
  assert.equal(await sentence(goesOn, then), 'No urgent task has waited longer than it may.')
  assert.match((await sentence(goesOn, later)) ?? '', /^An urgent task waits longer/)
})

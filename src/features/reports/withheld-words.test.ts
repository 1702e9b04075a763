// Whatever goes wrong on the way, what somebody told us stands in the record and nowhere else.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobPayload } from '#/platform/jobs/job.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { createLog } from '#/platform/log/log.ts'
import { readForm } from '#/platform/web/read-form.ts'
import { incidentOffers } from '../../../test/an-incident.ts'
import { anonymous, lookInto } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { addAddendumForm } from '../incidents/add-addendum.ts'
import { findIncident } from '../incidents/index.ts'
import { publicForm, staffForm } from './adult-form.ts'
import { messageForm } from './answer-report.ts'
import { childForm, childReport } from './child-form.ts'
import { childVersions } from './child-version.ts'
import { receiveReport } from './receive-report.ts'
import { reportsOf } from './store.ts'

const version = childVersions.junior
const words = 'He called me a zebra'
const child = {
  what: 'unkind',
  safe: 'safe',
  words,
  who: 'child',
  whoName: words,
  talkTo: words,
  notTell: words,
}
const adult = { danger: 'no', what: words, affected: words, doneBy: words, aboutAdult: 'no', notTell: words }
const staff = { ...adult, kind: 'bullying', childsWords: words, image: 'no', onlineService: '' }

test('what a form has read is withheld from logs, errors and jobs, and kept word for word', async (t) => {
  const { context, school, query } = await staffedSchools(t, incidentOffers)
  const lines: string[] = []
  const log = createLog({ level: 'info', destination: { write: (line: string) => void lines.push(line) } })
  const request = await lookInto(context, school.id, async (tx) => {
    const read = readForm(childForm(version), { ...child, name: words })
    assert.ok(read.ok)
    return childReport(tx, school.id, {
      channel: 'anonymous',
      version,
      form: read.form,
      at: context.clock(),
    })
  })
  const { incidentId } = await receiveReport(context, anonymous(school.id), request)
  const record = await lookInto(context, school.id, async (tx) => {
    const incident = await findIncident(tx, { kind: 'system', schoolId: school.id }, incidentId)
    const reports = await reportsOf(tx, school.id, incidentId)
    await queueJob(tx, { name: 'test.words' }, { account: incident.description } as unknown as JobPayload)
    return { incident, reports }
  })
  const forms = [
    readForm(childForm(version), { ...child, name: words }),
    readForm(publicForm, { ...adult, contact: words }),
    readForm(staffForm, staff),
    readForm(messageForm, { text: words }),
    readForm(addAddendumForm, { kind: 'ownAccount', text: words }),
  ]
  assert.ok(forms.every(({ ok }) => ok))
  log.info({ forms, request, record }, `received ${record.incident.description}`)
  log.error(new Error('Could not save it', { cause: { request, record } }))
  log.error(Object.assign(new Error(`Could not save ${record.incident.description}`), { request }))
  assert.doesNotMatch(lines.join(), /zebra/)
  assert.ok(lines.every((line) => line.includes('[withheld]') || line.includes('Could not save it')))
  const jobs = JSON.stringify(await query('select payload from graphile_worker._private_jobs'))
  assert.match(jobs, /\[withheld\]/)
  assert.doesNotMatch(jobs, /zebra/)
  assert.match(record.incident.description.reveal(), /He called me a zebra/)
  assert.match(JSON.stringify(await query('select said from reports.report')), /He called me a zebra/)
})

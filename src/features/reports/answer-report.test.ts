import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { reading } from '#/platform/context.ts'
import { aReport } from '../../../test/a-report.ts'
import { incidentOffers } from '../../../test/an-incident.ts'
import { anonymous, aPerson, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { tasksOf } from '../tasks/index.ts'
import { answerReport, readByCode, readOwnReport, writeByCode, writeToSchool } from './answer-report.ts'
import { receiveReport } from './receive-report.ts'
import { readReplyCode } from './reply-code.ts'

test('by the code somebody without a name reads the answer and writes back, and the school is told', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  const nobody = anonymous(school.id)
  const { reportId, incidentId, replyCode } = await receiveReport(
    context,
    nobody,
    aReport({ channel: 'anonymous' }),
  )
  const { lead } = school.people
  await answerReport(context, lead, reportId, { text: sensitive('Thank you. Can you say on which day?') })
  const own = await readByCode(context, nobody, ` ${replyCode?.toLowerCase().replaceAll('-', ' ')} `)
  assert.deepEqual(
    own.messages.map((message) => message.text.reveal()),
    ['Thank you. Can you say on which day?'],
  )
  await writeByCode(context, nobody, { code: replyCode ?? '', text: sensitive('It was on Monday.') })
  const tasks = await reading(context, lead, (tx) => tasksOf(tx, lead))
  assert.ok(tasks.some(({ title }) => title === 'Read what a reporter has written'))
  const trail = await trailAbout(context, school.id, incidentId)
  assert.ok(trail.includes('reports.answered') && trail.includes('reports.reporterWrote'))
})

test('a wrong code, a code of another school and half a code are the same answer', async (t) => {
  const { context, school, otherSchool } = await staffedSchools(t, incidentOffers)
  const { replyCode } = await receiveReport(context, anonymous(school.id), aReport({ channel: 'anonymous' }))
  await assert.rejects(readByCode(context, anonymous(school.id), '0000-0000-0000'), NotFound)
  await assert.rejects(readByCode(context, anonymous(school.id), 'half'), NotFound)
  await assert.rejects(readByCode(context, anonymous(otherSchool.id), replyCode ?? ''), NotFound)
})

test('a child reads and writes to their own report, and to nobody else’s', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const other = await aPerson(context, school.id, { kind: 'pupil', name: 'Sam Reed' })
  const { reportId } = await receiveReport(context, child, aReport({ channel: 'pupil' }))
  await answerReport(context, school.people.lead, reportId, { text: sensitive('We are on it.') })
  await writeToSchool(context, child, reportId, { text: sensitive('Thank you.') })
  const { messages } = await readOwnReport(context, child, reportId)
  assert.deepEqual(
    messages.map(({ writtenBy }) => writtenBy),
    ['school', 'reporter'],
  )
  await assert.rejects(readOwnReport(context, other, reportId), NotFound)
  await assert.rejects(writeToSchool(context, other, reportId, { text: sensitive('x') }), NotFound)
})

test('a class session reads no report, not even with an id', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  const session = {
    kind: 'classSession',
    schoolId: school.id,
    classSessionId: newId(),
    className: '3B',
  } as const
  const { reportId } = await receiveReport(context, session, aReport({ channel: 'class' }))
  await assert.rejects(readOwnReport(context, session, reportId), NotAllowed)
  await assert.rejects(writeToSchool(context, session, reportId, { text: sensitive('x') }), NotAllowed)
})

test('who may not see the incident cannot answer, and learns nothing of it', async (t) => {
  const { context, school, otherSchool } = await staffedSchools(t, incidentOffers)
  const people = [{ personId: school.people.lead.personId, part: 'other' as const }]
  const { reportId } = await receiveReport(context, school.people.teacher, aReport({ incident: { people } }))
  await assert.rejects(
    answerReport(context, school.people.lead, reportId, { text: sensitive('x') }),
    NotFound,
  )
  await assert.rejects(
    answerReport(context, otherSchool.people.lead, reportId, { text: sensitive('x') }),
    NotFound,
  )
})

test('codes are read kindly: any case, spaces, and letters that look alike', () => {
  assert.equal(readReplyCode('k7m2 qx9d-3fh0'), 'K7M2QX9D3FH0')
  assert.equal(readReplyCode('O1lI-0000-0000'), '011100000000')
  assert.equal(readReplyCode('K7M2-QX9D-3FH'), undefined)
  assert.equal(readReplyCode('K7M2-QX9D-3FHU'), undefined)
})

test('what a reporter writes later is found by its words, as the first account is', async (t) => {
  const { context, school, query } = await staffedSchools(t, incidentOffers)
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const { reportId, incidentId } = await receiveReport(context, child, aReport({ channel: 'pupil' }))
  await writeToSchool(context, child, reportId, { text: sensitive('It was in the zebra game.') })
  assert.deepEqual(await query(`select record_id from incidents.word where word = 'zebra'`), [
    { record_id: incidentId },
  ])
})

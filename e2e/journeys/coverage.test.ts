import assert from 'node:assert/strict'
import { systemActor } from '#/platform/access/actor.ts'
import { adoptPractices } from '../../src/features/practices/index.ts'
import { schoolIdBySlug } from '../../src/features/schools/index.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'

/** The school follows policy A, and its practices are in the calendar. */
async function followPolicy({ app }: Stage): Promise<void> {
  const schoolId = (await schoolIdBySlug(app.context.db, 'alder')) ?? ''
  await adoptPractices(app.context, systemActor(schoolId))
}

journey(
  'a governor opens what the school promises and follows one clause to what somebody saw',
  async (t) => {
    const stage = await openStage(t)
    await followPolicy(stage)
    const lead = await stage.signedIn('dsl.alder')
    await lead.open('/s/alder/practices')
    await lead.open('/s/alder/practices/notices-are-up/attest')
    await lead.press('Attest')
    assert.match(await lead.reads(), /There is a problem/)
    const today = new Date(stage.app.context.clock())
    await lead.fill('Day', String(today.getUTCDate()))
    await lead.fill('Month', String(today.getUTCMonth() + 1))
    await lead.fill('Year', String(today.getUTCFullYear()))
    await lead.fill(
      /Where did you look/,
      'Walked through all rooms with computers: every notice hangs where children see it.',
    )
    await lead.choose('It happens as it should')
    await lead.press('Attest')
    assert.match(await lead.reads(), /every notice hangs where children see it/)

    const governor = await stage.signedIn('safetygovernor.alder')
    await governor.open('/s/alder/coverage')
    assert.doesNotMatch(await governor.reads(), /Display relevant e-safety notices/, 'chapters are folded')
    await governor.open('/s/alder/coverage?open=A6')
    const policy = await governor.reads()
    assert.match(policy, /Display relevant e-safety notices in every area where computers are used/)
    assert.doesNotMatch(policy, /Walked through all rooms/, 'what somebody wrote stays in the register')
    await governor.page.locator('#A6 a').first().click()
    const clause = await governor.reads()
    assert.match(clause, /Running/)
    assert.match(clause, /Kept when somebody looked on/)
    assert.match(clause, /an attestation says what was seen and when/)
    const shown = await governor.page.locator('main').innerText()
    assert.doesNotMatch(shown, new RegExp(await stage.nameOf('dsl.alder')), 'it names nobody')

    await governor.open('/s/alder/coverage?state=notBuilt&open=all')
    assert.match(await governor.reads(), /It will come with: Parents and the community/)
    await governor.open('/s/alder/coverage/systems')
    await governor.open('/s/alder/coverage/systems/filtering')
    await governor.open('/s/alder/coverage/changes')
    await governor.open('/s/alder/coverage/controls/practices.notices-are-up')
    const pdf = await governor.page.request.get('/s/alder/coverage/report.pdf')
    assert.match((await pdf.body()).subarray(0, 8).toString('latin1'), /^%PDF-1\./)
    const docx = await governor.page.request.get('/s/alder/coverage/report.docx')
    assert.equal((await docx.body()).subarray(0, 2).toString(), 'PK')
    await governor.open('/s/alder/what-we-keep')
    await governor.page.locator('summary', { hasText: 'Record by record' }).click()
    assert.match(await governor.reads(), /Attestation of a practice, with its proof/)

    const teacher = await stage.signedIn('teacher.alder')
    assert.equal((await teacher.page.request.get('/s/alder/coverage')).status(), 403)
  },
)

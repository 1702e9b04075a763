import assert from 'node:assert/strict'
import { journey } from '../journey.ts'
import { tellAsStaff } from '../lead-incident.ts'
import { openStage } from '../stage.ts'

journey(
  'a governor reads the termly report as a page, as PDF and in Word, with small numbers hidden',
  async (t) => {
    const stage = await openStage(t)
    const teacher = await stage.signedIn('teacher.alder')
    await tellAsStaff(teacher, 'alder', { kind: 'Bullying online', what: 'Unkind words in a chat.' })

    const head = await stage.signedIn('head.alder')
    await head.open('/s/alder/board')
    await head.open('/s/alder/termly-reports')
    await head.press('Make a report')
    await head.press('Make the report')
    assert.match(await head.reads(), /There is a problem/)
    await head.page.getByRole('radio').first().check({ force: true })
    await head.fill(/What do you want to tell the governors/, 'A calm half-term.')
    await head.press('Make the report')

    const governor = await stage.signedIn('safetygovernor.alder')
    await governor.open('/s/alder/termly-reports')
    const links = governor.page.locator('main tbody a')
    const [page, pdf, docx] = await links.evaluateAll((all) =>
      all.map((one) => one.getAttribute('href') ?? ''),
    )
    await governor.open(page ?? '')
    const report = await governor.reads()
    assert.match(report, /A calm half-term/)
    assert.match(report, /fewer than 5/i)
    assert.match(report, /none/i)
    assert.doesNotMatch(report, /Unkind words/)

    const asPdf = await governor.page.request.get(pdf ?? '')
    const pdfText = (await asPdf.body()).toString('latin1')
    assert.match(pdfText, /^%PDF-1\./)
    assert.match(pdfText, /\/MarkInfo/, 'the PDF is tagged')
    const asDocx = await governor.page.request.get(docx ?? '')
    assert.equal((await asDocx.body()).subarray(0, 2).toString(), 'PK')

    await governor.open('/s/alder/incidents')
    assert.doesNotMatch(await governor.reads(), /AL-\d{4}-|Bullying online \n/)
    assert.equal((await teacher.page.request.get(pdf ?? '')).status(), 403)
  },
)

import assert from 'node:assert/strict'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'
import { fillDay, type Visitor } from '../visitor.ts'

journey(
  'the year’s review becomes somebody’s task, and two people decide about encrypted pages',
  async (t) => {
    const stage = await openStage(t)
    const lead = await stage.signedIn('dsl.alder')
    await t.test('the safeguarding lead answers the questions, in as many sittings as it takes', () =>
      answer(lead),
    )
    await t.test('what has to be done is for somebody who can read the review', () => ask(stage, lead))
    await t.test('the technician says how it was done', () => act(stage))
    await t.test('the technician proposes to look inside encrypted pages, and the head agrees', () =>
      inspect(stage),
    )
  },
)

async function answer(lead: Visitor): Promise<void> {
  await lead.open('/s/alder/filter-checks/reviews/new')
  await lead.choose('A year has gone by')
  await lead.fill('What is it about?', 'A year since we looked at it together.')
  for (const part of ['From the leadership team', 'From IT support', 'The governor for this'])
    await lead.fill(part, 'Whoever came')
  await lead.press('Begin')
  await lead.press(/Answer the questions/)
  const first = 'Which of our pupils could be harmed more easily than others?'
  await lead.fill(first, 'Two who are new to English, and the youngest.')
  await lead.press('Save')
  // Both belong together: what somebody wrote is not lost, and they are told what is missing.
  assert.match(await lead.reads(), /Say how number 1 stands/)
  await lead.page.getByLabel('In order').first().check({ force: true })
  await lead.press('Save')
  assert.match(await lead.reads(), /to go/)
}

async function ask(stage: Stage, lead: Visitor): Promise<void> {
  await lead.press('Add what has to be done')
  await lead.press('Add')
  assert.match(await lead.reads(), /Choose who does it/)
  await lead.fill('What has to be done?', 'Look at the search engine of every tablet.')
  const who = lead.page.getByLabel('Who does it?')
  assert.equal(await who.locator('option', { hasText: 'Office' }).count(), 0)
  await who.selectOption({ label: 'ICT technician' })
  await fillDay(lead, 'dueOn', addDays(londonDate(stage.app.context.clock()), 14))
  await lead.press('Add')
  await lead.follow('Look at the search engine of every tablet')
  await lead.leave()
}

async function act(stage: Stage): Promise<void> {
  const technician = await stage.signedIn('technician.alder')
  await technician.open('/s/alder/tasks')
  await technician.follow(/Do what the review of the filter asks/)
  const address = new URL(technician.page.url()).pathname
  await technician.fill('What was done?', 'All sixty were looked at; two were set right.')
  await technician.press('It is done')
  await technician.open(address)
  assert.match(await technician.reads(), /All sixty were looked at/)
  await technician.leave()
}

async function inspect(stage: Stage): Promise<void> {
  const technician = await stage.signedIn('technician.alder')
  await technician.open('/s/alder/filtering/inspection/propose')
  await technician.choose('Staff')
  await technician.fill('Why?', 'A virus came in an encrypted download.')
  await technician.choose('Yes', /Have they been told/)
  await technician.press('Propose it')
  assert.match(await technician.reads(), /did not propose this, has to agree/)
  const address = new URL(technician.page.url()).pathname
  const head = await stage.signedIn('head.alder')
  await head.open(address)
  await head.choose(/^No/)
  await head.press('Decide')
  assert.match(await head.reads(), /Say why not/)
  await head.choose(/^Yes/)
  await head.press('Decide')
  assert.match(await head.reads(), /Why is it ended/)
  const anybody = await stage.visitor({ phone: true })
  await anybody.open('/s/alder')
  await anybody.follow('What is filtered, and why')
  assert.match(await anybody.reads(), /looks inside encrypted pages/)
}

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'
import { fillDay, type Visitor } from '../visitor.ts'

journey(
  'a teacher gets a tool approved, makes homework of checked sites alone, and a class opens it',
  async (t) => {
    const stage = await openStage(t)
    const teacher = await stage.signedIn('teacher.alder')
    await emptyPages(stage, teacher)
    await t.test('a tool is proposed and assessed in two pages, and the head decides', () =>
      propose(stage, teacher),
    )
    await t.test('a project is planned, and the head agrees', () => plan(stage, teacher))
    const code = await homework(t, stage, teacher)
    await t.test('a class opens the list with its code, without a sign-in', () => open(stage, code, true))
    await t.test('and without JavaScript', () => open(stage, code, false))
  },
)

async function emptyPages(stage: Stage, teacher: Visitor): Promise<void> {
  for (const path of ['tools', 'projects', 'checked-sites', 'link-lists', 'approved-tools', 'projects/new'])
    assert.equal(await teacher.open(`/s/alder/${path}`), 200)
  const child = await stage.visitor({ who: 'child', phone: true })
  assert.equal(await child.open('/s/alder/our-tools'), 200)
  await child.leave()
}

async function propose(stage: Stage, teacher: Visitor): Promise<void> {
  await teacher.open('/s/alder/tools')
  await teacher.press('Propose a tool')
  await teacher.press('Go on')
  assert.match(await teacher.reads(), /Write the name of the tool/)
  await teacher.fill('Name', 'Paintbox')
  await teacher.choose('App or software')
  await teacher.fill(/words for a child/, 'You can paint here.')
  await teacher.press('Go on')
  assert.match(await teacher.heading(), /Assess Paintbox/)
  await teacher.press('Send it to be decided')
  assert.match(await teacher.reads(), /Say what it is good for/)
  await teacher.fill(/What can people do or learn/, 'They undo a stroke and try again.')
  await teacher.page.getByLabel('From which year group?').selectOption({ label: 'Year 3' })
  await teacher.page.getByLabel('To which year group?').selectOption({ label: 'Year 6' })
  await teacher.choose('Nobody signs in')
  await teacher.choose('Parents are told')
  await teacher.choose('In lessons')
  for (const answer of [
    'Yes, from beginning to end',
    'No: everything in it comes from its makers',
    'Nothing that says who they are',
    'There are no personal data',
  ])
    await teacher.choose(answer)
  for (const question of [/Can strangers/, /advertise or sell/, /consent to the use/])
    await teacher.choose('No', question)
  await teacher.press('Send it to be decided')
  assert.match(await teacher.reads(), /To decide/)
  const head = await stage.signedIn('head.alder')
  await head.open('/s/alder/tools')
  await head.follow('Paintbox')
  await head.choose('Yes', /May it be used/)
  await head.fill('Why?', 'Tried it with two classes.')
  await head.press('Decide')
  assert.match(await head.reads(), /Approved/)
  await head.leave()
  const parent = await stage.visitor({ who: 'parent', phone: true })
  await parent.open('/s/alder/approved-tools')
  assert.match(await parent.reads(), /Paintbox[\s\S]*Year 3 to Year 6/)
  await parent.follow('The same for children')
  assert.match(await parent.reads(), /You can paint here/)
  await parent.leave()
}

async function plan(stage: Stage, teacher: Visitor): Promise<void> {
  const today = londonDate(stage.app.context.clock())
  await teacher.open('/s/alder/projects/new')
  await teacher.fill('Name of the project', 'Our town in pictures')
  await teacher.page.getByLabel('Class', { exact: true }).selectOption({ index: 12 })
  await teacher.choose('They send pictures or films of themselves or their work')
  await teacher.fill(/What do they do, with whom/, 'They send pictures of their models to the museum.')
  await teacher.page.getByLabel('Which adult is there?').selectOption({ index: 1 })
  await fillDay(teacher, 'startsOn', addDays(today, 7))
  await fillDay(teacher, 'endsOn', addDays(today, 14))
  await teacher.press('Send the plan')
  assert.match(await teacher.reads(), /Tell the parents first/)
  await teacher.choose('The parents of these pupils know of it')
  await teacher.press('Send the plan')
  assert.match(await teacher.reads(), /It waits for whoever decides/)
  const address = new URL(teacher.page.url()).pathname
  const head = await stage.signedIn('head.alder')
  await head.open(address)
  await head.choose('Yes', /May the class do this/)
  await head.fill('Why?', 'Well planned.')
  await head.press('Decide')
  assert.match(await head.reads(), /Agreed/)
  await head.open('/s/alder/projects')
  await head.leave()
}

async function homework(t: TestContext, stage: Stage, teacher: Visitor): Promise<string> {
  await t.test(
    'homework with a site that nobody has checked is refused, and leads to the check',
    async () => {
      await teacher.open('/s/alder/link-lists/new')
      await teacher.choose('Homework')
      await teacher.fill(/Its name/, 'Roman roads')
      await teacher.page.getByLabel('Class', { exact: true }).selectOption({ index: 12 })
      await fillDay(teacher, 'onDay', addDays(londonDate(stage.app.context.clock()), 3))
      await teacher.fill(/Addresses/, 'www.museum.example/romans Look at the map first')
      await teacher.press('Make the list')
      assert.match(await teacher.reads(), /museum\.example\/romans: Nobody has checked it/)
      const way = teacher.page.getByRole('link', { name: 'Check it in a new tab' })
      const check = await stage.signedIn('teacher.alder')
      await check.open((await way.getAttribute('href')) ?? '')
      await check.fill(/Its name/, 'The Romans')
      await check.choose('Yes', /Is it suitable/)
      for (const phase of ['Key stage 1', 'Key stage 2']) await check.choose(phase)
      await check.fill(/What did you look at/, 'All pages and the two films.')
      await check.press('Save the check')
      assert.match(await check.reads(), /Checked/)
      await check.open('/s/alder/checked-sites')
      await check.leave()
      await teacher.press('Make the list')
      assert.match(await teacher.reads(), /How the class opens it/)
    },
  )
  const code = await teacher.page.locator('.sk-reply-code').innerText()
  await teacher.open('/s/alder/link-lists')
  return code
}

async function open(stage: Stage, code: string, javaScript: boolean): Promise<void> {
  const child = await stage.visitor({ who: 'child', phone: true, javaScript })
  await child.open('/s/alder/links')
  await child.fill(/code is on the board/, 'wrong1')
  await child.press('Open')
  assert.match(await child.reads(), /No list has this code now/)
  await child.fill(/code is on the board/, code.toUpperCase())
  await child.press('Open')
  assert.equal(await child.heading(), 'Roman roads')
  assert.match(await child.reads(), /The Romans[\s\S]*Look at the map first/)
  await child.leave()
}

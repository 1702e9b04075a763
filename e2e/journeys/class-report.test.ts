import assert from 'node:assert/strict'
import { journey } from '../journey.ts'
import { openNewest, tellAsStaff } from '../lead-incident.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

const words = 'They made a chat about my drawing and everybody laughed'

journey('a child reports from a class logon and reads the answer by code', async (t) => {
  const stage = await openStage(t)
  await t.test('with JavaScript', () => tellAndRead(stage, true))
  await t.test('without JavaScript', () => tellAndRead(stage, false))
})

async function tellAndRead(stage: Stage, javaScript: boolean): Promise<void> {
  const board = await openClass(stage)

  const tablet = await stage.visitor({ who: 'child', phone: true, javaScript })
  await join(tablet, board)
  const code = await report(tablet)

  await tablet.press('I am finished')
  assert.equal(await tablet.heading(), 'Tell a grown-up')
  await nothingIsLeft(tablet)
  // What was sent by a form and must not be stored cannot be shown again: the browser has nothing to go back to.
  await tablet.page.goBack().catch(() => null)
  assert.doesNotMatch(await tablet.reads(), /drawing/)
  for (const path of ['/incidents', '/tasks', '/my-reports', '/search', '/people', '/evidence'])
    assert.equal(await tablet.open(`/s/alder${path}`), 403, path)

  await leaveWhileTyping(await stage.visitor({ who: 'older child', javaScript }))
  if (javaScript) await leaveWhatIsKeptAlive(await stage.visitor({ who: 'older child' }))

  const lead = await stage.signedIn('dsl.alder')
  await answerTheChild(lead)

  const later = await stage.visitor({ who: 'child with a code', phone: true, javaScript })
  await later.open('/s/alder/report')
  await later.follow('I have a code')
  await later.fill('Your code', 'AAAA-AAAA-AAAA')
  await later.press('Continue')
  assert.doesNotMatch(await later.reads(), /drawing/)
  await later.fill('Your code', code)
  await later.press('Continue')
  assert.match(await later.reads(), /Thank you for telling us/)
  assert.doesNotMatch(later.page.url() + (await later.page.title()), /drawing|[A-Z0-9]{4}-[A-Z0-9]{4}/)

  await leaveQuickly(later)
  await nothingComesBack(later)

  const teacher = await stage.signedIn('teacher.alder')
  await teacher.open('/s/alder/tasks')
  assert.doesNotMatch(await teacher.reads(), /drawing|unkind/i)
  if (javaScript) await leaveOwnReport(teacher)
}

/** Out at one press, to a page that anybody might have open. */
async function leaveQuickly({ page }: Visitor): Promise<void> {
  await page.route('https://www.bbc.co.uk/weather', (route) =>
    route.fulfill({ body: '<h1>The weather</h1>', contentType: 'text/html' }),
  )
  await page.locator('.govuk-js-exit-this-page-button').click()
  await page.waitForURL('https://www.bbc.co.uk/weather')
}

/** Whoever goes back, and has the browser ask once more for what was sent, reads nothing of the answer. */
async function nothingComesBack({ page }: Visitor): Promise<void> {
  for (const again of [() => page.goBack(), () => page.reload()]) {
    await again().catch(() => null)
    assert.doesNotMatch(await page.content(), /Thank you for telling us|drawing/)
  }
}

/** Whoever is signed in reads what they told at an address of its own: with a script it is none to go back to. */
async function leaveOwnReport(teacher: Visitor): Promise<void> {
  await tellAsStaff(teacher, 'alder', { kind: 'Bullying online', what: words })
  assert.match(await teacher.reads(), /drawing/)
  await leaveQuickly(teacher)
  await teacher.page.goBack().catch(() => null)
  assert.doesNotMatch(new URL(teacher.page.url()).pathname, /my-reports/)
  assert.doesNotMatch(await teacher.page.content(), /drawing/)
}

/** A browser that keeps pages alive shows the page as it was left, says so, and runs nothing anew. */
async function leaveWhatIsKeptAlive({ page, open, fill }: Visitor): Promise<void> {
  await open('/s/alder/report/other')
  await fill('What happened?', words)
  const says = (what: string) =>
    page.evaluate(`dispatchEvent(new PageTransitionEvent('${what}', { persisted: true }))`)
  await says('pagehide')
  assert.equal(await page.locator('body *').count(), 0, 'what is kept is an empty page')
  await Promise.all([page.waitForEvent('load'), says('pageshow')])
  assert.equal(await page.getByLabel('What happened?').inputValue(), '')
}

/** Whoever goes back after somebody left in the middle of typing finds no form, or an empty one. */
async function leaveWhileTyping(child: Visitor): Promise<void> {
  await child.open('/s/alder/report')
  await leaveQuickly(child)
  await child.open('/s/alder/report/other')
  await child.fill('What happened?', words)
  await leaveQuickly(child)
  await child.page.goBack()
  const box = child.page.getByLabel('What happened?')
  assert.equal((await box.count()) === 0 ? '' : await box.inputValue(), '')
}

async function openClass(stage: Stage): Promise<string> {
  const teacher = await stage.signedIn('teacher.alder')
  await teacher.open('/s/alder/class-session')
  await teacher.page.getByRole('radio').first().check()
  await teacher.choose('One hour')
  await teacher.press('Open')
  return teacher.page.locator('.sk-board__words').first().innerText()
}

async function join(tablet: Visitor, board: string): Promise<void> {
  await tablet.open('/s/alder')
  await tablet.follow('In a class?')
  await tablet.fill('Type the three words', 'not these words')
  await tablet.press('Go')
  assert.match(await tablet.reads(), /No class is open with these words/)
  await tablet.fill('Type the three words', board)
  await tablet.press('Go')
}

async function report(tablet: Visitor): Promise<string> {
  assert.match(await tablet.reads(), /You are not in trouble/)
  await tablet.press('Start')
  await tablet.press('Next')
  assert.match(await tablet.reads(), /Press the picture that is most like it/)
  await tablet.choose('Somebody was unkind')
  await tablet.press('Next')
  await tablet.choose('Yes, I am safe')
  await tablet.press('Next')
  await tablet.fill('What happened?', words)
  await tablet.press('Next')
  await tablet.choose('A child')
  await tablet.press('Next')
  await tablet.press('Next')
  await tablet.press('Next')
  await changeNothing(tablet)
  assert.match(await tablet.reads(), /Is this right\?/)
  await tablet.press('Send it')
  assert.match(await tablet.reads(), /You did the right thing/)
  return tablet.page.locator('.sk-reply-code').innerText()
}

/** Back to what was typed, by the page's own buttons, and forth again. */
async function changeNothing(tablet: Visitor): Promise<void> {
  await tablet.press('No, change it')
  for (let page = 0; page < 3; page += 1) await tablet.press('Back')
  assert.equal(await tablet.page.getByLabel('What happened?').inputValue(), words)
  for (let page = 0; page < 4; page += 1) await tablet.press('Next')
}

async function nothingIsLeft(tablet: Visitor): Promise<void> {
  assert.doesNotMatch(await tablet.page.content(), /drawing|sk-reply-code/)
}

async function answerTheChild(lead: Visitor): Promise<void> {
  await openNewest(lead, 'alder')
  assert.match(await lead.reads(), new RegExp(words))
  await lead.page.locator('summary', { hasText: 'Answer the reporter' }).click()
  await lead.fill('Your answer', 'Thank you for telling us. We will help you both.')
  await lead.press('Send the answer')
}

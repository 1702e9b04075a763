import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from 'otplib'
import type { Clock } from '#/kernel/clock.ts'
import { openFirstVisit } from '../../src/features/set-up/index.ts'
import { answers } from '../../test/a-new-server.ts'
import { type App, openApp, openBrowser } from '../app.ts'
import { journey } from '../journey.ts'
import { openVisitor, type Visitor } from '../visitor.ts'

journey(
  'a new school is set up from the first visit: code, questions, links, seal keys, first sign-ins',
  async (t) => {
    const app = await openApp()
    t.after(app.close)
    const browser = await openBrowser()
    t.after(() => browser.close())
    const operator = await openVisitor(browser, app, { who: 'operator' })
    await enterCode(operator, app)
    await answerQuestions(operator)
    const links = await handOver(operator, app)
    assert.equal(await operator.open('/set-up/hand-over'), 404)

    const head = await openVisitor(browser, app, { who: 'new head', phone: true, javaScript: false })
    await choosePassword(head, links.get('Hana Head') ?? '', 'hana.head')
    const secret = await connectApp(head, app.now)
    await keepRecoveryCodes(head)
    assert.equal(await head.heading(), 'Your tasks')
    await signInAgain(head, 'hana.head', secret, app.now)
    assert.equal(await head.heading(), 'Your tasks')

    const lead = await openVisitor(browser, app, { who: 'new lead' })
    await addAuthenticator(lead)
    await choosePassword(lead, links.get('Léna Lead') ?? '', 'lena.lead')
    await lead.press('Make a passkey')
    await keepRecoveryCodes(lead)
    await lead.press('Sign out')
    await typePassword(lead, 'lena.lead')
    await lead.press('Use my passkey')
    assert.equal(await lead.heading(), 'Your tasks')
  },
)

async function enterCode(operator: Visitor, app: App): Promise<void> {
  const code = (await openFirstVisit(app.context)) ?? ''
  await operator.open('/')
  assert.equal(await operator.heading(), 'Set up Schoolkeeper')
  await operator.fill('One-time code', 'AAAA-BBBB-CCCC')
  await operator.press('Begin')
  assert.match(await operator.reads(), /There is a problem/)
  await operator.fill('One-time code', code)
  await operator.press('Begin')
}

async function answerQuestions(operator: Visitor): Promise<void> {
  for (const [question, typed] of Object.entries(answers)) {
    assert.match(operator.page.url(), new RegExp(`/questions/${question}$`))
    // England's usual terms stand in the fields already.
    if (question !== 'terms')
      for (const [name, value] of Object.entries(typed)) await answer(operator, name, value)
    await operator.press('Continue')
  }
  assert.match(await operator.reads(), /Oak Lane Primary School/)
  await operator.press('Make the school')
}

async function answer({ page }: Visitor, name: string, value: string | readonly string[]): Promise<void> {
  const choices = page.locator(`input:is([type=radio], [type=checkbox])[name="${name}"]`)
  if ((await choices.count()) === 0) return page.locator(`[name="${name}"]`).fill(String(value))
  for (const one of [value].flat())
    await page.locator(`[name="${name}"][value="${one}"]`).check({ force: true })
}

async function handOver(operator: Visitor, app: App): Promise<Map<string, string>> {
  await operator.press('Make the sign-in links')
  const papers = await operator.page.locator('.sk-paper').evaluateAll((all) =>
    all.map((paper) => ({
      name: (paper.querySelector('.sk-paper__for')?.textContent ?? '').split(',')[0] ?? '',
      path: paper.querySelector('.sk-paper__words')?.textContent ?? '',
    })),
  )
  await operator.press('Make the seal keys')
  assert.equal(await operator.page.locator('.sk-paper').count(), 2, 'two halves, and no link a second time')
  await operator.fill('Master key', await readFile(join(app.folder, 'key'), 'utf8'))
  await operator.press('Check my paper')
  assert.match(await operator.reads(), /is the right one/)
  await operator.press('Finish')
  assert.match(await operator.reads(), /What to do next/)
  return new Map(papers.map(({ name, path }) => [name, path]))
}

const password = 'Marmalade bicycle 7 tuesday%'

async function choosePassword(visitor: Visitor, link: string, name: string): Promise<void> {
  await visitor.open(link)
  await visitor.press('Carry on')
  await visitor.page.locator('[name=password]').fill(password)
  await visitor.page.locator('[name=again]').fill(password)
  await visitor.press('Save password')
  await typePassword(visitor, name)
}

async function typePassword(visitor: Visitor, name: string): Promise<void> {
  await visitor.open('/s/oak-lane/sign-in')
  await visitor.fill('Sign-in name', name)
  await visitor.page.locator('[name=password]').fill(password)
  await visitor.press('Sign in')
}

/** Connects an authenticator app and says the key that it holds. */
async function connectApp(visitor: Visitor, now: Clock): Promise<string> {
  assert.equal(await visitor.heading(), 'Set up a second factor')
  await visitor.press('Use an app')
  await visitor.page.locator('summary').click()
  const secret = (await visitor.page.locator('details code').innerText()).replaceAll(' ', '')
  await visitor.fill('Six digits from your app', '000000')
  await visitor.press('Connect')
  assert.match(await visitor.reads(), /There is a problem/)
  await visitor.fill('Six digits from your app', await codeAt(secret, now()))
  await visitor.press('Connect')
  return secret
}

const codeAt = (secret: string, at: Date): Promise<string> =>
  generate({ secret, epoch: Math.floor(at.getTime() / 1000) })

async function keepRecoveryCodes(visitor: Visitor): Promise<void> {
  await visitor.press('Show my codes')
  assert.equal(await visitor.page.locator('.sk-codes li').count(), 10)
  await visitor.press('I have kept them')
}

/** A code works once, so the second sign-in takes the one that the app shows half a minute later. */
async function signInAgain(visitor: Visitor, name: string, secret: string, now: Clock): Promise<void> {
  await visitor.press('Sign out')
  await typePassword(visitor, name)
  assert.equal(await visitor.heading(), 'Prove that it is you')
  await visitor.fill('Six digits from your app', await codeAt(secret, new Date(now().getTime() + 30_000)))
  await visitor.press('Carry on')
}

/** A passkey of the browser's own, that says yes when it is asked. */
async function addAuthenticator({ page }: Visitor): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

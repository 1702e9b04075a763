import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { addOwnSite } from '../../src/features/filtering/index.ts'
import { journey } from '../journey.ts'
import { openOwnBrowser } from '../own-browser.ts'
import { openWholeMachine, type WholeMachine } from '../whole-machine.ts'

// Browsers know some sites as encrypted only and never ask for them plainly; these are none of them.
const blocked = 'crazygames.com'
const open = 'news.example'
const blockPageAt = '127.0.0.1'

journey('through the school’s DNS in a real browser', async (t) => {
  const machine = await openWholeMachine(t, {
    settings: { 'filtering.blockedAs': 'page', 'filtering.blockPageAt': blockPageAt },
    byName: true,
  })
  const { engines } = machine
  const templates = `https://127.0.0.1:${engines.httpsPort}/dns-query`
  const browser = await openOwnBrowser(t, { localState: { dns_over_https: { mode: 'secure', templates } } })
  const page = await browser.newPage()

  await t.test('a site that is open comes by the name that our DNS found', async () => {
    assert.match(await seen(page, machine, open), new RegExp(`Welcome to ${open}`))
    assert.ok(engines.askedOutside().includes(open))
  })
  await t.test('a blocked name leads to the block page, which says why and whom to ask', async () => {
    assert.match(await seen(page, machine, blocked), /not open here.*by accident.*0800 1111/s)
    await page.getByRole('link', { name: /Ask for this site/ }).click()
    await page.waitForURL(/\/s\/alder\//)
    assert.ok(!engines.askedOutside().includes(blocked), 'nobody outside learned that it was asked for')
  })
  await t.test('a name that leads round the filter is none', async () => {
    await assert.rejects(seen(page, machine, 'dns.google'), /ERR_NAME_NOT_RESOLVED/)
  })
  await t.test('a site that is agreed to opens within two seconds', (u) =>
    opens(u.diagnostic.bind(u), page, machine),
  )
  // Or the server would wait for the connections that it keeps.
  await browser.close()
})

async function opens(say: (text: string) => void, page: Page, machine: WholeMachine): Promise<void> {
  const { context, schoolId, engines } = machine
  const school = systemActor(schoolId)
  await inTransaction(context, school, (tx) =>
    addOwnSite(context, tx, school, {
      site: blocked,
      does: 'allow',
      profiles: ['earlyYears', 'keyStage1', 'keyStage2', 'staff', 'governors', 'guests'],
      until: null,
      why: 'Number games, looked through.',
      addedBy: null,
      agreedBy: null,
    }),
  )
  const agreedAt = performance.now()
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${engines.dnsPort}`])
  while ((await resolver.resolve4(blocked)).includes(blockPageAt)) {
    assert.ok(performance.now() - agreedAt < 2000, 'open at the DNS port within two seconds')
    await pause(20)
  }
  say(`open at the DNS port ${Math.round(performance.now() - agreedAt)} ms after it was agreed to`)
  assert.match(await seen(page, machine, `www.${blocked}`), /Welcome to www\.crazygames/)
  // A browser keeps a name for a minute, whatever it was told; who comes back in that minute is told so.
  assert.match(
    await seen(page, machine, blocked),
    /it is open now: your browser needs up to a minute|Welcome to/,
  )
}

/** What the browser shows of a site. */
async function seen(page: Page, { engines }: WholeMachine, host: string): Promise<string> {
  await page.goto(`http://${host}:${engines.sitePort}/`)
  return page.locator('body').innerText()
}

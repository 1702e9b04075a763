import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { readSignedIn } from '#/engines/filter/index.ts'
import { engineSnapshotPath } from '../../src/features/filtering/index.ts'
import { journey } from '../journey.ts'
import { openOwnBrowser } from '../own-browser.ts'
import { openWholeMachine, type WholeMachine } from '../whole-machine.ts'

// Browsers know some sites as encrypted only and never ask for them plainly; these are none of them.
const host = 'crazygames.com'

journey('signing in to the proxy with a key, in a real browser', async (t) => {
  const machine = await openWholeMachine(t, {
    settings: { 'proxyKeys.proxy': 'localhost:3129' },
    byName: false,
  })
  const { stage, engines } = machine
  const teacher = await stage.signedIn('teacher.alder')
  await teacher.open('/s/alder/this-device')
  await teacher.follow('Make a key of your own')
  assert.match(await teacher.reads(), /Give it to nobody/)
  await teacher.fill('For which device?', 'Terminal server')
  await teacher.press('Make the key')
  const shown = await teacher.reads()
  const [, username = ''] = /Name\s+(alder-[0-9a-z]{8})\b/.exec(shown) ?? []
  const [, password = ''] = /\b([0-9a-z]{5}(?:-[0-9a-z]{5}){3})\b/.exec(shown) ?? []
  assert.ok(username && password, shown)
  // Whoever leaves the device is at it no more: from here on only the key says who asks.
  await teacher.open('/s/alder/this-device')
  await teacher.press('Sign out of this device')
  await teacher.leave()

  const file = `https://localhost:${engines.keyPort}/proxy.pac`
  const switches = [`--proxy-pac-url=${file}`]
  const typed = { server: `https://localhost:${engines.keyPort}`, username, password }
  const own = await openOwnBrowser(t, { switches, proxy: typed })
  const wrong = await openOwnBrowser(t, { switches, proxy: { ...typed, password: 'wrong' } })
  const page = await own.newPage()
  await publishedKey(machine)

  await t.test('the holder of the key gets what is theirs', async () => {
    await becomes(page, machine, host, /Welcome to crazygames\.com/)
    assert.match(await seen(page, machine, 'blasze.com'), /not open here/)
  })
  await t.test('with a wrong key nothing but help opens', async () => {
    const shows = async (site: string) => seen(await wrong.newPage(), machine, site)
    assert.match(await shows('news.example'), askedAgain)
    assert.match(await shows('www.childline.org.uk'), /Welcome to www\.childline/)
  })
  await t.test('a key that is ended opens nothing more, within three seconds', async () => {
    const technician = await stage.signedIn('technician.alder')
    await technician.open('/s/alder/proxy-keys/all')
    assert.match(await technician.reads(), /Terminal server/)
    await technician.press(/End now the key of .+ for Terminal server/)
    assert.match(await technician.reads(), /The key of .+ for Terminal server is ended/)
    assert.match(await technician.reads(), /Nobody has a key[\s\S]*Keys that are over/)
    await becomes(page, machine, 'news.example', askedAgain)
  })
})

/** Engines look at the file four times a second. */
async function publishedKey({ context }: WholeMachine): Promise<void> {
  const keys = async () =>
    (await readSignedIn(engineSnapshotPath(context)))?.schools.flatMap(({ proxyKeys }) => proxyKeys ?? [])
  const began = performance.now()
  while ((await keys())?.length !== 1) {
    assert.ok(performance.now() - began < 2000, 'the engines are told within two seconds')
    await pause(50)
  }
  await pause(500)
}

// A person would see the question again; whoever types in a test gives up, and reads the page below it.
const askedAgain = /asks for a key|wrong several times/

/** What the browser shows of a site, or why it shows nothing. */
async function seen(page: Page, { engines }: WholeMachine, site: string): Promise<string> {
  const problem = await page.goto(`http://${site}:${engines.sitePort}/`).then(
    () => '',
    (error: unknown) => String(error),
  )
  return problem || page.locator('body').innerText()
}

async function becomes(page: Page, machine: WholeMachine, site: string, what: RegExp): Promise<void> {
  const began = performance.now()
  for (let shown = ''; !what.test(shown); shown = await seen(page, machine, site)) {
    assert.ok(performance.now() - began < 3000, `${site} shows: ${shown}`)
    await pause(50)
  }
}

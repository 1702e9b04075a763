// The helper as a real Squid starts it and asks it, by each of the two settings.

import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readHeartbeats } from '#/engines/filter/index.ts'
import { startSquid } from '../../test/a-squid.ts'
import { aSchool, aSnapshot } from '../../test/dns-school.ts'
import { askPage } from '../../test/running-engines.ts'

const networks = [
  { range: '127.0.0.0/8', profile: 'pupils' },
  { range: '127.0.0.2/32', profile: 'early years' },
]
const [pupil, youngest] = ['127.0.0.1', '127.0.0.2']
const askFor = 'http://keeper.example/s/%s/ask-for-site?site=%u'
const asRedirector = (helper: string): string =>
  `url_rewrite_program ${helper} --to ${askFor}\nurl_rewrite_children 1 startup=1 idle=1 concurrency=100`
const asAcl = (helper: string): string =>
  `external_acl_type schoolkeeper ttl=0 negative_ttl=0 cache=0 children-max=1 children-startup=1 concurrency=100 %URI %SRC ${helper} --acl --to ${askFor}
acl open external schoolkeeper
acl needsHelp note leads help
deny_info 302:http://keeper.example/s/alder/somebody-listens needsHelp
http_access deny !open needsHelp
deny_info 302:http://keeper.example/s/alder/ask-for-site?site=%H open
http_access deny !open`

const passes = /^HTTP\/1\.1 200 [\s\S]*Welcome to news\.example/
const ledToAsk =
  /^HTTP\/1\.1 302 [\s\S]*Location: http:\/\/keeper\.example\/s\/alder\/ask-for-site\?site=games\.example\r/
const ledToHelp = /^HTTP\/1\.1 302 [\s\S]*Location: http:\/\/keeper\.example\/s\/alder\/somebody-listens\r/

/** With the ways of asking it. */
async function aSquid(t: TestContext, lines: (helper: string) => string) {
  const squid = await startSquid(t, aSnapshot({ networks, devices: [] }), lines)
  const page = (name: string, from = pupil): Promise<string> =>
    askPage(squid.port, from, `http://${name}:${squid.sitePort}/lesson`)
  return { ...squid, page, tunnel: (name: string) => askTunnel(squid.port, `${name}:${squid.sitePort}`) }
}

/** With which status a tunnel is answered, as an encrypted site needs one. */
function askTunnel(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method: 'CONNECT', path })
    asked.once('connect', ({ statusCode = 0 }, socket) => {
      socket.destroy()
      resolve(statusCode)
    })
    asked.once('error', reject)
    asked.end()
  })
}
type AskedSquid = Awaited<ReturnType<typeof aSquid>>

const ways = [
  ['url_rewrite_program', asRedirector],
  ['external_acl_type', asAcl],
] as const
for (const [setting, lines] of ways)
  test(`by ${setting}, Squid passes what is open and leads from what is blocked, also encrypted, by who asks`, async (t) => {
    const squid = await aSquid(t, lines)
    assert.match(await squid.page('news.example'), passes)
    assert.match(await squid.page('games.example'), ledToAsk)
    assert.match(await squid.page('news.example', youngest), /^HTTP\/1\.1 302 /)
    assert.equal(await squid.tunnel('news.example'), 200)
    assert.equal(await squid.tunnel('www.games.example'), 302)
    await saysThatItLives(squid)
    await takesNewSnapshot(squid)
    await outlivesItsHelper(squid)
    assert.notDeepEqual(await readdir(squid.activity), [], 'visits are left for the server')
  })

async function saysThatItLives({ activity, helper }: AskedSquid): Promise<void> {
  const pid = await helper()
  const beats = await readHeartbeats(activity, Date.now())
  assert.deepEqual(
    beats.map((one) => [one.engine, one.helper]),
    [['squid', pid]],
  )
}

async function takesNewSnapshot({ page, publish, helper }: AskedSquid): Promise<void> {
  const before = await helper()
  const exception = { site: 'games.example', profiles: 'all' as const, untilMs: Date.now() + 600_000 }
  const policy = { ...aSchool.policy, exceptions: [exception] }
  const next = aSnapshot({ networks, devices: [], policy })
  next.snapshot.madeAtMs = 2
  await publish(next)
  const publishedAtMs = performance.now()
  while (!/Welcome to games/.test(await page('games.example'))) {
    assert.ok(performance.now() - publishedAtMs < 10_000, 'the new snapshot is taken')
    await wait(50)
  }
  assert.equal(await helper(), before, 'without a restart')
}

async function outlivesItsHelper({ page, helper }: AskedSquid): Promise<void> {
  const before = await helper()
  process.kill(before, 'SIGKILL')
  const killedAtMs = performance.now()
  const isAnswered = async (): Promise<boolean> =>
    passes.test(await page('news.example')) && /^HTTP\/1\.1 302 /.test(await page('news.example', youngest))
  while (!(await isAnswered())) {
    assert.ok(performance.now() - killedAtMs < 30_000, 'Squid starts another helper')
    await wait(50)
  }
  assert.notEqual(await helper(), before)
}

for (const [setting, lines] of ways)
  test(`by ${setting}, Squid leads to help where the policy leads there`, async (t) => {
    const squid = await aSquid(t, lines)
    assert.match(await squid.page('games.example'), ledToAsk)
    const next = aSnapshot({ networks, devices: [], policy: { ...aSchool.policy, helpFor: ['games'] } })
    next.snapshot.madeAtMs = 2
    await squid.publish(next)
    const publishedAtMs = performance.now()
    while (!ledToHelp.test(await squid.page('games.example'))) {
      assert.ok(performance.now() - publishedAtMs < 10_000, 'the new snapshot is taken')
      await wait(50)
    }
    assert.match(await squid.page('news.example', youngest), /\/ask-for-site\?site=news\.example\r/)
  })

test('as an ACL, a request that waits while the helper dies does not pass', async (t) => {
  const squid = await aSquid(t, asAcl)
  assert.match(await squid.page('news.example'), passes)
  const helper = await squid.helper()
  process.kill(helper, 'SIGSTOP')
  const asked = squid.page('games.example')
  await wait(300)
  process.kill(helper, 'SIGKILL')
  assert.doesNotMatch(await asked, /Welcome/)
})

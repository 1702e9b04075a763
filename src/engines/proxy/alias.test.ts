import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { connect as connectSecure } from 'node:tls'
import { becauseOf, type Visit } from '#/engines/filter/index.ts'
import { askOn, openTunnelTo, secureThrough, sendRaw, startProxyInTest } from '../../../test/a-proxy.ts'
import { aSnapshot, dnsPolicy } from '../../../test/dns-school.ts'
import { aServerOfAliases } from '../../../test/dns-upstream.ts'
import { aliasesBy } from './aliases.ts'
import { openGate } from './open-gate.ts'

const now = Date.UTC(2026, 10, 16, 10, 0)

/** Whether the pupils' network may be led from one name to another. */
function aNetwork(change: Parameters<typeof aSnapshot>[0] = {}) {
  const visits: Visit[] = []
  const gate = openGate({
    loaded: aSnapshot(change),
    askAt: 'https://keeper.example/s/%s/ask?site=%u',
    note: (visit) => visits.push(visit),
    count: () => undefined,
    clock: () => now,
  })
  const mayLead = (host: string, ...names: string[]): boolean => {
    const pass = gate.passOf('10.1.0.7')
    assert.ok(pass)
    return pass.mayLeadTo({ host, pathAndQuery: '/' }, names).allowed
  }
  return { mayLead, visits }
}

test('as by DNS, no name leads through the proxy to what is sealed, and the hit is on record', () => {
  const { mayLead, visits } = aNetwork()
  for (const name of ['open.example', 'childline.org.uk', 'news.example'])
    assert.equal(mayLead(name, 'edge.example', 'cdn.sealed.example'), false, name)
  assert.deepEqual(
    visits.map(({ name, decision }) => [name, becauseOf(decision)]),
    ['open.example', 'childline.org.uk', 'news.example'].map((name) => [name, 'sealed']),
  )
  assert.equal(mayLead('news.example', 'cdn.games.example'), false)
  assert.equal(mayLead('news.example', 'cdn.example'), true)
  assert.equal(mayLead('open.example', 'cdn.games.example'), true, 'whoever opened it opened where it leads')
})

test('what is open for a time does not lead through the proxy to what is never open', () => {
  const policy = {
    ...dnsPolicy,
    exceptions: [{ site: 'lesson.example', profiles: 'all' as const, untilMs: now + 1000 }],
    closedToExceptions: ['games'],
  }
  const { mayLead } = aNetwork({ policy })
  assert.equal(mayLead('lesson.example', 'cdn.games.example'), false)
  assert.equal(mayLead('lesson.example', 'cdn.chat.example'), true)
})

const aliases = (host: string): string[] =>
  host === 'innocent.example' ? ['edge.example', 'bad.example'] : []
const blocks = ({ host }: { host: string }): boolean => host === 'bad.example'

test('a page, a web socket and a tunnel to a name that is an alias of a blocked one are not connected', async () => {
  const proxy = await startProxyInTest({ aliases, blocks })
  try {
    const site = `innocent.example:${proxy.sitePort}`
    const plain = await sendRaw(proxy.port, `GET http://${site}/ HTTP/1.1\r\nHost: ${site}\r\n\r\n`, 400)
    assert.match(plain, /^HTTP\/1.1 403[\s\S]*Not open here/)
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket'
    const asked = `GET http://${site}/ HTTP/1.1\r\nHost: ${site}\r\n${upgrade}\r\n\r\n`
    assert.match(await sendRaw(proxy.port, asked, 400), /^HTTP\/1.1 403[\s\S]*Not open here/)
    const socket = await openTunnelTo(proxy.port, `innocent.example:${proxy.securePort}`)
    const secure = connectSecure({ socket, servername: 'innocent.example', rejectUnauthorized: false })
    await once(secure, 'error')
    assert.deepEqual(proxy.seen, [])
    const other = `other.example:${proxy.sitePort}`
    const open = await sendRaw(proxy.port, `GET http://${other}/ HTTP/1.1\r\nHost: ${other}\r\n\r\n`, 400)
    assert.match(open, /You asked for/)
  } finally {
    await proxy.close()
  }
})

test('nor one that is looked into', async () => {
  const proxy = await startProxyInTest({ aliases, blocks, inspects: true })
  try {
    const socket = await openTunnelTo(proxy.port, `innocent.example:${proxy.securePort}`)
    const secure = await secureThrough(socket, 'innocent.example', proxy.authority.certificatePem)
    const host = `Host: innocent.example:${proxy.securePort}`
    assert.match(await askOn(secure, ['GET / HTTP/1.1', host]), /403[\s\S]*Not open here/)
    assert.deepEqual(proxy.seen, [])
  } finally {
    await proxy.close()
  }
})

test('names are followed as far as a name server would, round in a circle as well; where nobody knows there are none', async (t) => {
  const links = new Map([
    ['www.site.example', 'Edge.Example'],
    ['edge.example', 'cdn.example'],
    ['one.example', 'two.example'],
    ['two.example', 'one.example'],
  ])
  const aliasesOf = aliasesBy([await aServerOfAliases(t, links)])
  const whole = (...names: string[]) => ({ names, isWhole: true })
  assert.deepEqual(await aliasesOf('www.site.example'), whole('edge.example', 'cdn.example'))
  assert.deepEqual(await aliasesOf('one.example'), whole('two.example'))
  assert.deepEqual(await aliasesOf('plain.example'), whole())
  const nobody = aliasesBy(['127.0.0.1:9'])
  assert.deepEqual(await nobody('www.site.example'), { names: [], isWhole: false })
})

test('a name server that is silent delays a page by a second and no more, is counted, and is asked again soon', async (t) => {
  const silent = createSocket('udp4')
  let asked = 0
  silent.on('message', () => {
    asked++
  })
  silent.bind(0, '127.0.0.1')
  await once(silent, 'listening')
  t.after(() => silent.close())
  const proxy = await startProxyInTest({ aliasesOf: aliasesBy([`127.0.0.1:${silent.address().port}`]) })
  t.after(proxy.close)
  const site = `slow.example:${proxy.sitePort}`
  const page = async (): Promise<number> => {
    const began = performance.now()
    const request = `GET http://${site}/ HTTP/1.1\r\nHost: ${site}\r\nConnection: close\r\n\r\n`
    assert.match(await sendRaw(proxy.port, request, 5000), /You asked for/)
    return performance.now() - began
  }
  const first = await page()
  assert.ok(first < 1400, `${first} ms`)
  const askedFirst = asked
  assert.ok(askedFirst > 0)
  assert.ok((await page()) < 300, 'remembered for a moment')
  assert.equal(asked, askedFirst)
  assert.deepEqual(proxy.troubles, ['aliasesUnsaid'])
  await setTimeout(2100)
  assert.ok((await page()) < 1400)
  assert.ok(asked > askedFirst)
  assert.deepEqual(proxy.troubles, ['aliasesUnsaid', 'aliasesUnsaid'])
})

test('all links together take no longer than one, and what was said by then counts', async (t) => {
  const links = new Map(Array.from({ length: 8 }, (_, at) => [`n${at}.example`, `n${at + 1}.example`]))
  const began = performance.now()
  const { names, isWhole } = await aliasesBy([await aServerOfAliases(t, links, 300)])('n0.example')
  assert.ok(performance.now() - began < 1400)
  assert.equal(isWhole, false)
  assert.deepEqual(names.slice(0, 2), ['n1.example', 'n2.example'])
})

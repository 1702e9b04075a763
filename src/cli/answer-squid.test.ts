import assert from 'node:assert/strict'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type LoadedSnapshot, readHeartbeats, writeIndex, writeSnapshot } from '#/engines/filter/index.ts'
import { serveSquid } from '#/engines/squid/index.ts'
import { aFolder, endAfterwards } from '../../test/a-folder.ts'
import { aSchool, aSnapshot } from '../../test/dns-school.ts'
import { openHelper } from './answer-squid.ts'
import { command as compileLists } from './compile-lists.ts'

test('a folder as squidGuard has it becomes an index, and the helper answers from it', async (t) => {
  const folder = await aFolder(t)
  await mkdir(join(folder, 'lists', 'games'), { recursive: true })
  await writeFile(join(folder, 'lists', 'games', 'domains'), 'games.example\nplay.example\n')
  await writeFile(join(folder, 'lists', 'games', 'urls'), 'news.example/arcade\nnews.example/?id=5\n')
  await writeFile(join(folder, 'lists', 'games', 'expressions'), '(^|[/])freegames[/]\n')
  await writeFile(join(folder, 'lists', 'bank.domains'), 'bank.example\n')
  const said = t.mock.method(process.stdout, 'write', () => true)
  assert.equal(await compileLists.run([join(folder, 'lists'), join(folder, 'index')]), 0)
  const [last] = said.mock.calls.at(-1)?.arguments ?? []
  said.mock.restore()
  assert.match(String(last), /^3 names read, 3 kept.*2 addresses, 1 expressions, 2 categories: bank, games\./)
  const to = 'http://school.example/blocked?site=%u&because=%r'
  const { ask } = await openHelper(
    ['--index', join(folder, 'index'), '--block', 'games', '--allow', 'fine.play.example', '--to', to],
    tell,
  )
  const says = 'Blocked for this network: it is in the category “games”.'
  const address = 'http://www.games.example/x'
  assert.deepEqual(ask(address, ''), {
    says,
    leadTo: `http://school.example/blocked?site=${encodeURIComponent(address)}&because=${encodeURIComponent(says)}`,
  })
  const passed = [
    'http://bank.example/',
    'http://news.example/',
    'fine.play.example:443',
    'http://news.example/arcades',
  ]
  assert.deepEqual(
    passed.map((one) => ask(one, '')),
    [null, null, null, null],
  )
  for (const blocked of [
    'play.example:443',
    'http://NEWS.example./%61rcade/1',
    'http://a.example/freegames/',
    'http://news.example/?id=5',
    'http://a..b/',
  ])
    assert.notEqual(ask(blocked, ''), null, blocked)
})

test('where people are led is open to them, whatever the lists say', async (t) => {
  const folder = await aFolder(t)
  const { index } = aSnapshot()
  await writeIndex(join(folder, 'index'), index)
  const to = 'http://keeper.games.example/blocked?site=%u'
  const { ask } = await openHelper(['--index', join(folder, 'index'), '--block', 'games', '--to', to], tell)
  assert.equal(ask('http://keeper.games.example/blocked?site=x', ''), null)
  assert.notEqual(ask('http://games.example/', ''), null)
})

const askFor = 'https://keeper.example/s/%s/ask-for-site?site=%u&because=%r'

test('from a snapshot it answers each device by its profile, with the school’s own pages for who may ask', async (t) => {
  const folder = await aFolder(t)
  const troubles: string[] = []
  const signInFirst = { range: '10.1.77.0/24', profile: 'pupils', signInFirst: true }
  const path = await publish(folder, aSnapshot({ networks: [...aSchool.networks, signInFirst] }))
  const { ask, askedAs, stop } = await openHelper(
    ['--snapshot', path, '--to', askFor, '--acl'],
    (sentence) => void troubles.push(sentence),
  )
  endAfterwards(t, stop)
  assert.equal(askedAs, 'acl')
  assert.match(troubles.join(), /sealed slot is empty/)
  const says = 'Blocked for pupils: it is in the category “games”.'
  assert.deepEqual(ask('http://www.games.example/x', '10.1.0.7'), {
    says,
    leadTo: `https://keeper.example/s/alder/ask-for-site?site=www.games.example&because=${encodeURIComponent(says)}`,
  })
  assert.equal(ask('chat.example:443', '10.1.128.9'), null)
  assert.equal(ask('https://keeper.example/s/alder/report', '10.1.64.3'), null)
  const closed: readonly [what: string, address: string, client: string, says: RegExp][] = [
    ['only chosen sites', 'http://news.example/', '10.1.64.3', /only chosen sites/],
    ['a way round the filter', 'dns.google:443', '10.1.128.9', /way round/],
    ['a device where nobody has signed in', 'http://news.example/', '10.1.77.5', /Nobody has signed in/],
    ['a device of nobody', 'http://news.example/', '192.0.2.1', /in no school’s network/],
    ['an address that is none', 'http://a..b/', '10.1.0.7', /could not be read/],
  ]
  for (const [what, address, client, sentence] of closed)
    assert.match(ask(address, client)?.says ?? 'open', sentence, what)
  // What nobody may open is nothing to ask for.
  assert.equal(ask('dns.google:443', '10.1.128.9')?.leadTo, 'https://keeper.example/')
})

test('whoever looks for ways to harm themselves is led to help, which names neither site nor words', async (t) => {
  const folder = await aFolder(t)
  const [pupils, ...others] = aSchool.policy.profiles
  assert.ok(pupils)
  const searchTerms = [{ term: 'how to vanish', category: 'games' }]
  const policy = { ...aSchool.policy, profiles: [{ ...pupils, searchTerms }, ...others], helpFor: ['games'] }
  const path = await publish(folder, aSnapshot({ policy }))
  const { ask, stop } = await openHelper(['--snapshot', path, '--to', askFor], tell)
  endAfterwards(t, stop)
  for (const address of [
    'http://www.games.example/x',
    'games.example:443',
    'http://www.google.com/search?q=How+to+vanish',
  ]) {
    const blocked = ask(address, '10.1.0.7')
    assert.equal(blocked?.leadTo, 'https://keeper.example/s/alder/somebody-listens', address)
    assert.match(blocked?.says ?? '', /^You are not alone\. Childline/)
  }
  assert.equal(ask('https://keeper.example/s/alder/somebody-listens', '10.1.0.7'), null)
  // Also whose internet is stopped, and where another list names the site.
  assert.equal(ask('http://games.example/', '10.1.0.51')?.isHelp, true)
  assert.equal(ask('http://chat.example/arcade7.html', '10.1.0.51')?.isHelp, undefined)
  assert.equal(ask('http://arcade7.chat.example/', '10.1.0.7')?.isHelp, true)
  assert.equal(ask('http://www.google.com/search?q=how+to+vote', '10.1.0.7'), null)
})

test('beside its snapshot it says that it lives, with which state and when it answered; where it may not, it says so once and answers on', async (t) => {
  const folder = await aFolder(t)
  const path = await publish(folder, aSnapshot({ version: 7 }))
  const said: string[] = []
  const open = () => openHelper(['--snapshot', path, '--to', askFor], (sentence) => void said.push(sentence))
  const helper = await open()
  await serveSquid(
    Readable.from([Buffer.from('0 http://games.example/ 10.1.0.7/- - GET\n')]),
    new PassThrough(),
    helper,
  )
  const beats = () => readHeartbeats(path, Date.now())
  for (let looks = 0; ((await beats())[0]?.answeredAtMs ?? null) === null; looks++) {
    assert.ok(looks < 100, 'it says that it answered')
    await wait(50)
  }
  const [beat, ...more] = await beats()
  assert.deepEqual(more, [])
  assert.deepEqual(
    [beat?.engine, beat?.at, beat?.helper, beat?.versions],
    ['squid', hostname(), process.pid, { alder: 7 }],
  )
  await helper.stop()
  assert.deepEqual(await beats(), [])

  await rm(join(folder, 'heartbeats'), { recursive: true })
  await writeFile(join(folder, 'heartbeats'), 'a file in the way')
  said.length = 0
  const again = await open()
  await wait(2500)
  assert.notEqual(again.ask('http://games.example/', '10.1.0.7'), null)
  assert.equal(said.filter((sentence) => /heartbeat cannot be written/.test(sentence)).length, 1)
  await again.stop()
})

test('arguments that are missing or make no sense are refused in words', async (t) => {
  const folder = await aFolder(t)
  const index = join(folder, 'index')
  await writeIndex(index, aSnapshot().index)
  await assert.rejects(
    openHelper(['--index', index, '--block', 'films', '--to', askFor], tell),
    /has no category films/,
  )
  for (const args of [
    ['--block', 'games'],
    ['--index', index, '--block', 'games'],
    ['--snapshot', index],
  ])
    await assert.rejects(openHelper(args, tell), /Say squid-helper --snapshot/)
})

const tell = (): void => undefined

async function publish(folder: string, { index, snapshot }: LoadedSnapshot): Promise<string> {
  await writeIndex(join(folder, snapshot.indexFile), index)
  await writeSnapshot(join(folder, 'snapshot'), { ...snapshot, sealed: null })
  return join(folder, 'snapshot')
}

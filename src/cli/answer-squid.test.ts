import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openHelper } from './answer-squid.ts'
import { command as compileLists } from './compile-lists.ts'

test('a folder as squidGuard has it becomes an index, and the helper answers from it', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-lists-'))
  t.after(() => rm(folder, { recursive: true }))
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
  const ask = await openHelper([
    '--index',
    join(folder, 'index'),
    '--block',
    'games',
    '--allow',
    'fine.play.example',
    '--to',
    to,
  ])
  assert.deepEqual(ask('http://www.games.example/x'), {
    rewriteTo: `http://school.example/blocked?site=${encodeURIComponent('http://www.games.example/x')}&because=${encodeURIComponent('Blocked for this network: it is in the category “games”.')}`,
  })
  const passed = [
    'http://bank.example/',
    'http://news.example/',
    'fine.play.example:443',
    'http://news.example/arcades',
  ]
  assert.deepEqual(passed.map(ask), [null, null, null, null])
  for (const blocked of [
    'play.example:443',
    'http://NEWS.example./%61rcade/1',
    'http://a.example/freegames/',
    'http://news.example/?id=5',
  ])
    assert.notEqual(ask(blocked), null, blocked)
  assert.notEqual(ask('http://a..b/'), null)
  await assert.rejects(
    openHelper(['--index', join(folder, 'index'), '--block', 'chat', '--to', to]),
    /has no category chat/,
  )
  await assert.rejects(openHelper(['--block', 'games']), /Say squid-helper --index/)
})

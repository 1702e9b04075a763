import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Figure } from './figure.ts'

const main = join(import.meta.dirname, 'main.ts')
const run = (...typed: string[]) => spawnSync(process.execPath, [main, ...typed], { encoding: 'utf8' })

/** What the promise is about must be there; whether it holds takes the whole bench on a machine that does nothing else. */
const measured: Readonly<Record<string, readonly string[]>> = {
  web: ['task list', 'incident list with filters', 'one incident', 'head’s board', 'word search', 'memory'],
  coverage: ['coverage page of'],
  import: ['people imported', 'longest transaction', 'memory', 'task list', 'joiners'],
  activity: ['one device’s day', 'tables that one day reads', 'visits taken in', 'pages while'],
  'filter-decide': ['names', 'resident', 'differences from a Set'],
  'filter-compile': ['text to index', 'load of the index'],
  'squid-helper': ['answers to Squid from an index', 'answers to Squid from a snapshot'],
  proxy: ['pages', 'CONNECT tunnels', 'inspected pages'],
  dns: ['blocked names', 'cached names', 'p99', 'memory', 'two threads'],
  'dns-reload': ['lost', 'wrong', 'p99'],
  'dns-fuzz': ['thrown over', 'packets'],
}

test('without a name it says which benches there are: those that are tried here', () => {
  const { stdout, status } = run()
  assert.equal(status, 2)
  assert.deepEqual(
    stdout.match(/^ {2}\S+$/gm)?.map((line) => line.trim()),
    Object.keys(measured),
  )
})

for (const [bench, names] of Object.entries(measured)) {
  test(`the bench of the ${bench} runs to its end and measures all that is promised`, () => {
    const { stdout, stderr, status } = run(bench, '--quick', '--json')
    assert.ok((status === 0 || status === 1) && stdout !== '', stderr)
    const figures = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Figure)
    for (const name of names)
      assert.ok(
        figures.some((figure) => figure.name.startsWith(name)),
        `${name} is not measured:\n${stderr}`,
      )
    for (const { name, figure } of figures)
      assert.ok(
        Number.isFinite(figure) && (figure > 0 || /^(differences|lost|wrong|thrown)/.test(name)),
        name,
      )
  })
}

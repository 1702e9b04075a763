import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import { engineSnapshotPath, publishPolicy } from '../src/features/filtering/index.ts'
import { schoolIdBySlug } from '../src/features/schools/index.ts'
import { aDemonstration } from '../test/a-demonstration.ts'
import { askPage, runEngines } from '../test/running-engines.ts'
import { printDemonstration } from './print.ts'
import { demoSchools } from './schools.ts'

const publicUrl = 'http://127.0.0.1:8080'

/** What each of the printed lines must show, by the words beside it. The engines outside this machine are stood in for. */
const shows = new Map<string, RegExp>([
  ['a child asks: there is no such name', /^ENOTFOUND$/],
  ['help is always open', /^open$/],
  ['led to safe search', /^open$/],
  [
    'the page that says why, and how to ask for a site',
    /This page is not open here.*\/s\/alder\/ask-for-site/s,
  ],
  [
    'a search is stopped by its words, which nobody keeps',
    /what was searched for is in the category “Ways round the filter”/,
  ],
  ['a teacher reads on', /^(?!.*This page is not open here)/s],
])

const demonstration = await aDemonstration({ schools: demoSchools.slice(0, 1), firstDay: '2026-11-23' })

test('the lines that the demonstration prints do what stands beside them', async (t) => {
  const { context } = demonstration
  const schoolId = (await schoolIdBySlug(context.db, 'alder')) ?? ''
  await publishPolicy(context, systemActor(schoolId))
  const engines = await runEngines(t, engineSnapshotPath(context), { publicUrl })
  const { dnsPort, proxyPort } = engines
  const printed = printDemonstration({ publicUrl, filter: { address: '127.0.0.1', dnsPort, proxyPort } }, 0)
  const lines = [...printed.matchAll(/^ {2}((?:dig|curl) .*)\n {6}(.*)$/gm)]
  assert.deepEqual(
    lines.map(([, , beside = '']) => beside),
    [...shows.keys()],
  )
  for (const [, line = '', beside = ''] of lines) {
    const dig = /^dig \+short -b (\S+) @127\.0\.0\.1 -p (\d+) (\S+)$/.exec(line)
    const curl = /^curl --interface (\S+) -x http:\/\/127\.0\.0\.1:(\d+) '?([^\s']+)'?$/.exec(line)
    assert.equal(Number(dig?.[2] ?? curl?.[2]), dig ? dnsPort : proxyPort, line)
    const [, from = '', , what = ''] = dig ?? curl ?? []
    const said = dig ? await engines.name(from, what) : await askPage(proxyPort, from, what)
    assert.match(said, shows.get(beside) ?? /never/, line)
  }
  assert.ok(engines.askedOutside().includes('forcesafesearch.google.com'))
  assert.deepEqual(engines.troubles, [])
})

test('encrypted pages were looked into for a week, by two people, and a second proposal waits', async () => {
  const states = await demonstration.query(
    'select state, proposed_by <> decided_by from inspection.proposal order by proposed_at',
  )
  assert.deepEqual(states, [
    ['ended', true],
    ['proposed', null],
  ])
  assert.deepEqual(await demonstration.query('select profiles from filtering.inspected'), [])
})

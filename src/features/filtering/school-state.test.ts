import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { compileIndex, siteOf } from '#/engines/filter/index.ts'
import { isSuspended, momentFor, questionFor } from './ask-state.ts'
import { readState, type SchoolState, stateText } from './school-state.ts'
import { loadState, saveIndex, saveState } from './state-files.ts'

const schoolId = '019ab000-0000-7000-8000-000000000001'
const { index } = compileIndex([
  { category: 'games', list: { names: ['games.example'], urls: [], expressions: [] } },
])

const aState = (parts: Partial<SchoolState> = {}): SchoolState => ({
  format: 3,
  school: { id: schoolId, slug: 'alder', name: 'Alder Primary School' },
  version: 1,
  index: '',
  policy: {
    profiles: [
      { name: 'Early years', blocks: [], otherwise: 'block', bands: [], safeSearch: true, youtube: 'strict' },
      { name: 'Staff', blocks: [], otherwise: 'allow', bands: [], safeSearch: true, youtube: 'open' },
    ],
    alwaysOpen: [],
    rules: [],
    exceptions: [],
    closedToExceptions: [],
  },
  unknown: 'Early years',
  networks: [{ range: '10.4.8.0/24', profile: 'Staff' }],
  placed: { ada: 'Staff' },
  answers: { blockedAs: 'noName', blockPage: { ipv4: null, ipv6: null }, localNames: [], forwards: [] },
  inspection: null,
  suspended: [
    { id: 'ben', untilMs: Date.parse('2026-11-24T12:00:00Z') },
    { id: 'class', untilMs: null },
  ],
  calendar: {
    terms: [{ name: 'Autumn', from: '2026-09-02', to: '2026-12-18' }],
    closedDays: ['2026-11-25'],
    dayStartsAt: '08:40',
    dayEndsAt: '15:30',
  },
  ...parts,
})

async function aFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'states-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('a time is London’s, and a school day is the school’s own', () => {
  const at = (text: string) => momentFor(aState(), new Date(text))
  assert.deepEqual(at('2026-11-24T10:15:00Z'), {
    day: 2,
    minute: 615,
    schoolDay: true,
    nowMs: Date.parse('2026-11-24T10:15:00Z'),
  })
  assert.equal(at('2026-09-08T10:15:00Z').minute, 675)
  assert.equal(at('2026-11-25T10:15:00Z').schoolDay, false)
  assert.equal(at('2027-09-01T10:15:00Z').schoolDay, true)
  assert.deepEqual([at('2026-11-29T10:00:00Z').day, at('2026-11-29T10:00:00Z').schoolDay], [7, false])
})

test('internet that is stopped works again at the very moment that was set', () => {
  const state = aState()
  assert.equal(isSuspended(state, 'ben', new Date('2026-11-24T11:59:59Z')), true)
  assert.equal(isSuspended(state, 'ben', new Date('2026-11-24T12:00:00Z')), false)
  assert.equal(isSuspended(state, 'class', new Date('2030-01-01')), true)
  const site = siteOf('News.example/A?B=1')
  assert.ok(site)
  const asked = questionFor(state, { profile: 'Staff', person: 'class', site, at: new Date(0) })
  assert.deepEqual([asked.suspended, asked.host, asked.pathAndQuery], [true, 'news.example', '/a?b=1'])
})

test('a state is read as it was written; damaged or of another format it is refused', () => {
  const { text } = stateText(aState())
  assert.deepEqual(readState(text), aState())
  assert.throws(() => readState(text.replace('Alder', 'Elder')), /damaged/)
  const other = stateText({ ...aState(), format: 1 } as unknown as SchoolState).text
  assert.throws(() => readState(other), /another version/)
})

test('a damaged state or index lets the one before serve, loudly; the last few stay', async (t) => {
  const folder = await aFolder(t)
  assert.equal(await loadState(folder, schoolId), null)
  const hash = await saveIndex(folder, index)
  for (let version = 1; version <= 9; version++) await saveState(folder, aState({ version, index: hash }))
  const home = join(folder, 'schools', schoolId)
  assert.equal((await readdir(home)).filter((name) => name.endsWith('.json')).length, 6)
  assert.equal((await loadState(folder, schoolId))?.state.version, 9)
  const name = await readFile(join(home, 'current'), 'utf8')
  await writeFile(join(home, name), 'half a fi')
  const loaded = await loadState(folder, schoolId)
  assert.equal(loaded?.state.version, 8)
  assert.match(loaded.problem ?? '', /damaged/)
  await rm(join(home, name))
  assert.match((await loadState(folder, schoolId))?.problem ?? '', /missing/)
  await writeFile(
    join(folder, 'engines', `${hash}.index`),
    'SKINDEX2 and no more than that, which is not enough',
  )
  await assert.rejects(loadState(folder, schoolId), /No state/)
})

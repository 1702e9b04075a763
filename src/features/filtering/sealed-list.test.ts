import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { prepare } from '#/cli/sealed-list.ts'
import { openSnapshot, readAgreed } from '#/engines/filter/index.ts'
import { openGate } from '#/engines/proxy/index.ts'
import { reading } from '#/platform/context.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import { addOwnSite } from './keep-own-list.ts'
import { loadSealedList, removeSealedList } from './load-sealed-list.ts'
import { rewriteSnapshot } from './publish-policy.ts'
import { routes } from './routes.ts'
import { sealedTestName } from './sealed-list.ts'
import { enginesFolder } from './state-files.ts'
import { filterFolder } from './the-lists.ts'
import { engineSnapshotPath } from './write-engine-snapshot.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const feed = ['worst.example', 'host.example/one/page', 'other.example'].map(sha256).join('\n')
const licence = { name: 'Member 1', issuer: 'A foundation', reference: '4711', until: '2027-07-31' }

test('a licensed list is loaded by the operator, nobody opens what is in it, and taking it away is loud and on record', async (t) => {
  const world = await filteredSchools(t)
  const { context, school } = world
  const { head, lead } = school.people
  await setFor(world, school.id, 'filtering.networks', '127.0.9.0/24 staff')
  await world.publish()
  assert.match(await askRoute(context, head, routes, 'GET /filtering'), /No licence is loaded/)
  await lookInto(context, school.id, (tx) =>
    addOwnSite(context, tx, head, {
      site: 'worst.example',
      does: 'allow',
      profiles: [],
      until: null,
      why: 'Somebody tries.',
      addedBy: head.personId,
      agreedBy: lead.personId,
    }),
  )
  await world.publish()
  const troubles: string[] = []
  const reaches = async (host: string, pathAndQuery = '') => {
    const loaded = await openSnapshot(engineSnapshotPath(context), (sentence) => troubles.push(sentence))
    const gate = openGate({ loaded, proxy: 'p:1', askAt: 'http://a/%s/%u', count: () => {}, clock: Date.now })
    return gate.passOf('127.0.9.1')?.mayReach({ host, pathAndQuery }).allowed
  }
  assert.equal(await reaches('worst.example'), true)
  const list = await loadSealedList(context, feed, licence)
  assert.equal(list.entries, 3)
  for (const host of ['worst.example', 'www.worst.example', 'other.example', sealedTestName])
    assert.equal(await reaches(host), false, host)
  assert.equal(await reaches('host.example', '/one/page'), false)
  assert.equal(await reaches('host.example', '/another'), true)
  await world.publish()
  assert.equal(await reaches('worst.example'), false, 'after every publishing')
  await rewriteSnapshot(context)
  assert.equal(await reaches('worst.example'), false, 'and whenever the snapshot is written anew')
  assert.match(
    await askRoute(context, head, routes, 'GET /filtering'),
    /A foundation, 4711[\s\S]*3 entries[\s\S]*one page .* only where the proxy looks inside/,
  )
  await assert.rejects(removeSealedList(context, 'no'), /Say in a sentence/)
  await removeSealedList(context, 'The licence was not renewed by the trust.')
  assert.equal(await reaches('other.example'), true)
  assert.match(await askRoute(context, head, routes, 'GET /filtering'), /No licence is loaded/)
  const kinds = (await reading(context, lead, (tx) => tasksOf(tx, lead))).map(({ kind }) => kind)
  assert.ok(kinds.includes('filtering.sealedGone'))
  const trail = await trailAbout(context, school.id, school.id)
  for (const did of ['sealedLoaded', 'sealedRemoved']) assert.ok(trail.includes(`filtering.${did}`), did)
  await assert.rejects(removeSealedList(context, 'There is nothing there.'), /none to take away/)
})

test('a list that is cut off, a licence that is over, and a file that was changed are not taken', async (t) => {
  const world = await filteredSchools(t)
  const { context, school } = world
  await assert.rejects(prepare([]), /Say sealed-list load FILE/)
  await assert.rejects(prepare(['load', '/nowhere/feed']), /cannot be read/)
  await assert.rejects((await prepare(['remove']))(context), /Say in a sentence why/)
  await assert.rejects(loadSealedList(context, 'worst.example', licence), /no SHA-256 hash/)
  await assert.rejects(loadSealedList(context, '', licence), /is empty/)
  await assert.rejects(loadSealedList(context, feed, { ...licence, until: '2025-07-31' }), /licence is over/)
  await assert.rejects(
    loadSealedList(context, feed, { ...licence, reference: ' ' }),
    /Say the licence’s reference/,
  )
  const list = await loadSealedList(context, feed, licence)
  await assert.rejects(loadSealedList(context, sha256('one'), licence), /probably cut off/)
  await rm(join(enginesFolder(filterFolder(context.vault)), list.feedFile))
  const page = await askRoute(context, school.people.head, routes, 'GET /filtering')
  assert.match(page, /cannot be read/)
  await rewriteSnapshot(context)
  const { sealed } = await readAgreed(engineSnapshotPath(context))
  assert.equal(sealed?.feedFile, list.feedFile, 'engines are not told that there is none')
})

// What a slip in one school’s settings, or a stop halfway, must not do to all the others.

import assert from 'node:assert/strict'
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSnapshot } from '#/engines/filter/index.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askFilter, stateInForce } from './ask-filter.ts'
import { problemOfNetworks, problemOfSites } from './day-and-networks.ts'
import { keepList, listPath } from './kept-lists.ts'
import { loadSealedList, removeSealedList } from './load-sealed-list.ts'
import { problemOfNames } from './network-lines.ts'
import { sealedHere } from './sealed-list.ts'
import { enginesFolder } from './state-files.ts'
import { filterFolder } from './the-lists.ts'
import { engineSnapshotPath, requireTaken } from './write-engine-snapshot.ts'

const licence = { name: 'Member 1', issuer: 'A foundation', reference: '4711', until: '2027-07-31' }

test('what is always open here is one site at a time, and none that lists name as never open', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, publish } = world
  for (const wide of ['com', 'co.uk', 'https://uk/'])
    assert.match(problemOfSites(`help.example\n${wide}`) ?? '', /no address of one site/)
  assert.equal(problemOfSites('help.example\n10.4.0.2'), null)
  await setFor(world, school.id, 'filtering.alwaysOpenToo', 'help.example\npornhub.com\nwww.hide.me')
  await publish()
  const at = context.clock()
  const because = async (address: string) =>
    (await askFilter(context, school.id, { address, profile: 'Key stage 2', at })).because
  assert.deepEqual(
    [await because('help.example'), await because('pornhub.com'), await because('www.hide.me')],
    ['help', 'category', 'category'],
  )
})

test('what an engine could not take is refused where it is typed, and where it is published', async (t) => {
  const { context, school, publish } = await filteredSchools(t)
  const mapped = '::ffff:10.9.0.0/104'
  assert.match(problemOfNetworks(`${mapped} staff`) ?? '', /no range/)
  assert.match(problemOfNames('ad.school.local 10.4.0.3:99999', 'servers') ?? '', /no name with/)
  assert.equal(problemOfNames('ad.school.local 10.4.0.3:5353', 'servers'), null)
  await publish()
  const { state, index } = await stateInForce(context, school.id)
  requireTaken(index, state)
  const networks = [{ range: mapped, profile: state.unknown }]
  assert.throws(() => requireTaken(index, { ...state, networks }), /is no range of addresses/)
})

test('engines are told that devices in the guests’ part of the network are their own, and in each that is marked so', async (t) => {
  const world = await filteredSchools(t)
  const lines = [
    '10.4.9.0/24 guests sign-in',
    '10.4.8.0/24 staff',
    '10.4.7.0/24 keyStage2 own sign-in',
    '10.4.6.0/24 staff sign-in own',
    '10.4.5.0/24 staff own',
    '10.4.4.0/24 keyStage2 sign-in',
  ]
  assert.equal(problemOfNetworks(lines.join('\n')), null)
  for (const wrong of ['own own', 'sign-in sign-in', 'owned', 'own sign-in own'])
    assert.match(problemOfNetworks(`10.4.7.0/24 sixthForm ${wrong}`) ?? '', /own sign-in\./, wrong)
  await setFor(world, world.school.id, 'filtering.networks', lines.join('\n'))
  await world.publish()
  const { snapshot } = await readSnapshot(engineSnapshotPath(world.context))
  const networks = snapshot.schools.flatMap((one) => one.networks)
  const rangesWith = (mark: 'ownDevices' | 'signInFirst') =>
    networks.filter((one) => one[mark]).map(({ range }) => range.slice(0, 6))
  assert.deepEqual(rangesWith('ownDevices'), ['10.4.9', '10.4.7', '10.4.6', '10.4.5'])
  assert.deepEqual(rangesWith('signInFirst'), ['10.4.9', '10.4.7', '10.4.6', '10.4.4'])
})

test('a part of the network for a group that the school does not have gets the strictest, and all else is published', async (t) => {
  const world = await filteredSchools(t)
  await setFor(world, world.school.id, 'filtering.networks', '10.4.9.0/24 sixthForm\n10.4.8.0/24 staff')
  await world.publish()
  const { state } = await stateInForce(world.context, world.school.id)
  const given = Object.fromEntries(state.networks.map(({ range, profile }) => [range, profile]))
  assert.deepEqual([given['10.4.9.0/24'], given['10.4.8.0/24']], [state.unknown, 'Staff'])
})

test('a stop while a list or an index is written keeps nobody from publishing', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, publish } = world
  await setFor(world, school.id, 'filtering.sources', ['ut1'])
  const folder = filterFolder(context.vault)
  const list = { source: 'ut1', category: 'games', address: 'https://lists.example/games' } as const
  await keepList(
    folder,
    { ...list, address: 'https://lists.example/other' },
    { names: ['one.example'], urls: [], expressions: [], exceptions: [], skipped: [] },
    { bytes: 11, at: context.clock() },
  )
  await writeFile(listPath(folder, list), 'two.example')
  const before = await publish()
  const engines = enginesFolder(folder)
  for (const name of (await readdir(engines)).filter((one) => one.startsWith('of-lists-')))
    await writeFile(join(engines, name), '')
  await setFor(world, school.id, 'filtering.alwaysOpenToo', 'help.example')
  assert.equal(await publish(), before + 1)
  for (const name of (await readdir(engines)).filter((one) => one.endsWith('.index')))
    await truncate(join(engines, name), 100)
  assert.equal(await publish(), before + 1)
  const asked = { address: 'one.example', profile: 'Key stage 2', at: context.clock() }
  assert.equal((await askFilter(context, school.id, asked)).category, 'games')
})

test('an index or a snapshot that is damaged is made anew by the next publishing, for every school', async (t) => {
  const { context, publish } = await filteredSchools(t)
  const version = await publish()
  const engines = enginesFolder(filterFolder(context.vault))
  const path = engineSnapshotPath(context)
  const wrong = (await readdir(engines)).filter((one) => one.endsWith('.index'))
  assert.ok(wrong.length > 0)
  for (const name of wrong) {
    const bytes = await readFile(join(engines, name))
    bytes[bytes.length - 9] = 255 - (bytes.at(-9) ?? 0)
    await writeFile(join(engines, name), bytes)
  }
  await assert.rejects(readSnapshot(path), /index is damaged/)
  assert.equal(await publish(), version)
  assert.ok((await readSnapshot(path)).index.names)
  await writeFile(path, 'half a snap')
  assert.equal(await publish(), version)
  assert.equal((await readSnapshot(path)).snapshot.schools.length, 1)
})

test('however a word is spelled in an address, what blocks the word blocks it', async (t) => {
  const { context, school, publish } = await filteredSchools(t)
  await publish()
  const at = context.clock()
  const allowed = async (address: string) =>
    (await askFilter(context, school.id, { address, profile: 'Key stage 2', at })).allowed
  for (const spelled of [
    'thinspo',
    '%74hinspo',
    'best%20thinspo',
    '%22thinspo%22',
    'a%3Dthinspo',
    'THIN%53PO',
  ])
    for (const place of ['search.example/search?q=', 'blog.example/'])
      assert.equal(await allowed(`https://${place}${spelled}`), false, place + spelled)
  assert.equal(await allowed('https://search.example/search?q=thinsport'), true)
})

test('the sealed list is not away before everybody was told', async (t) => {
  const { context } = await filteredSchools(t)
  await loadSealedList(context, 'a'.repeat(64), licence)
  const stopped = () => {
    throw new Error('The power went.')
  }
  await assert.rejects(
    removeSealedList({ ...context, clock: stopped }, 'The licence was not renewed.'),
    /power/,
  )
  const list = await sealedHere(filterFolder(context.vault))
  assert.ok(list !== null && list !== 'broken')
  await writeFile(join(filterFolder(context.vault), 'sealed.json'), '{"licen')
  assert.equal(await sealedHere(filterFolder(context.vault)), 'broken')
})

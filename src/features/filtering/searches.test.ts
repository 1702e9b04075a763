import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSnapshot } from '#/engines/filter/index.ts'
import { openGate } from '#/engines/proxy/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { askFilter } from './ask-filter.ts'
import { categoryIds } from './category.ts'
import { decideRules } from './decide-rules.ts'
import { valuesOf } from './pages-rules.ts'
import { searchesPart } from './pages-searches.ts'
import { profileKeys } from './profile.ts'
import { type ProposeRules, proposeForm, proposeRules } from './propose-rules.ts'
import { routes } from './routes.ts'
import { kindName, kindNames, starterTerms, termsFrom, termsText } from './search-term.ts'
import { rulesInForce } from './version-store.ts'
import { engineSnapshotPath } from './write-engine-snapshot.ts'

const search = ({ context, school }: FilteredSchools, words: string, profile = 'Key stage 2') =>
  askFilter(context, school.id, {
    ...{ address: 'https://www.google.com/search', search: words, profile },
    at: new Date('2026-11-24T10:15:00Z'),
  })

async function proposal(world: FilteredSchools, searchTerms: string): Promise<ProposeRules> {
  const rules = await reading(world.context, world.technician, (tx) => rulesInForce(tx, world.school.id))
  return { ...valuesOf(rules.keyStage2), searchTerms, why: 'It goes round in Year 5.' } as ProposeRules
}

test('a group’s own search terms are proposed by one person and agreed by another, like every other rule', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, technician, publish } = world
  const { coordinator } = school.people
  await publish()
  assert.equal((await search(world, 'slenderman challenge')).allowed, true)
  const terms = await proposal(world, 'violence: Slenderman challenge\nself harm: blackout game')
  const id = await proposeRules(context, technician, 'keyStage2', terms)
  await publish()
  assert.equal((await search(world, 'slenderman challenge')).allowed, true, 'not before somebody agrees')
  const overview = await askRoute(context, coordinator, routes, 'GET /filtering')
  assert.match(overview, new RegExp(`filtering/versions/${id}">Look at the proposal<`))
  const shown = await askRoute(context, coordinator, routes, 'GET /filtering/versions/:id', {
    params: { id },
  })
  const rows = [...shown.matchAll(/Searches with “([^”]+)”.*?>not stopped<.*?stopped, as ([^<]+)</gs)]
  assert.deepEqual(
    rows.map(([, words, kind]) => [words, kind]),
    [
      ['Slenderman challenge', 'Violence and gore'],
      ['blackout game', 'Self-harm, suicide and eating disorders'],
    ],
  )
  await decideRules(context, coordinator, id, { decision: 'agreed', why: null })
  await publish()
  const told = await search(world, 'the SLENDERMAN  challenge, how?')
  assert.deepEqual([told.because, told.leadsToHelp], ['search', false])
  assert.match(told.sentence, /what was searched for is in the category “Violence and gore”/)
  assert.equal((await search(world, 'blackout game')).leadsToHelp, true)
  assert.equal((await search(world, 'slenderman challenge', 'Staff')).allowed, true)
  const page = await askRoute(context, coordinator, routes, 'GET /filtering/rules')
  assert.match(page, /Slenderman challenge/)
  assert.match(
    page,
    /looks into nobody’s encrypted pages, so of searches only those on pages without encryption are seen/,
  )
})

test('the page says in which groups’ encrypted pages searches are seen, and what is never seen', async (t) => {
  const { context, school, technician } = await filteredSchools(t)
  const rules = await reading(context, technician, (tx) => rulesInForce(tx, school.id))
  const view = { rules, keys: profileKeys, inspected: ['keyStage2', 'sixthForm'] } as const
  const shown = String(searchesPart(view, { at: (path) => path }))
  assert.match(shown, /encrypted pages where it looks inside, which it does for: Key stage 2, Sixth form\./)
  assert.match(shown, /It does not see searches in apps, or in pages that change without opening a new one\./)
})

test('a proposal shows the words that it adds and takes away, and not those that stay', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, technician } = world
  const { coordinator } = school.people
  const first = await proposeRules(
    context,
    technician,
    'keyStage2',
    await proposal(world, 'games: slope\ncrime: free robux'),
  )
  await decideRules(context, coordinator, first, { decision: 'agreed', why: null })
  const params = {
    id: await proposeRules(
      context,
      technician,
      'keyStage2',
      await proposal(world, 'games: slope\nviolence: slap game'),
    ),
  }
  const shown = await askRoute(context, coordinator, routes, 'GET /filtering/versions/:id', { params })
  assert.match(
    shown,
    /“free robux”.*?stopped, as Hacking.*?>not stopped<.*“slap game”.*?>not stopped<.*?stopped, as Violence/s,
  )
  assert.doesNotMatch(shown, /slope/)
})

test('lines of search terms are read as they are written, and refused in words', () => {
  const text = 'weapons: buy a knife\nself harm: blackout game'
  assert.equal(termsText(termsFrom(text)), text)
  assert.deepEqual(termsFrom('Self-harm, suicide and eating disorders: X Y Z\r\n\r\nselfharm: x-y-z'), [
    { category: 'selfHarm', term: 'X Y Z' },
  ])
  assert.throws(() => termsFrom('buy a knife'), /does not begin with a kind/)
  assert.throws(() => termsFrom('gardening: buy a rake'), /does not begin with a kind/)
  assert.throws(() => termsFrom('games: go'), /nearly every search/)
  assert.throws(() => termsFrom(`games: ${'x'.repeat(90)}`), Refused)
  assert.throws(() => termsFrom('games: pog\n'.repeat(201)), /200 lines/)
  const checked = proposeForm.safeParse({ searchTerms: 'buy a knife' })
  assert.ok(
    checked.error?.issues.some(({ path, message }) => path[0] === 'searchTerms' && /kind/.test(message)),
  )
  for (const id of categoryIds) assert.deepEqual(termsFrom(`${kindName(id)}: a word`)[0]?.category, id)
})

test('a kind that is called otherwise elsewhere says so, and each that is named can be written', () => {
  assert.ok(kindNames.includes('bypass (ways round the filter)') && kindNames.includes('weapons'))
  assert.deepEqual(
    kindNames.map((kind) => termsFrom(`${kind}: some words`)[0]?.category),
    categoryIds,
  )
})

test('what comes with Schoolkeeper stops no homework and no question about one’s own life', async (t) => {
  const world = await filteredSchools(t)
  await world.publish()
  const fine = [
    'what is self harm',
    'help for suicide',
    'my friend hurts herself what can i do',
    'how to get high marks in maths',
    'am i gay',
    'puberty boys',
    'sex education',
    'sussex weather',
    'guy fawkes gunpowder plot',
    'isis egyptian goddess',
    'romeo and juliet death scene',
    'world war 2 guns',
    'drugs education worksheet',
    'gambling addiction help',
    'what is a proxy server',
    'scunthorpe united',
  ]
  for (const words of fine) assert.equal((await search(world, words)).allowed, true, words)
  for (const [category, words] of Object.entries(starterTerms))
    for (const term of words)
      assert.equal((await search(world, `the ${term} page`)).because, 'search', `${category} ${term}`)
})

test('where whole addresses are seen, a search for self-harm is met with help, and nothing keeps its words', async (t) => {
  const world = await filteredSchools(t)
  const { context, school } = world
  await setFor(world, school.id, 'filtering.networks', '127.0.9.0/24 keyStage2')
  await world.publish()
  const troubles: string[] = []
  const loaded = await openSnapshot(engineSnapshotPath(context), (sentence) => troubles.push(sentence))
  const visits: object[] = []
  const gate = openGate({
    ...{ loaded, proxy: 'p:1', askAt: 'http://a/%s/%u', count: () => {}, clock: Date.now },
    note: (visit) => visits.push(visit),
  })
  const reach = (pathAndQuery: string) => {
    const verdict = gate.passOf('127.0.9.1')?.mayReach({ host: 'www.google.co.uk', pathAndQuery })
    assert.ok(verdict)
    return verdict.allowed ? null : verdict.page.html
  }
  assert.equal(reach('/search?q=volcanoes'), null)
  const help = reach('/search?q=how+to+self+harm') ?? ''
  assert.match(help, /<title>You are not alone<[\s\S]*0800 1111[\s\S]*116 123/)
  assert.doesNotMatch(help, /\bself\b|harm|Blocked|google|Ask for this site/i)
  const wall = reach('/search?q=unblocked+games') ?? ''
  assert.match(wall, /what was searched for is in the category “Ways round the filter”/)
  assert.doesNotMatch(wall, /unblocked|Ask for this site/)
  assert.doesNotMatch(JSON.stringify(visits), /unblocked|self harm|self\+harm/)
})

test('the test box says what a search would meet', async (t) => {
  const world = await filteredSchools(t)
  await world.publish()
  const { context, technician } = world
  const asks = async (fields: object) => {
    const body = {
      profile: 'keyStage2',
      time: '10:15am',
      'on-day': '24',
      'on-month': '11',
      'on-year': '2026',
      ...fields,
    }
    return askRoute(context, technician, routes, 'POST /filtering/try', { body })
  }
  const told = await asks({ search: 'thinspo tips', address: '' })
  assert.match(told, /what was searched for is in the category “Self-harm/)
  assert.match(told, /Where to find help, before anything else/)
  assert.match(await asks({ address: '', search: '' }), /Write an address, or what is searched for/)
})

// What nobody uses is not here: whoever reads this should never wonder what something is for and find that it is for nothing.

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { features } from '#/app/features.ts'
import { everythingOffered } from './everything-offered.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const texts = new Map(
  globSync('{src,demo,test,e2e,bench}/**/*.{ts,js}').map((path) => [path, readFileSync(path, 'utf8')]),
)
const isTest = (path: string) => /\.test\.ts$|^(test|e2e)\//.test(path)
const product = [...texts].filter(([path]) => path.startsWith('src/') && !isTest(path))

/** Who takes a name from a file, by `path name`; `path *` where everything is taken. */
const takers = new Map<string, string[]>()
for (const [path, text] of texts) {
  for (const [, list, from, loaded = ''] of text.matchAll(
    /(?:import|export)\s+(?:type\s+)?(\{[^}]*\}|\* as \w+)\s+from\s+'([^']+)'|import\('([^']+)'\)/g,
  )) {
    for (const name of namesIn(list ?? '*')) take(pathOf(path, from ?? loaded), name, path)
  }
}

function take(from: string, name: string, by: string): void {
  const key = `${from} ${name}`
  takers.set(key, [...(takers.get(key) ?? []), by])
}

function pathOf(path: string, from: string): string {
  return from.startsWith('#/') ? `src/${from.slice(2)}` : join(dirname(path), from)
}

/** The names as the file calls them from which they are taken. */
function namesIn(list: string): string[] {
  if (list.startsWith('*')) return ['*']
  return list
    .slice(1, -1)
    .split(',')
    .map((one) =>
      one
        .trim()
        .replace(/^type /, '')
        .replace(/ as .*/, ''),
    )
    .filter((name) => name !== '')
}

const takersOf = (path: string, name: string): readonly string[] =>
  [...(takers.get(`${path} ${name}`) ?? []), ...(takers.get(`${path} *`) ?? [])].filter((by) => by !== path)

test('a door offers only what somebody outside takes', () => {
  const doors = product.filter(([path]) => /^src\/features\/[^/]+\/index\.ts$/.test(path))
  const offered = doors.flatMap(([door, text]) =>
    [...text.matchAll(/export (?:type )?(\{[^}]*\}) from/g)].flatMap(([, list = '']) =>
      namesIn(list).map((name) => ({ door, name })),
    ),
  )
  assert.ok(offered.length > 200)
  const forNobody = offered.filter(({ door, name }) =>
    takersOf(door, name).every((by) => by.startsWith(`${dirname(door)}/`)),
  )
  assert.deepEqual(
    forNobody.map(({ door, name }) => `${door}: ${name}`),
    [],
  )
})

/** A command is loaded by the name that was typed. */
const isLoadedByName = (path: string, name: string) => path.startsWith('src/cli/') && name === 'command'
// What is generated is kept by a test, and `new-feature` holds the text of a whole feature.
const modules = product.filter(([path]) => !/\/generate-[a-z-]+\.ts$|\.js$|cli\/new-feature\.ts$/.test(path))

const exported = modules.flatMap(([path, text]) =>
  [...text.matchAll(/^export (?:async )?(?:function\*?|const|let|class) (\w+)/gm)].map(([, name = '']) => ({
    path,
    name,
    inItsFile: text.split(new RegExp(`\\b${name}\\b`)).length - 2,
  })),
)

test('what is exported, another file takes', () => {
  assert.ok(exported.length > 3000)
  assert.deepEqual(
    exported
      .filter(({ path, name }) => takersOf(path, name).length === 0 && !isLoadedByName(path, name))
      .map(({ path, name }) => `${path}: ${name}`),
    [],
  )
})

test('nothing of the product is there for its tests alone', () => {
  assert.deepEqual(
    exported
      .filter(({ path, name, inItsFile }) => inItsFile === 0 && takersOf(path, name).every(isTest))
      .filter(({ path, name }) => !isLoadedByName(path, name))
      .map(({ path, name }) => `${path}: ${name}`),
    [],
  )
})

/** How often a word stands in quotation marks in what runs. */
const timesSaid = (word: string): number =>
  product.reduce((sum, [, text]) => sum + text.split(`'${word}'`).length - 1, 0)

test('every permission is asked for somewhere', () => {
  const asked = [...everythingOffered.permissions.keys()]
  assert.ok(asked.length > 150)
  assert.deepEqual(
    asked.filter((permission) => timesSaid(permission) < 2),
    [],
  )
})

test('every setting is read somewhere', async () => {
  const keys = [...everythingOffered.settings.keys()]
  assert.ok(keys.length > 100)
  const read = new Map<string, boolean>()
  for (const [path, text] of product.filter(([, text]) => /defineSetting[<(]/.test(text))) {
    const offers = (await import(`../${path}`)) as Readonly<Record<string, { key?: string } | undefined>>
    for (const { name } of exported.filter((one) => one.path === path)) {
      read.set(offers[name]?.key ?? '', isRead(path, text, name))
    }
  }
  assert.deepEqual(
    keys.filter((key) => !(read.get(key) ?? isNamedElsewhere(key))),
    [],
  )
})

/** By a file that does more than list it, its own included. */
function isRead(path: string, text: string, name: string): boolean {
  const takenBy = takersOf(path, name).flatMap((by) => (by.endsWith('/index.ts') ? takersOf(by, name) : [by]))
  const inItsFile = text.split(new RegExp(`\\b${name}\\b`)).length - 2
  return inItsFile > 1 || takenBy.some((by) => !isTest(by) && !/\/(feature|settings[a-z-]*)\.ts$/.test(by))
}

/** For settings that are made of the rows of a table: no constant bears them. Their rows are named where they are read. */
function isNamedElsewhere(key: string): boolean {
  const word = new RegExp(`\\b${key.slice(key.indexOf('.') + 1).split('-')[0]}\\b`)
  return product.filter(([, text]) => word.test(text)).length > 1
}

test('what is announced, somebody heeds', () => {
  const heeded = new Set(everythingOffered.heeds.map(({ happening }) => happening))
  const announced = product.flatMap(([, text]) =>
    [...text.matchAll(/= happening<[\s\S]*?>\(\s*'([\w.]+)'/g)].map(([, id = '']) => id),
  )
  assert.ok(announced.length > 30)
  assert.deepEqual(
    announced.filter((id) => !heeded.has(id)),
    [],
  )
})

test('every view that a feature publishes, a later one reads', () => {
  const published = features.flatMap(({ name, publishes = [] }) => publishes.map((view) => ({ name, view })))
  assert.ok(published.length > 5)
  assert.deepEqual(
    published
      .filter(({ name, view }) => !isReadOutside(`src/features/${name}/`, view))
      .map(({ view }) => view),
    [],
  )
})

function isReadOutside(folder: string, view: string): boolean {
  const named = new RegExp(`\\b${view.replace('.', '\\.')}\\b`)
  return product.some(([path, text]) => !path.startsWith(folder) && named.test(text))
}

const styles = globSync('src/platform/web/look/sass/*.scss')
  .map((path) => readFileSync(path, 'utf8').replaceAll(/\/\/.*$/gm, ''))
  .join('\n')
const markup = product.map(([, text]) => text).join('\n')
const classesIn = (text: string, pattern: RegExp) =>
  new Set([...text.matchAll(pattern)].map(([, one = '']) => one))

test('every class that has a style stands on a page, and the other way round', () => {
  const styled = classesIn(styles, /\.(sk-[a-z0-9_-]*[a-z0-9])/g)
  const onPages = classesIn(markup, /\b(sk-[a-z0-9_-]*[a-z0-9])(?!\$)/g)
  assert.ok(styled.size > 100)
  // `sk-task--${urgency}` stands for every class that begins so.
  const begun = classesIn(markup, /\b(sk-[a-z0-9_-]+-)\$\{/g)
  assert.deepEqual(
    [...styled].filter((one) => !onPages.has(one) && ![...begun].some((start) => one.startsWith(start))),
    [],
  )
  assert.deepEqual(
    // A block may have a style by its parts and manners alone, and a script may look for a class.
    [...onPages].filter((one) => !styles.includes(`.${one}`) && !markup.includes(`.${one}`)),
    [],
  )
})

// Every feature has the same shape, so whoever knows one knows all. The direction of imports is the cruiser's.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { features } from '#/app/features.ts'
import { everythingOffered } from './everything-offered.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

// The rules are plain JavaScript; a path in a variable keeps the type checker from asking for their types.
const rules = '../.dependency-cruiser.mjs'
const { reading } = (await import(rules)) as { reading: string[] }

const required = ['README.md', 'index.ts', 'feature.ts', 'routes.ts', 'tables.ts', 'controls.ts']
const emptyWords =
  /(^|[-/])(utils?|helpers?|common|misc|shared|types|constants|services?|managers?|controllers?)(\.|\/|$)/
const testTexts = globSync('{src,test,e2e}/**/*.ts')
  .filter((path) => /\.test\.ts$|^(test|e2e)\//.test(path))
  .map((path) => readFileSync(path, 'utf8'))
const sourceFiles = globSync('src/**/*.{ts,js,cjs}')
/** A verb: a file with a command, which changes something in a transaction of its own. */
const commandsIn = (text: string) =>
  text
    .split(/^export /m)
    .filter((part) => /\binTransaction\(/.test(part.split(/^}$/m)[0] ?? ''))
    .flatMap((part) => part.match(/^(?:async )?function ([a-zA-Z]+)\(/)?.[1] ?? [])
const schemas = new Set(features.flatMap(({ tables }) => tables.map((table) => table.split('.')[0])))

test('the list of features, their folders and their reading order agree', () => {
  assert.deepEqual(
    features.map(({ name }) => name),
    reading,
  )
  assert.deepEqual(readdirSync('src/features').sort(), [...reading].sort())
})

for (const feature of readdirSync('src/features')) {
  test(`${feature} has the shape of a feature`, () => {
    const files = readdirSync(`src/features/${feature}`)
    const missing = required.filter((name) => !files.includes(name))
    if (!files.some((name) => /^(store|[a-z-]+-store)\.ts$/.test(name))) missing.push('store.ts')
    if (!files.some((name) => /^pages(-[a-z-]+)?\.ts$/.test(name))) missing.push('pages.ts')
    assert.deepEqual(missing, [], 'missing')
  })

  test(`every command of ${feature} has a test that calls it`, () => {
    const files = globSync(`src/features/${feature}/*.ts`).filter(
      (path) => !/(\.test|routes[a-z-]*|jobs)\.ts$/.test(path),
    )
    const commands = files.flatMap((path) => commandsIn(readFileSync(path, 'utf8')))
    assert.deepEqual(
      commands.filter((name) => !testTexts.some((text) => text.includes(`${name}(`))),
      [],
    )
  })

  test(`${feature} names only its own tables, and views that neighbours publish`, () => {
    const own = features.find(({ name }) => name === feature)
    const allowed = new Set([...(own?.tables ?? []), ...features.flatMap(({ publishes }) => publishes ?? [])])
    const stores = globSync(`src/features/${feature}/**/{store,*-store}.ts`)
    const named = stores.flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(
        /\b(?:from|join|into|update|[A-Za-z]+(?:Into|From|Table|Join))\s*\(?\s*'?([a-z_]+\.[a-z_]+)\b(?!\()/g,
      ),
    ])
    const foreign = named
      .map(([, table]) => table ?? '')
      .filter((table) => schemas.has(table.split('.')[0]) && !allowed.has(table))
    assert.deepEqual([...new Set(foreign)], [])
  })
}

test('every exported function has its line of doc', () => {
  const files = globSync('{src,bench,demo,test,e2e}/**/*.ts').filter((path) => !path.endsWith('.test.ts'))
  assert.deepEqual(
    files.flatMap((path) => undocumentedIn(path, readFileSync(path, 'utf8'))),
    [],
  )
  const bare =
    'export const a = () => 1\n/** Says so. */\nexport function b() {}\n// No doc.\nexport function c() {}'
  assert.deepEqual(undocumentedIn('bare.ts', bare), ['bare.ts: a', 'bare.ts: c'])
})

/** The compiler's own parser says what is a function and what stands before it. */
function undocumentedIn(path: string, text: string): string[] {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return statements.flatMap((statement) => {
    const names = functionsOf(statement)
    return names.length > 0 && ts.getJSDocCommentsAndTags(statement).length === 0
      ? names.map((name) => `${path}: ${name}`)
      : []
  })
}

function functionsOf(statement: ts.Statement): string[] {
  const isExported = (node: ts.FunctionDeclaration | ts.VariableStatement) =>
    node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
  if (ts.isFunctionDeclaration(statement)) {
    return isExported(statement) && statement.name ? [statement.name.text] : []
  }
  if (!ts.isVariableStatement(statement) || !isExported(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
      ? [name.getText()]
      : [],
  )
}

test('no file has a name that says nothing', () => {
  assert.deepEqual(
    sourceFiles.filter((path) => emptyWords.test(path)),
    [],
  )
})

test('every route says who may knock, and the permission exists', () => {
  const { routes, permissions } = everythingOffered
  for (const { may, path, does } of routes) {
    assert.ok(may === 'anybody' || may === 'signedIn' || permissions.has(may), `${path} asks for ${may}`)
    assert.ok(does.length > 3, `${path} does not say what it does`)
  }
})

test('no two routes answer the same address', () => {
  const { routes } = everythingOffered
  const addresses = routes.map(({ method, path }) => `${method} ${path}`)
  assert.equal(new Set(addresses).size, addresses.length)
})

test('everything that is recorded is in the closed list of events', () => {
  const { events } = everythingOffered
  const recorded = sourceFiles
    .filter((path) => !path.endsWith('.test.ts') && !path.startsWith('src/platform/audit/'))
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bdid: '([^']+)'/g)].map(([, did]) => did ?? ''),
    )
  assert.deepEqual(
    [...new Set(recorded)].filter((did) => !events.has(did)),
    [],
  )
})

test('every control names a test that exists', () => {
  const names = new Set(
    globSync('{src,test,e2e}/**/*.test.ts').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\b(?:test|it|journey)\(\s*['"`]([^'"`]+)['"`]/g)].map(
        ([, name]) => name,
      ),
    ),
  )
  const unproved = everythingOffered.controls
    .filter(({ provedBy }) => !names.has(provedBy))
    .map(({ id, provedBy }) => `${id}: ${provedBy}`)
  assert.deepEqual(unproved, [])
})

test('the cruiser reads every source file: it passes, silently, when it can read none', () => {
  const report = JSON.parse(
    execFileSync('node_modules/.bin/depcruise', ['src', '--output-type', 'json'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1e9,
    }),
  ) as {
    modules: { source: string }[]
    summary: { violations: { rule: { name: string }; from: string; to: string }[] }
  }
  const seen = new Set(report.modules.map(({ source }) => source))
  assert.deepEqual(
    globSync('src/**/*.ts').filter((path) => !seen.has(path)),
    [],
  )
  assert.deepEqual(
    report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    [],
  )
})

test('migrations have numbers of their own, in order', () => {
  const numbers = readdirSync('migrations').map((file) => basename(file).slice(0, 4))
  assert.equal(new Set(numbers).size, numbers.length)
})

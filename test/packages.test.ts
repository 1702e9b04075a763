// What is installed: exactly what the lock file says, under licences that an MIT project may be handed on with.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

type Locked = { version: string; integrity?: string; license?: string; dev?: boolean }
type Wanted = Readonly<Record<string, string>>

const checkout = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(checkout, file), 'utf8')
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }
const locked = Object.entries(lock.packages).filter(([path]) => path !== '')
const wanted = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Wanted
>

/** They ask for no more than that their notice stays with their code. */
const free = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
])

/** Others, each with why it may be here all the same. */
const accepted: readonly { path: RegExp; license: RegExp; why: string }[] = [
  { path: /\/duck$/, license: /^BSD$/, why: 'two clauses, as its LICENSE file says' },
  { path: /\/jszip$/, license: /^\(MIT OR /, why: 'ours is the choice: MIT' },
  { path: /\/pako$/, license: /^\(MIT AND Zlib\)$/, why: 'both let it be handed on with ours' },
  {
    path: /^node_modules\/@img\/sharp-/,
    license: /LGPL-3\.0-or-later/,
    why: 'libvips is a file of its own that sharp loads: whoever wants another puts it there',
  },
  {
    path: /^node_modules\/@fontsource\/atkinson-hyperlegible$/,
    license: /^OFL-1\.1$/,
    why: 'a font may be handed on with any software',
  },
]

/** Licences of packages that name none in their package.json: where their text stands, and how it begins. */
const toldInText: Readonly<Record<string, { file: string; begins: string; license: string }>> = {
  'node_modules/png-js': { file: 'LICENSE', begins: 'MIT License', license: 'MIT' },
}

const licenseOf = (path: string, { license }: Locked): string =>
  license ?? toldInText[path]?.license ?? 'none'

test('everything that a school runs has a licence that goes with ours', () => {
  const others = locked
    .filter(([, { dev }]) => !dev)
    .map(([path, parts]) => ({ path, license: licenseOf(path, parts) }))
    .filter(({ license }) => !free.has(license))
    .filter((one) => !accepted.some(({ path, license }) => path.test(one.path) && license.test(one.license)))
  assert.deepEqual(others, [])
})

test('a licence that is only told in a text is the one we say it is', () => {
  for (const [path, { file, begins }] of Object.entries(toldInText))
    assert.ok(read(join(path, file)).startsWith(begins), path)
})

test('each package is wanted in one version, and the lock file has that version and its hash', () => {
  const asked = Object.entries({
    ...wanted.dependencies,
    ...wanted.devDependencies,
    ...wanted.optionalDependencies,
  })
  assert.ok(asked.length > 40)
  for (const [name, version] of asked)
    assert.equal(lock.packages[`node_modules/${name}`]?.version, version, `${name} is not pinned`)
  assert.deepEqual(
    locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path),
    [],
  )
})

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { compileLook } from './compile.ts'
import { assetsPath, sassFiles } from './sources.ts'

const cache = mkdtempSync(join(tmpdir(), 'look-'))
after(() => rmSync(cache, { recursive: true }))

const assets = await compileLook(cache)
const css = assets.find((asset) => asset.path.endsWith('.css'))?.body.toString() ?? ''

test('everything has a path of its own that changes with the content, a type and a body', () => {
  assert.equal(new Set(assets.map((asset) => asset.path)).size, assets.length)
  for (const { path, contentType, body, hash } of assets) {
    assert.ok(path.startsWith(`${assetsPath}/`), path)
    assert.match(contentType, /^(text\/(css|javascript); charset=utf-8|image\/svg\+xml|font\/woff2)$/)
    assert.ok(body.length > 0)
    assert.match(hash, /^[0-9a-f]{16}$/)
  }
})

test('the style sheet is compiled once and then taken from the cache', async () => {
  const [kept] = readdirSync(cache)
  assert.match(kept ?? '', /^schoolkeeper-[0-9a-f]{16}\.css$/)
  const before = statSync(join(cache, kept ?? '')).mtimeMs
  const again = await compileLook(cache)
  assert.deepEqual(
    again.map(({ hash }) => hash),
    assets.map(({ hash }) => hash),
  )
  assert.equal(statSync(join(cache, kept ?? '')).mtimeMs, before)
})

test('the style sheet asks only for files that are served, and for nothing of the Crown', () => {
  const served = new Set(assets.map(({ path }) => path.slice(assetsPath.length + 1)))
  const asked = [...css.matchAll(/url\(["']?([^"')]+)/g)].map(([, url]) => url ?? '')
  assert.ok(asked.length > 0)
  for (const url of asked) assert.ok(served.has(url.replace('./', '')), url)
  assert.doesNotMatch(css, /GDS Transport|crown/i)
})

test('our scripts import only files that are served', () => {
  const served = new Set(assets.map(({ path }) => path.slice(assetsPath.length + 1)))
  for (const { path, body } of assets.filter((asset) =>
    /\/(?:init|send-once|progress)\.js$/.test(asset.path),
  )) {
    for (const [, name] of body.toString().matchAll(/from '\.\/([^']+)'/g)) {
      assert.ok(served.has(name ?? ''), `${path} imports ${name}`)
    }
  }
})

const settings = readFileSync(sassFiles.find((file) => file.endsWith('_settings.scss')) ?? '', 'utf8')
const pairs: readonly (readonly [text: string, ground: string, least: number])[] = [
  ['ink', 'white', 7],
  ['ink', 'paper', 7],
  ['ink', 'amber', 4.5],
  ['ink', 'amber-wash', 7],
  ['ink-soft', 'white', 4.5],
  ['ink-soft', 'paper', 4.5],
  ['ink-soft', 'teal-wash', 4.5],
  ['teal', 'white', 4.5],
  ['teal', 'paper', 4.5],
  ['teal', 'teal-wash', 4.5],
  ['teal-deep', 'teal-wash', 4.5],
  ['violet', 'white', 4.5],
  ['red', 'white', 4.5],
  ['green', 'white', 4.5],
  ['white', 'ink', 4.5],
  ['white', 'red', 4.5],
  ['white', 'teal', 4.5],
  ['rule-strong', 'white', 3],
]
for (const [text, ground, least] of pairs) {
  test(`${text} on ${ground} has a contrast of at least ${least} to 1`, () => {
    const [light = 0, dark = 0] = [luminance(text), luminance(ground)].sort((a, b) => b - a)
    assert.ok((light + 0.05) / (dark + 0.05) >= least)
  })
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(name: string): number {
  const [, hex] = new RegExp(`^\\$${name}: #([0-9a-f]{6});`, 'm').exec(settings) ?? []
  assert.ok(hex, `_settings.scss has no colour ${name}`)
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

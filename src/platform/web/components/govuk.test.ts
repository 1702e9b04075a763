import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { html, trusted } from '../html.ts'
import { generateGovukOptions } from './generate-govuk-options.ts'
import { govuk } from './govuk.ts'

type Fixture = { name: string; options: Record<string, unknown>; html: string }
const components = new URL('dist/govuk/components/', import.meta.resolve('govuk-frontend/package.json'))

/** GOV.UK's examples hold markup as strings; ours must be `Html`. */
function asOurs(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => asOurs(item))
  if (typeof value === 'string' && /^html$|Html$|^(?:start|navigationStart|navigationEnd)$/.test(name))
    return trusted(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asOurs(inner, key)]))
}

function oneLine(markup: string): string {
  return markup.replace(/\s+/g, ' ').replace(/> </g, '><').trim()
}

for (const [name, draw] of Object.entries(govuk)) {
  const folder = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const { fixtures } = JSON.parse(readFileSync(new URL(`${folder}/fixtures.json`, components), 'utf8'))
  test(`govuk.${name} draws each of GOV.UK's examples as GOV.UK does`, () => {
    assert.ok(fixtures.length > 0)
    for (const fixture of fixtures as Fixture[]) {
      const drawn = (draw as (options: unknown) => unknown)(asOurs(fixture.options))
      assert.equal(oneLine(String(drawn)), oneLine(fixture.html), fixture.name)
    }
  })
}

test('the types of the options are those of the installed GOV.UK Frontend', () => {
  const committed = readFileSync(new URL('./govuk-options.ts', import.meta.url), 'utf8')
  assert.equal(
    committed,
    generateGovukOptions(),
    'Run: node src/platform/web/components/generate-govuk-options.ts',
  )
})

test('text is escaped, and markup passes', () => {
  assert.match(String(govuk.tag({ text: '<b>Open</b>' })), /&lt;b&gt;Open/)
  assert.match(String(govuk.tag({ html: html`<b>${'<Open>'}</b>` })), /<b>&#60;Open&#62;<\/b>/)
})

test('a plain string where markup belongs is refused', () => {
  const smuggled = '<b>' as unknown as ReturnType<typeof html>
  assert.throws(() => govuk.insetText({ html: smuggled }), /takes markup made with html/)
})

test('a button never opens a script', () => {
  assert.match(String(govuk.button({ text: 'Go', href: 'javascript:alert(1)' })), /href="#"/)
})

test('a table of 25 rows with tags and links is drawn in a few milliseconds', () => {
  const row = () => [
    { html: html`<a class="govuk-link" href="/s/alder">A link</a>` },
    { html: govuk.tag({ text: 'Open', classes: 'govuk-tag--blue' }) },
    { text: '12 November 2026' },
  ]
  const draw = () =>
    govuk.table({ head: [{ text: 'a' }, { text: 'b' }], rows: Array.from({ length: 25 }, row) })
  for (let warm = 0; warm < 20; warm++) draw()
  const startedAtMs = performance.now()
  for (let turn = 0; turn < 20; turn++) draw()
  const tookMs = (performance.now() - startedAtMs) / 20
  assert.ok(tookMs < 25, `took ${tookMs.toFixed(1)} ms`)
})

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { escapeText, Html, html, safeHref, trusted } from './html.ts'

const hostile = `"><script>alert('1')</script>`

test('values are escaped, in text and in attributes', () => {
  assert.equal(
    String(html`<p title="${hostile}">${hostile}</p>`),
    '<p title="&#34;&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;">' +
      '&#34;&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;</p>',
  )
})

test('no text whatsoever opens a tag or closes an attribute', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.doesNotMatch(String(html`${text}`), /[<>"'`]/)
    }),
  )
})

test('markup nests without being escaped twice, and lists join', () => {
  const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`)
  assert.equal(String(html`<ul>${items}</ul>`), '<ul><li>a</li><li>&#60;b&#62;</li></ul>')
})

test('undefined, null and false print nothing; zero prints', () => {
  assert.equal(String(html`${undefined}${null}${false}${[]}${0}`), '0')
})

test('an object that is not markup is refused, however it got past the types', () => {
  const notHtml = { toString: () => '<b>' } as unknown as string
  assert.throws(() => html`${notHtml}`, /cannot print/)
})

test('nothing but html and trusted makes markup', () => {
  assert.ok(trusted('<b>') instanceof Html)
  assert.equal(String(html`${JSON.parse('"<b>"')}`), '&#60;b&#62;')
})

test('an attribute outside quotes is refused', () => {
  assert.throws(() => html`<a href=${'x'}>x</a>`, /outside quotes/)
  assert.throws(() => html`<input name="a" value=${'x'}>`, /outside quotes/)
  assert.equal(String(html`<p>1 + 1 = ${2}</p>`), '<p>1 + 1 = 2</p>')
})

test('inline script, style and handlers are refused', () => {
  assert.throws(() => html`<script>alert(1)</script>`, /inline script/)
  assert.throws(() => html`<p style="color: red">x</p>`, /inline style/)
  assert.throws(() => html`<p onclick="alert(1)">x</p>`, /inline handler/)
  assert.match(String(html`<script src="/init.js"></script>`), /init/)
})

const addresses: readonly (readonly [string, string])[] = [
  ['/s/alder', '/s/alder'],
  ['?page=2', '?page=2'],
  ['#reason', '#reason'],
  ['https://www.ceop.police.uk', 'https://www.ceop.police.uk'],
  ['mailto:a@b.example', 'mailto:a@b.example'],
  ['tel:08001111', 'tel:08001111'],
  ['/s/alder?from=09:00', '/s/alder?from=09:00'],
  ['javascript:alert(1)', '#'],
  ['JavaScript:alert(1)', '#'],
  [' java\nscript:alert(1)', '#'],
  ['data:text/html,x', '#'],
  ['vbscript:x', '#'],
]
for (const [address, opens] of addresses) {
  test(`a link to ${JSON.stringify(address)} opens ${opens}`, () => {
    assert.equal(safeHref(address), opens)
    assert.equal(String(html`<a href="${address}">x</a>`), `<a href="${escapeText(opens)}">x</a>`)
  })
}

test('only components and charts call markup trusted', () => {
  const root = new URL('../../', import.meta.url)
  const callers = globSync('**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) => /\btrusted\(/.test(readFileSync(new URL(file, root), 'utf8')))
    .filter((file) => file !== 'platform/web/html.ts')
  assert.ok(callers.length > 0)
  for (const file of callers) assert.match(file, /^platform\/(?:web\/components|charts)\//)
})

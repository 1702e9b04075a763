import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { siteOf } from './index.ts'
import { compileTerms, searchIn, termIn } from './search.ts'

/** What the decision is asked with: the canonical address in lower case. */
function searchAt(address: string): string {
  const site = siteOf(address)
  assert.ok(site)
  return searchIn(site.host, `${site.path}${site.query}`.toLowerCase())
}

const addresses: readonly [address: string, search: string][] = [
  ['https://www.google.co.uk/search?hl=en&q=Volcanoes+of%20Italy', 'volcanoes of italy'],
  ['https://www.bing.com/images/search?q=caf%C3%A9', 'café'],
  ['https://duckduckgo.com/?t=h&q=a%2Bb%26c', 'a+b&c'],
  ['https://uk.search.yahoo.com/search;_ylt=A?p=tudors', 'tudors'],
  ['https://www.youtube.com/results?search_query=knots', 'knots'],
  ['https://www.google.com/search?%71=spelled', 'spelled'],
  ['https://www.google.com/complete/search?q=half+a+tho', ''],
  ['https://www.google.com/maps?q', ''],
  ['https://news.example/search?q=volcanoes', ''],
  ['https://www.google.com.evil.example/search?q=x', ''],
]

for (const [address, search] of addresses) {
  test(`at ${address} somebody searches for “${search}”`, () => assert.equal(searchAt(address), search))
}

const terms = compileTerms([
  { term: 'harm myself', category: 'harm' },
  { term: 'porn', category: 'pornography' },
  { term: 'Buy a Knife', category: 'weapons' },
])
const found = (search: string) => terms && termIn(terms, search)

test('a term is found as whole words in its order, however it is typed, and inside no other word', () => {
  const searches: readonly [string, number | undefined][] = [
    ['how to HARM  myself now', 0],
    ['how to “harm-myself”', 0],
    ['ｈａｒｍ myself', 0],
    ['hárm mysélf', 0],
    ['ha\u200brm my\u00adself', 0],
    ['myself harm', undefined],
    ['harm to myself', undefined],
    ['pornography law', undefined],
    ['export porn', 1],
    ['buy a knife to harm myself', 0],
    ['buy a penknife', undefined],
    ['', undefined],
  ]
  for (const [search, place] of searches) assert.equal(found(search), place, search)
})

test('a term without a letter is refused, and no terms ask nothing', () => {
  assert.throws(() => compileTerms([{ term: ' – ', category: 'harm' }]), /no word/)
  assert.equal(compileTerms([]), undefined)
})

const spelled = (letters: string, codes: readonly boolean[], capitals: readonly boolean[]): string =>
  [...letters]
    .map((letter, at) => {
      if (letter === ' ') return codes[at] ? '%20' : '+'
      const cased = capitals[at] ? letter.toUpperCase() : letter
      return codes[at] ? `%${cased.charCodeAt(0).toString(16)}` : cased
    })
    .join('')

test('any way of writing it in an address is the same search', () => {
  const term = 'harm myself'
  const flags = fc.array(fc.boolean(), { minLength: term.length, maxLength: term.length })
  const before = fc.constantFrom('', 'how+to+', '%22', '(', 'a%0a', '%26+')
  const after = fc.constantFrom('', '+now', '%22', '%3F', '&hl=en', '#top')
  fc.assert(
    fc.property(flags, flags, before, after, (codes, capitals, start, end) => {
      const address = `https://www.google.com/search?ie=utf-8&q=${start}${spelled(term, codes, capitals)}${end}`
      assert.equal(found(searchAt(address)), 0, address)
    }),
  )
})

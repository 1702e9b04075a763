import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { siteOf } from './index.ts'
import { compileTerms, searchIn, takesSearches, termIn } from './search.ts'

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
  ['https://x.com/search?q=harm%20myself&src=typed_query', 'harm myself'],
  ['https://twitter.com/search?q=volcanoes', 'volcanoes'],
  ['https://www.instagram.com/explore/search/keyword/?q=harm+myself', 'harm myself'],
  ['https://www.tumblr.com/search/Harm%20myself', 'harm myself'],
  ['https://www.tumblr.com/search/harm+myself/recent?src=typed', 'harm myself'],
  ['https://tumblr.com/search/caf%C3%A9?q=tudors', 'café\ntudors'],
  ['https://www.tumblr.com/search', ''],
  ['https://www.tumblr.com/researcher/search/volcanoes', ''],
  ['https://news.example/search/volcanoes', ''],
  ['https://swisscows.com/en/web?query=volcanoes&region=en-GB', 'volcanoes'],
  ['https://www.safesearchkids.com/search/?q=volcanoes', 'volcanoes'],
  ['https://www.box.com/search?q=volcanoes', ''],
  ['https://news.example/search?q=volcanoes', ''],
  ['https://www.google.com.evil.example/search?q=x', ''],
]

for (const [address, search] of addresses) {
  test(`at ${address} somebody searches for “${search.replaceAll('\n', ', ')}”`, () =>
    assert.equal(searchAt(address), search))
}

const forms: readonly [address: string, form: string, search: string][] = [
  ['https://html.duckduckgo.com/html/', 'q=Volcanoes+of%20Italy&b=&kl=', 'Volcanoes of Italy'],
  ['https://lite.duckduckgo.com/lite/', 'kl=&q=caf%C3%A9', 'café'],
  ['https://www.startpage.com/sp/search', 'query=tudors&cat=web', 'tudors'],
  ['https://eu.startpage.com/do/search', 'cat=web&query=tudors', 'tudors'],
  ['https://duckduckgo.com/', '%71=spelled', 'spelled'],
  ['https://duckduckgo.com/', 'Q=loud', 'loud'],
  ['https://duckduckgo.com/?q=one', 'q=two&q=three', 'one\ntwo\nthree'],
  ['https://duckduckgo.com/', 'b=1&x=q', ''],
  ['https://duckduckgo.com/', 'q', ''],
  ['https://duckduckgo.com/', '', ''],
  ['https://duckduckgo.com/ac/', 'q=half+a+tho', ''],
  ['https://news.example/', 'q=volcanoes', ''],
]

for (const [address, form, search] of forms) {
  test(`“${form}”, posted to ${address}, searches for “${search.replaceAll('\n', ', ')}”`, () => {
    const site = siteOf(address)
    assert.ok(site)
    const place = [site.host, `${site.path}${site.query}`.toLowerCase()] as const
    assert.equal(searchIn(...place, form), search)
    if (search !== '') assert.ok(takesSearches(...place), 'and so the form is read')
  })
}

test('no form is read at other sites, nor what is asked while somebody types', () => {
  assert.equal(takesSearches('news.example', '/search?q=x'), false)
  assert.equal(takesSearches('duckduckgo.com', '/ac/?q=x'), false)
  assert.equal(takesSearches('startpage.com.evil.example', '/sp/search'), false)
})

test('no form is read where somebody may sign in or write, at a site that has a search besides', () => {
  for (const host of [
    'accounts.google.com',
    'mail.google.com',
    'docs.google.com',
    'classroom.google.com',
    'en.wikipedia.org',
    'www.reddit.com',
    'www.tiktok.com',
    'www.youtube.com',
    'www.pinterest.com',
    'x.com',
    'www.instagram.com',
    'www.tumblr.com',
    'support.startpage.com',
    'www.bing.com',
  ])
    assert.equal(takesSearches(host, '/search?q=x'), false, host)
  for (const host of [
    'www.google.co.uk',
    'duckduckgo.com',
    'safe.duckduckgo.com',
    's3-eu4.startpage.com',
    'search.brave.com',
    'uk.search.yahoo.com',
    'lite.qwant.com',
    'www.kiddle.co',
  ])
    assert.ok(takesSearches(host, '/search'), host)
})

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

test('a term is found at the end of the longest form that is read', () => {
  const form = `q=${'a+'.repeat(32 * 1024 - 10)}harm+myself`
  assert.ok(form.length <= 64 * 1024)
  assert.equal(found(searchIn('html.duckduckgo.com', '/html/', form)), 0)
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

test('any way of writing it in a form is the same search, and any bytes are read to their end', () => {
  const term = 'harm myself'
  const flags = fc.array(fc.boolean(), { minLength: term.length, maxLength: term.length })
  const others = fc.constantFrom('', 'b=&', 'kl=uk-en&', '&&', '%zz=%&')
  fc.assert(
    fc.property(flags, flags, others, fc.string(), (codes, capitals, before, after) => {
      const form = `${before}q=${spelled(term, codes, capitals)}&x=${after}`
      assert.equal(found(searchIn('html.duckduckgo.com', '/html/', form)), 0, form)
    }),
  )
  const bytes = fc.uint8Array({ maxLength: 300 })
  fc.assert(
    fc.property(bytes, (form) => {
      searchIn('html.duckduckgo.com', '/html/', Buffer.from(form).toString('utf8'))
    }),
  )
})

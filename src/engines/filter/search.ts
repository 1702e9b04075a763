// What somebody searches for, where a search engine's whole address is seen, or the form that is posted to it, and whether it has a
// term that is not searched for.
// Neither leaves this file: a decision names the place of the term in its list, and nothing keeps the words.

import { Refused } from '#/kernel/refusal.ts'
import type { SearchTerm } from './policy.ts'

/**
 * `posted`: where it takes a search by a form, and nothing else that somebody sends. Nowhere else is a form looked at: it would be a
 * password, or a letter. `path`: where the words stand in the path itself.
 */
type Engine = { hosts: RegExp; parameters: readonly string[]; posted?: RegExp; path?: RegExp }

const engines: readonly Engine[] = [
  {
    hosts: /^(?:[a-z]+\.)?google\.[a-z.]{2,6}$/,
    parameters: ['q', 'as_q', 'as_epq', 'as_oq'],
    posted: /^(?:www\.)?google\./,
  },
  { hosts: /^(?:[a-z]+\.)?bing\.com$/, parameters: ['q'] },
  {
    hosts: /^(?:[a-z]+\.)?duckduckgo\.com$/,
    parameters: ['q'],
    posted: /^(?:(?:html|lite|www|safe|start|noai)\.)?duckduckgo\./,
  },
  { hosts: /^(?:[a-z]+\.)*search\.yahoo\.com$/, parameters: ['p'], posted: /./ },
  { hosts: /^(?:www\.)?ecosia\.org$/, parameters: ['q'] },
  { hosts: /^search\.brave\.com$/, parameters: ['q'], posted: /./ },
  { hosts: /^(?:www\.|lite\.)?qwant\.com$/, parameters: ['q'], posted: /^lite\./ },
  {
    hosts: /^(?:[a-z0-9-]+\.)?startpage\.com$/,
    parameters: ['query', 'q'],
    posted: /^(?:(?:www|eu|us|classic|s\d+-[a-z0-9-]+)\.)?startpage\./,
  },
  { hosts: /^(?:www\.)?(?:yandex\.[a-z.]{2,6}|ya\.ru)$/, parameters: ['text'] },
  { hosts: /^(?:www\.)?(?:ask\.com|search\.aol\.com|kiddle\.co)$/, parameters: ['q'], posted: /./ },
  { hosts: /^(?:www\.|m\.|music\.)?youtube\.com$/, parameters: ['search_query', 'q'] },
  { hosts: /^(?:www\.)?(?:tiktok|reddit|pinterest)\.(?:com|co\.uk)$/, parameters: ['q'] },
  { hosts: /^(?:(?:www|mobile)\.)?(?:x|twitter)\.com$/, parameters: ['q'] },
  { hosts: /^(?:www\.)?instagram\.com$/, parameters: ['q'] },
  { hosts: /^(?:www\.)?tumblr\.com$/, parameters: ['q'], path: /^\/search\/([^/]+)/ },
  { hosts: /^(?:www\.)?swisscows\.com$/, parameters: ['query'] },
  { hosts: /^(?:www\.)?safesearchkids\.com$/, parameters: ['q'] },
  { hosts: /^(?:[a-z]+\.)?wikipedia\.org$/, parameters: ['search'] },
]

/** What an engine is asked while somebody types is half a thought: only what they then search for counts. */
const onlySuggests = /^\/(?:complete|ac|as|suggest|suggestions|osjson\.aspx|w\/api\.php)(?:\/|$)/

const engineAt = (host: string, path: string): Engine | undefined =>
  onlySuggests.test(path) ? undefined : engines.find(({ hosts }) => hosts.test(host))

/** Whether a form that is posted here may be a search. */
export const takesSearches = (host: string, pathAndQuery: string): boolean =>
  engineAt(host, pathOf(pathAndQuery))?.posted?.test(host) === true

const pathOf = (pathAndQuery: string): string => pathAndQuery.split('?', 1)[0] as string

/**
 * What is searched for at this address, or by the form that is posted to it (`a=b&c=d`), as it was written; empty where
 * nothing is, or at no engine that is known.
 */
export function searchIn(host: string, pathAndQuery: string, form = ''): string {
  const questionMark = pathAndQuery.indexOf('?')
  // Most addresses are no search: they are done with before any engine is looked for.
  if (questionMark < 0 && form === '' && !pathAndQuery.startsWith('/search/')) return ''
  const path = pathOf(pathAndQuery)
  const engine = engineAt(host, path)
  if (engine === undefined) return ''
  const query = questionMark < 0 ? '' : pathAndQuery.slice(questionMark + 1)
  const inPath = engine.path?.exec(path)?.slice(1).map(decoded) ?? []
  return [...inPath, ...wordsIn(engine, query), ...wordsIn(engine, form)].join('\n')
}

function wordsIn({ parameters }: Engine, pairs: string): string[] {
  const found: string[] = []
  for (const pair of pairs.split('&')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && parameters.includes(nameIn(pair.slice(0, equals))))
      found.push(decoded(pair.slice(equals + 1)))
  }
  return found
}

/** An address comes with its names spelled plainly, a form as it was sent. */
const nameIn = (spelled: string): string => (spelled.includes('%') ? decoded(spelled) : spelled).toLowerCase()

/** Undoes percent-codes once, on one line. What spells no character becomes a mark that is no letter. */
function decoded(value: string): string {
  return value
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'))
    .replace(/\s+/g, ' ')
}

/** The words of a search or a term, alike however they were typed: case, accents, wide letters and what stands between them. */
export function searchWords(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      // Accents, marks that nobody sees, and apostrophes stand inside a word.
      .replace(/[\p{M}\p{Cf}'’`]/gu, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  )
}

/** Terms by their words, with the place of each in its list, and the words with which they begin. */
export type SearchTerms = {
  places: ReadonlyMap<string, number>
  beginnings: ReadonlySet<string>
  mostWords: number
}

/** Undefined for no terms. Refuses, in words, one that has no letter or digit: every search would have it. */
export function compileTerms(terms: readonly SearchTerm[]): SearchTerms | undefined {
  if (terms.length === 0) return undefined
  const places = new Map<string, number>()
  const beginnings = new Set<string>()
  let mostWords = 0
  for (const [place, { term }] of terms.entries()) {
    const words = searchWords(term)
    const [beginning] = words
    if (beginning === undefined) throw new Refused(`“${term}” has no word that somebody could search for.`)
    beginnings.add(beginning)
    if (!places.has(words.join(' '))) places.set(words.join(' '), place)
    mostWords = Math.max(mostWords, words.length)
  }
  return { places, beginnings, mostWords }
}

/** As many as an address or a form has room for: what comes behind is not read. */
const mostSearchWords = 32_768

/** The place of the first term of the list that the search has as whole words in this order; undefined for none. */
export function termIn(terms: SearchTerms, search: string): number | undefined {
  let first = Number.POSITIVE_INFINITY
  for (const line of search.split('\n')) first = Math.min(first, firstPlace(terms, searchWords(line)))
  return Number.isFinite(first) ? first : undefined
}

function firstPlace({ places, beginnings, mostWords }: SearchTerms, all: readonly string[]): number {
  const words = all.slice(0, mostSearchWords)
  let first = Number.POSITIVE_INFINITY
  for (const [from, word] of words.entries()) {
    if (!beginnings.has(word)) continue
    let some = word
    for (let at = from + 1; ; at++) {
      first = Math.min(first, places.get(some) ?? first)
      if (at >= words.length || at >= from + mostWords) break
      some = `${some} ${words[at]}`
    }
  }
  return first
}

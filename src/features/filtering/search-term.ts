// What is not searched for: words that follow each other in a search, and the category that such a search counts as. A few come with
// Schoolkeeper and hold wherever their category is blocked at all times; a school adds its own to a group's rules. Pure.

import { type SearchTerm, searchWords } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { type CategoryId, categoryIds, categoryRow, concerns } from './category.ts'

export type OwnTerm = { term: string; category: CategoryId }

const listed = (text: string): readonly string[] => text.split(',').map((term) => term.trim())

/**
 * Few and plain, so that homework, health and worries are not stopped: what somebody wants to do or get, not what they want to know. Whole
 * words alone count. Written by hand for British schools.
 */
export const starterTerms: Readonly<Partial<Record<CategoryId, readonly string[]>>> = {
  selfHarm: listed(
    'kill myself, i want to die, end my life, hang myself, painless suicide, suicide methods, how to commit suicide, ways to commit suicide, how to overdose, how to self harm, ways to self harm, how to cut myself, hide self harm, pro ana, proana, pro mia, thinspo, thinspiration, starve myself, how to make myself sick',
  ),
  extremism: listed(
    'how to make a bomb, how to make a pipe bomb, how to build a bomb, how to join isis, isis beheading, terrorist manual, mass shooting footage',
  ),
  pornography: listed(
    'porn, porno, pornhub, xvideos, xnxx, hentai, sex video, sex videos, nude pics, onlyfans leaks',
  ),
  bypass: listed(
    'unblocked games, unblocked proxy, free web proxy, proxy sites, free vpn, vpn for school, bypass school filter, bypass school wifi, get round the school filter',
  ),
  violence: listed('beheading video, gore video, gore videos, real death videos'),
  weapons: listed('buy a gun, where to buy a knife, buy a zombie knife, how to make a gun, 3d print a gun'),
  drugs: listed('buy weed, buy vapes, buy a vape, buy cocaine, buy ketamine'),
  gambling: listed('online casino, free slots, online betting sites'),
}

const mostTerms = 200
const termMaxLength = 80
/** One or two letters would stop nearly every search. */
const termMinLetters = 3

/** What a group does not search for: first what leads to help or to the safeguarding lead, so that a search with both counts as that. */
export function termsFor(blocked: readonly CategoryId[], own: readonly OwnTerm[]): SearchTerm[] {
  const starters = blocked.flatMap((category) =>
    (starterTerms[category] ?? []).map((term) => ({ term, category })),
  )
  const all = [...starters, ...own]
  return concerns
    .flatMap((id) => all.filter(({ category }) => category === id))
    .concat(all.filter(({ category }) => !concerns.includes(category)))
}

/** A category as a line of the form names it: `self harm`. */
export const kindName = (id: CategoryId): string =>
  id.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** Terms as lines that somebody can change. */
export const termsText = (own: readonly OwnTerm[]): string =>
  own.map(({ term, category }) => `${kindName(category)}: ${term}`).join('\n')

/** Reads such lines. Refuses, in words, the first that names no kind, or no word that somebody could search for. */
export function termsFrom(text: string): OwnTerm[] {
  const lines = text.split(/\r?\n/).flatMap((line) => line.trim() || [])
  if (lines.length > mostTerms) throw new Refused(`Keep this under ${mostTerms} lines.`)
  const read = lines.map(termFrom)
  return read.filter(
    ({ term }, at) =>
      at === read.findIndex((one) => searchWords(one.term).join() === searchWords(term).join()),
  )
}

function termFrom(line: string): OwnTerm {
  const [, kind = '', term = ''] = /^([^:]*):(.*)$/.exec(line) ?? []
  const category = categoryNamed(kind)
  if (category === undefined)
    throw new Refused(`“${line}” does not begin with a kind. Write it like “weapons: buy a knife”.`)
  if (term.length > termMaxLength)
    throw new Refused(`“${term.trim()}” is longer than ${termMaxLength} characters.`)
  if (searchWords(term).join('').length < termMinLetters)
    throw new Refused(`“${line}” would stop nearly every search. Write three letters or more.`)
  return { term: term.trim(), category }
}

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '')

/** Also as `kindNames` has it: what stands in brackets only says what is meant. */
function categoryNamed(kind: string): CategoryId | undefined {
  const wanted = letters(kind.replace(/\(.*/, ''))
  if (wanted === '') return undefined
  return categoryIds.find((id) => letters(id) === wanted || letters(categoryRow(id).words) === wanted)
}

/** The kinds that a line may begin with. Where the short name differs from the category's own, both: “bypass (ways round the filter)”. */
export const kindNames: readonly string[] = categoryIds.map((id) => {
  const [name, words] = [kindName(id), categoryRow(id).words.toLowerCase()]
  return words.includes(name) ? name : `${name} (${words})`
})

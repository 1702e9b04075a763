// What is known of a site before anything is decided: its categories and what the school says of it.

import { RE2JS } from 're2js'
import { pairOf } from './category-sets.ts'
import { type CompiledPolicy, exactest, type Mention } from './compile-policy.ts'
import { hashName, hashPath, type Levels, roomForLevels } from './name-hash.ts'
import { lookUp } from './name-table.ts'
import type { Question } from './question.ts'
import type { SiteIndex } from './site-index.ts'

/** Filled anew for each question. */
export type Known = {
  compiled: CompiledPolicy
  levels: Levels
  /** Combinations of categories in which the site stands. */
  sets: Uint16Array
  /** How many labels the name has that lists name; 0 where an expression found it. */
  setDepths: Uint8Array
  setCount: number
  /** What lists say that they do not mean, of this name or of a parent: counts for what stands above it. */
  exceptions: number[]
  /** What the school says of it, the most exact first. */
  mentions: Mention[]
  /** Null where there are none, or once they were asked for this question: `learnByExpressions`. */
  expressions: Expressions | null
}

const mostSets = 512

/** Returns what fills it: one for each thread, with room of its own, so that a question costs no memory. */
export function createLearner(compiled: CompiledPolicy): (question: Question) => Known {
  const known: Known = {
    compiled,
    levels: roomForLevels(),
    sets: new Uint16Array(mostSets),
    setDepths: new Uint8Array(mostSets),
    setCount: 0,
    exceptions: [],
    mentions: [],
    expressions: null,
  }
  const shared = expressionsOf(compiled.index)
  const expressions = shared.all.length === 0 ? null : shared
  return (question) => {
    learn(known, question)
    if (question.pathAndQuery !== '') learnPath(known, question)
    known.expressions = expressions
    return known
  }
}

function learn(known: Known, { host }: Question): void {
  const { levels, compiled, exceptions } = known
  const { index, sites, mentions } = compiled
  hashName(host, index.seed, levels)
  known.setCount = 0
  exceptions.length = 0
  const hasExceptions = index.differences.size > 0
  if (known.mentions.length > 0) known.mentions = []
  const mentioned = mentions.length > 1
  for (let level = levels.count - 1; level >= 0; level--) {
    const high = levels.high[level] as number
    const low = levels.low[level] as number
    const set = lookUp(index.names, high, low)
    if (set !== 0) addSet(known, exceptions.length === 0 ? set : lessExceptions(known, set), level + 1)
    if (hasExceptions) meetException(known, high, low)
    const number = mentioned ? lookUp(sites, high, low) : 0
    if (number !== 0) meetMention(known, number, host.slice(levels.from[level]))
  }
}

function meetException({ compiled, exceptions }: Known, high: number, low: number): void {
  const exception = lookUp(compiled.index.exceptions, high, low)
  if (exception !== 0) exceptions.push(exception)
}

function lessExceptions({ compiled, exceptions }: Known, set: number): number {
  const { differences } = compiled.index
  return exceptions.reduce((left, exception) => differences.get(pairOf(left, exception)) ?? left, set)
}

/** What opens must be what was named: hashes that meet can be made on purpose. */
function meetMention(known: Known, number: number, name: string): void {
  const mention = known.compiled.mentions[number] as Mention
  if (mention.site === name) known.mentions.push(mention)
}

function addSet(known: Known, set: number, depth: number): void {
  if (known.setCount >= mostSets) return
  known.sets[known.setCount] = set
  known.setDepths[known.setCount++] = depth
}

function learnPath(known: Known, { host, pathAndQuery }: Question): void {
  const { levels, compiled } = known
  const { index, paths, mentions, hostsWithPaths } = compiled
  const exact: Mention[] = []
  for (let level = levels.count - 1; level >= 0; level--) {
    const listed =
      lookUp(index.hostsWithUrls, levels.high[level] as number, levels.low[level] as number) !== 0
    if (!listed && hostsWithPaths.size === 0) continue
    const name = host.slice(levels.from[level])
    if (!listed && !hostsWithPaths.has(name)) continue
    hashPath(name, pathAndQuery, index.seed, (high, low) => {
      const set = listed ? lookUp(index.urls, high, low) : 0
      if (set !== 0) addSet(known, set, exactest)
      const number = lookUp(paths, high, low)
      if (number === 0) return
      const mention = mentions[number] as Mention
      if (`${name}${pathAndQuery}`.startsWith(mention.site)) exact.unshift(mention)
    })
  }
  known.mentions.unshift(...exact)
}

/**
 * Adds what expressions say of the name alone, which is all that a name server is asked, and of the whole address where it
 * is known. They cost more than everything else together, so a step asks for them only once the lists have not decided.
 */
export function learnByExpressions(known: Known, { host, pathAndQuery }: Question): void {
  const { expressions } = known
  if (expressions === null) return
  known.expressions = null
  for (const set of setsOfName(expressions, host)) addSet(known, set, 0)
  if (pathAndQuery === '') return
  for (const { set, expression } of expressions.all)
    if (expression.test(host + pathAndQuery)) addSet(known, set, 0)
}

/** Most questions are about the same few thousand names. */
const namesRemembered = 16_384
const noSets: readonly number[] = []

function setsOfName({ all, ofNames }: Expressions, host: string): readonly number[] {
  const remembered = ofNames.get(host)
  if (remembered !== undefined) return remembered
  const fits = all.filter(({ expression }) => expression.test(host))
  const sets = fits.length === 0 ? noSets : fits.map(({ set }) => set)
  if (ofNames.size >= namesRemembered) ofNames.clear()
  ofNames.set(host, sets)
  return sets
}

type Expression = { set: number; expression: RE2JS }
type Expressions = { all: readonly Expression[]; ofNames: Map<string, readonly number[]> }

/** What all schools share is compiled once for all of them. */
const compiledOnce = new WeakMap<SiteIndex, Expressions>()

function expressionsOf(index: SiteIndex): Expressions {
  const known = compiledOnce.get(index)
  if (known !== undefined) return known
  const compiled: Expressions = { all: compileExpressions(index), ofNames: new Map() }
  compiledOnce.set(index, compiled)
  return compiled
}

/** One expression for each category. RE2 takes time in proportion to the address, whatever a school writes. */
function compileExpressions(index: SiteIndex): Expression[] {
  const byCategory = Map.groupBy(index.expressions, ({ category }) => category)
  return [...byCategory].map(([category, all]) => ({
    set: index.sets.findIndex((set) => set.length === 1 && set[0] === category),
    expression: RE2JS.compile(
      all.map(({ expression }) => `(?:${expression})`).join('|'),
      RE2JS.CASE_INSENSITIVE,
    ),
  }))
}

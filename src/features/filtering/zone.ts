// The rules of one profile as a response policy zone, for a name server that the school has already (Unbound, BIND, Knot). A zone knows no
// time of day, so what is blocked at some time is blocked in it always; it knows no pages, so rules for pages are not in it.

import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import {
  compilePolicy,
  createDecider,
  emptySlot,
  isAllowed,
  lookUpParents,
  type Profile,
  safeHosts,
  siteOf,
  waysRoundTheFilter,
} from '#/engines/filter/index.ts'
import type { Context } from '#/platform/context.ts'
import { stateInForce } from './ask-filter.ts'
import { questionFor } from './ask-state.ts'
import { categoryIds } from './category.ts'
import { keptOf, type ListPart, partPath } from './kept-lists.ts'
import { type ProfileKey, profiles } from './profile.ts'
import type { SchoolState } from './school-state.ts'
import { sourceIds } from './sources.ts'
import { starterLists } from './starter-lists.ts'
import type { LoadedState } from './state-files.ts'
import { filterFolder } from './the-lists.ts'

const seconds = 60

/** The zone, line by line. Refuses, in words, a school that has no state yet. */
export async function* zoneOf(context: Context, schoolId: string, key: ProfileKey): AsyncGenerator<string> {
  const loaded = await stateInForce(context, schoolId)
  const { state } = loaded
  const now = context.clock()
  const profile = state.policy.profiles.find(({ name }) => name === profiles[key].words)
  if (!profile) return
  yield* head(state, profile.name, now)
  const blocks = deciderOf(loaded, profile.name, now)
  // In the order of the engine. A name server refuses a zone in which a name is said in two ways, so the first one counts.
  const once = firstOfEach()
  for (const name of waysRoundTheFilter.keys()) yield* once(blocked(name))
  for (const [from, to] of safeHosts(profile.safeSearch, profile.youtube))
    if (!blocks(from)) yield* once([`${from} CNAME ${to}.`])
  yield* once(ownLines(state, blocks))
  // Below a name that is blocked, what its list does not mean has to be said.
  for await (const name of linesOf(filterFolder(context.vault), 'exceptions'))
    if (isWritable(name) && !isWayRound(name) && !blocks(name)) yield* once(passed(name))
  for await (const name of namesOf(filterFolder(context.vault)))
    if (isWritable(name) && blocks(name)) yield* blocked(name)
  if (profile.otherwise === 'block') yield '* CNAME .'
}

function firstOfEach() {
  const owners = new Set<string>()
  return function* once(lines: Iterable<string>): Generator<string> {
    for (const line of lines) {
      const owner = line.slice(0, line.indexOf(' '))
      if (!owners.has(owner)) yield line
      owners.add(owner)
    }
  }
}

const isWayRound = (name: string): boolean => lookUpParents(waysRoundTheFilter, name) !== undefined

/** Other characters mean something in a zone, and a name server adds the name of the zone to each. */
const isWritable = (name: string): boolean => /^[a-z0-9_.-]{1,200}$/.test(name)

/** The lines with their ends, some thousand at a time. */
export async function* zoneText(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let some: string[] = []
  for await (const line of lines) {
    some.push(`${line}\n`)
    if (some.length < 2000) continue
    yield some.join('')
    some = []
  }
  yield some.join('')
}

function head({ school, version }: SchoolState, profile: string, now: Date): string[] {
  const serial = Math.floor(now.getTime() / 1000) % 0x1_0000_0000
  return [
    `; ${school.slug}, ${profile.toLowerCase()}, state ${version}, made ${now.toISOString()}`,
    '; Expressions are left out, and no visits are told: a category that has nothing but expressions blocks nothing here,',
    '; and no attempt is a task for anybody.',
    `$TTL ${seconds}`,
    `@ SOA localhost. hostmaster.localhost. ${serial} 3600 600 86400 ${seconds}`,
    '@ NS localhost.',
  ]
}

const blocked = (name: string): string[] => [`${name} CNAME .`, `*.${name} CNAME .`]
const passed = (name: string): string[] => [`${name} CNAME rpz-passthru.`, `*.${name} CNAME rpz-passthru.`]

/** Help, and what the school itself opens and blocks: names alone, not pages. */
function* ownLines({ policy }: SchoolState, blocks: (name: string) => boolean): Generator<string> {
  for (const site of [
    ...policy.alwaysOpen,
    ...policy.rules.map((one) => one.site),
    ...policy.exceptions.map((one) => one.site),
  ]) {
    const read = siteOf(site)
    if (read === undefined || read.path !== '/' || read.query !== '' || !isWritable(read.host)) continue
    if (blocks(read.host)) yield* blocked(read.host)
    else if (!isWayRound(read.host)) yield* passed(read.host)
  }
}

/** The engine's own decision, with what is blocked at some time blocked at all times. */
function deciderOf({ state, index }: LoadedState, name: string, at: Date): (host: string) => boolean {
  const strict = ({ bands, ...rest }: Profile): Profile => ({
    ...rest,
    blocks: [...new Set([...rest.blocks, ...bands.flatMap((band) => band.blocks)])],
    bands: [],
  })
  const policy = { ...state.policy, profiles: state.policy.profiles.map(strict) }
  const decide = createDecider(compilePolicy(index, policy), emptySlot)
  return (host) => {
    const site = siteOf(host)
    return site !== undefined && !isAllowed(decide(questionFor(state, { profile: name, site, at })))
  }
}

/** Every name of the lists: ours, and those that were fetched or loaded. */
async function* namesOf(folder: string): AsyncGenerator<string> {
  for (const id of categoryIds) yield* starterLists[id].names
  yield* linesOf(folder, 'names')
}

async function* linesOf(folder: string, part: ListPart): AsyncGenerator<string> {
  for (const source of [...sourceIds, 'operator'] as const) {
    for (const { path } of await keptOf(folder, source)) {
      const file = partPath(path, part)
      // What was kept before lists had exceptions has no such file.
      const isThere = await access(file).then(
        () => true,
        () => false,
      )
      if (isThere)
        yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
    }
  }
}

import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import {
  blankQuestion,
  compilePolicy,
  createDecider,
  type Decision,
  emptySlot,
  explain,
  hostOf,
  isAllowed,
  openSnapshot,
  type Policy,
  readIndex,
  serveSnapshot,
  siteOf,
  spoolBeside,
} from '#/engines/filter/index.ts'
import { openGate, type Place } from '#/engines/proxy/index.ts'
import { type AskedAs, type Blocked, serveSquid } from '#/engines/squid/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Answer Squid on standard input, in place of squidGuard, from a snapshot of the filter that it follows, or from an index.',
  usage: 'squid-helper --snapshot FILE --to ADDRESS',
  run: async (args) => {
    const helper = await openHelper(args, say)
    await serveSquid(process.stdin, process.stdout, helper)
    await helper.stop()
    return 0
  },
}

/** Squid writes it into its own log. */
const say = (sentence: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${sentence}\n`)
}

export type SquidHelper = {
  ask: (address: string, client: string) => Blocked
  askedAs: AskedAs
  onAnswered: () => void
  stop: () => Promise<void>
}

/** What decides for Squid. Refuses arguments that are missing, what cannot be read, and categories that an index lacks. */
export async function openHelper(
  args: readonly string[],
  onTrouble: (sentence: string) => void,
): Promise<SquidHelper> {
  const { askedAs, ...wanted } = readArguments(args)
  const opened = 'snapshot' in wanted ? await fromSnapshot(wanted, onTrouble) : await fromIndex(wanted)
  return { askedAs, ...opened }
}

type FromSnapshot = { snapshot: string; activity: string; to: string }
type FromIndex = { index: string; block: string; allow: string; to: string }
type Answers = Pick<SquidHelper, 'ask' | 'onAnswered' | 'stop'>

/** As the proxy decides: by who asks, at this time, with what the school allowed a moment ago. */
async function fromSnapshot(
  { snapshot, activity, to }: FromSnapshot,
  onTrouble: (sentence: string) => void,
): Promise<Answers> {
  const first = await openSnapshot(snapshot, onTrouble)
  const needs = { path: snapshot, ownHost: ownHostOf(to), spoolFolder: activity, onTrouble }
  const { loaded, spool, follow } = serveSnapshot(first, needs)
  const leads = { askAt: to, helpAt: `${frontPageOf(to)}s/%s/somebody-listens` }
  const gate = openGate({ ...leads, loaded, note: spool.note, count: () => undefined, clock: Date.now })
  let answeredAtMs: number | null = null
  const { swap } = gate
  // Squid starts several on one machine: each says of itself that it lives.
  const endFollowing = follow([
    { engine: 'squid', at: hostname(), helper: process.pid, swap, answeredAtMs: () => answeredAtMs },
  ])
  return {
    ask: (address, client) => {
      const place = placeOf(address)
      if (!place) return { says: unreadable, leadTo: frontPageOf(to) }
      const verdict = gate.passOf(client)?.mayReach(place)
      if (verdict?.allowed) return null
      const { says = nobodys, askAt, helpAt } = verdict?.page ?? {}
      if (helpAt !== undefined) return { says, leadTo: helpAt, isHelp: true }
      // What nobody may open is nothing to ask for.
      return { says, leadTo: askAt?.replaceAll('%r', encodeURIComponent(says)) ?? frontPageOf(to) }
    },
    onAnswered: () => {
      answeredAtMs = Date.now()
    },
    stop: async () => {
      await endFollowing()
      await spool.stop()
    },
  }
}

/** As squidGuard does: some categories for everybody, at all times. */
async function fromIndex({ index: file, block, allow, to }: FromIndex): Promise<Answers> {
  const index = await readIndex(file)
  const blocks = block.split(',')
  const unknown = blocks.find((category) => !index.categories.includes(category))
  if (unknown)
    throw new Refused(`The index has no category ${unknown}. It has: ${index.categories.join(', ')}.`)
  const compiled = compilePolicy(index, policyOf(blocks, allow, ownHostOf(to)))
  const decide = createDecider(compiled, emptySlot)
  const question = { ...blankQuestion(), schoolDay: true }
  const fill = fillIn(to)
  const filledIn = (address: string, says: string): Blocked => ({ says, leadTo: fill(address, says) })
  const said = new Map<Decision, string>()
  const saysOf = (decision: Decision): string => {
    const known = said.get(decision) ?? explain(compiled, 0, decision)
    said.set(decision, known)
    return known
  }
  return {
    ask: (address) => {
      const place = placeOf(address)
      if (!place) return filledIn(address, unreadable)
      question.host = place.host
      question.pathAndQuery = place.pathAndQuery
      const decision = decide(question)
      return isAllowed(decision) ? null : filledIn(address, saysOf(decision))
    },
    // It follows no snapshot, so there is nowhere to say that it lives.
    onAnswered: () => undefined,
    stop: async () => undefined,
  }
}

/** Puts what was asked for in place of %u, and the reason in place of %r. */
function fillIn(to: string): (address: string, says: string) => string {
  const parts = to.split(/(%[ur])/)
  return (address, says) => {
    let filled = ''
    for (const part of parts)
      filled += part === '%u' ? encodeURIComponent(address) : part === '%r' ? encodeURIComponent(says) : part
    return filled
  }
}

// Squid has read the address before us: what we cannot read was written to fool one of the two.
const unreadable = 'The address could not be read.'
const nobodys = 'This device is in no school’s network.'

function placeOf(address: string): Place | undefined {
  const site = siteOf(address)
  if (!site) return undefined
  const tail = `${site.path}${site.query}`.toLowerCase()
  return { host: site.host, pathAndQuery: tail === '/' ? '' : tail }
}

const pageOf = (to: string): URL | null => URL.parse(to.replace(/%[sur]/g, ''))
/** Always open: whoever is led there must arrive. */
const ownHostOf = (to: string): string => hostOf(pageOf(to)?.hostname ?? '') ?? ''
const frontPageOf = (to: string): string => `${pageOf(to)?.origin ?? ''}/`

function policyOf(blocks: readonly string[], allow: string, ownHost: string): Policy {
  const allowed = allow.split(',').filter((site) => site !== '')
  return {
    profiles: [{ name: 'this network', blocks, otherwise: 'allow', bands: [] }],
    alwaysOpen: ownHost === '' ? [] : [ownHost],
    rules: allowed.map((site) => ({ site, does: 'allow', profiles: 'all' })),
    exceptions: [],
    closedToExceptions: [],
  }
}

function readArguments(args: readonly string[]): { askedAs: AskedAs } & (FromSnapshot | FromIndex) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      snapshot: { type: 'string' },
      activity: { type: 'string' },
      index: { type: 'string' },
      block: { type: 'string' },
      allow: { type: 'string', default: '' },
      to: { type: 'string' },
      acl: { type: 'boolean', default: false },
    },
  })
  const { snapshot, index, block, allow, to } = values
  const askedAs = values.acl ? 'acl' : 'redirector'
  if (to !== undefined && snapshot !== undefined)
    return { askedAs, to, snapshot, activity: values.activity ?? spoolBeside(snapshot) }
  if (to !== undefined && index !== undefined && block !== undefined)
    return { askedAs, to, index, block, allow }
  throw new Refused(
    `Say ${command.usage}, or squid-helper --index FILE --block CATEGORY,… --to ADDRESS. In the address %u becomes what was asked for, %r the reason and, with a snapshot, %s the school. Further: --acl where Squid asks by external_acl_type, --activity FOLDER (where visits are left for the server: beside the snapshot), and with an index --allow SITE,….`,
  )
}

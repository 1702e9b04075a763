// Asks the school's network as a device of a group would: its resolver for a name, its proxy for a page.

import { safeHosts } from '#/engines/filter/index.ts'
import { type Case, cases, type Expects, type Outcome } from './case.ts'

export type Server = { address: string; port: number }

/** What a name server said. `why` is the reason that it may add; `hidesName`: the way to the site hides which one it is. */
export type NameTold = {
  kind: 'answer' | 'noSuchName' | 'failed'
  why: 'blocked' | 'ledElsewhere' | 'nobodyOutside' | null
  addresses: readonly string[]
  leadsTo: readonly string[]
  hidesName: boolean
}

/** How a client asks. Only app/ opens sockets, so it hands these in. */
export type Client = {
  /** Undefined where nobody answers in time. */
  askName: (asked: {
    server: Server
    from: string
    name: string
    wants: 'address' | 'service'
  }) => Promise<NameTold | undefined>
  askPage: (asked: { proxy: Server; from: string; name: string }) => Promise<PageTold>
  askSafeSide: (asked: { proxy: Server; from: string; name: string }) => Promise<SideTold>
}
export type PageTold = 'blocked' | 'passedOn' | 'unreached' | 'late' | 'silent'
/** Where the way to a search engine leads. `unclear`: the proxy does not say. */
export type SideTold = PageTold | 'safe' | 'unclear'

/** Whom to ask. A school without a proxy, or without a resolver, has null. */
export type Network = {
  resolver: Server | null
  proxy: Server | null
  /** Addresses that stand for "blocked" beside the usual ones: the block page's. */
  blockedAddresses: readonly string[]
}

export type Answered = { case: string; way: 'dns' | 'proxy'; outcome: Outcome }

const canary = 'use-application-dns.net'
const nowhere = ['0.0.0.0', '127.0.0.1']
const atOnce = 16

/** Everything that one place of the network is asked. Where the first question gets no answer at all, no further is asked. */
export async function askAsDevice(network: Network, from: string, client: Client): Promise<Answered[]> {
  return [...(await askResolver(network, from, client)), ...(await askProxy(network, from, client))]
}

async function askResolver(
  { resolver, blockedAddresses }: Network,
  from: string,
  { askName: askOnce }: Client,
): Promise<Answered[]> {
  if (resolver === null) return []
  // A packet can be lost on a busy machine, and a name that nobody answers for counts as let through.
  const askName: Client['askName'] = async (asked) => (await askOnce(asked)) ?? askOnce(asked)
  const first = await askName({ server: resolver, from, name: canary, wants: 'address' })
  if (first === undefined) return cases.map(({ key }) => ({ case: key, way: 'dns', outcome: 'silent' }))
  const reader: Reader = { saysWhy: first.why === 'blocked', blocked: [...nowhere, ...blockedAddresses] }
  return inTurns(cases, async (one) => ({
    case: one.key,
    way: 'dns',
    outcome: await resolverSays((asked) => askName({ server: resolver, from, ...asked }), one, reader),
  }))
}

/** `saysWhy`: this resolver gives its reason when it blocks, so that what comes without one was not blocked. */
type Reader = { saysWhy: boolean; blocked: readonly string[] }

type Ask = (asked: { name: string; wants: 'address' | 'service' }) => Promise<NameTold | undefined>

async function resolverSays(ask: Ask, one: Case, reader: Reader): Promise<Outcome> {
  const { name, expects } = one
  if (expects === 'inClear') return hiddenOrClear(await ask({ name, wants: 'service' }))
  if (expects === 'safe' || expects === 'level') return sideOf(ask, one, reader)
  // Nobody outside knows the name that stands for the list: only who says why has blocked it.
  if (expects === 'sealed' && !reader.saysWhy) return 'unclear'
  return outcomeOfName(await ask({ name, wants: 'address' }), reader)
}

/**
 * Which side of a site somebody is led to: by the name that its makers give for it, or, where a resolver writes addresses of its own, by
 * the address of that name, which is no other side's. A name server that leads elsewhere and cannot say where has not said the level.
 */
async function sideOf(ask: Ask, { name, expects }: Case, reader: Reader): Promise<Outcome> {
  const isLed = (await ask({ name, wants: 'service' }))?.why === 'ledElsewhere'
  if (isLed && expects === 'safe') return 'safe'
  const told = await ask({ name, wants: 'address' })
  const sides = sidesOf(name)
  const named = sides.find(({ host }) => told?.leadsTo.includes(host))
  if (named) return named.outcome
  const outcome = isLed ? 'unclear' : outcomeOfName(told, reader)
  if (reader.saysWhy || outcome !== 'reached') return outcome
  for (const side of sides) {
    const there = (await ask({ name: side.host, wants: 'address' }))?.addresses ?? []
    if (told?.addresses.some((one) => there.includes(one))) return side.outcome
  }
  return outcome
}

function sidesOf(name: string): { host: string; outcome: Outcome }[] {
  const sides = [
    { host: safeHosts(true, 'strict').get(name), outcome: 'safe' as const },
    { host: safeHosts(false, 'moderate').get(name), outcome: 'moderate' as const },
  ]
  return sides.flatMap(({ host, outcome }) => (host === undefined ? [] : [{ host, outcome }]))
}

/** What an answer means. A name that nobody outside answered for, and that was not blocked, was let through. */
export function outcomeOfName(told: NameTold | undefined, { saysWhy, blocked }: Reader): Outcome {
  if (told === undefined) return saysWhy ? 'reached' : 'silent'
  if (told.why === 'blocked') return 'blocked'
  if (saysWhy && told.why !== 'ledElsewhere') {
    return told.addresses.length > 0 && told.addresses.every((one) => blocked.includes(one))
      ? 'blocked'
      : 'reached'
  }
  if (told.kind === 'failed') return 'unclear'
  return told.addresses.every((one) => blocked.includes(one)) ? 'blocked' : 'reached'
}

function hiddenOrClear(told: NameTold | undefined): Outcome {
  if (told === undefined) return 'silent'
  if (told.hidesName) return 'hidden'
  return told.kind === 'failed' ? 'unclear' : 'inClear'
}

/**
 * By plain pages: the proxy answers for them itself, so nothing is fetched that is blocked. For the safe side of a search engine by the
 * way that it opens, over which nothing goes.
 */
async function askProxy({ proxy }: Network, from: string, client: Client): Promise<Answered[]> {
  if (proxy === null) return []
  const asked = cases.filter(
    ({ expects, category }) => askedByProxy.includes(expects) || category !== undefined,
  )
  return inTurns(asked, async ({ key, name, expects }) => {
    const told = await (expects === 'safe' ? client.askSafeSide : client.askPage)({ proxy, from, name })
    // What has to be open is so where its page came, not where it would have.
    const isUnclear = expects === 'open' && told === 'unreached'
    return { case: key, way: 'proxy', outcome: isUnclear ? 'unclear' : outcomeOfPage[told] }
  })
}

const askedByProxy: readonly Expects[] = ['sealed', 'safe', 'open']

const outcomeOfPage: Readonly<Record<SideTold, Outcome>> = {
  blocked: 'blocked',
  safe: 'safe',
  unclear: 'unclear',
  passedOn: 'reached',
  unreached: 'reached',
  late: 'unclear',
  silent: 'silent',
}

async function inTurns<From, To>(all: readonly From[], ask: (one: From) => Promise<To>): Promise<To[]> {
  const answers: To[] = []
  for (let at = 0; at < all.length; at += atOnce)
    answers.push(...(await Promise.all(all.slice(at, at + atOnce).map(ask))))
  return answers
}

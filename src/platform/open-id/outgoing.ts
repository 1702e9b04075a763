// Requests to a provider of sign-ins: over TLS, to hosts that were named beforehand, on the public network, short and
// quick, and no redirect is followed. What a provider says decides who is signed in, so nothing else may speak for it.

import { type LookupAddress, lookup } from 'node:dns'
import { request as requestInClear } from 'node:http'
import { type RequestOptions, request as requestOverTls } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { CustomFetch, CustomFetchOptions } from 'openid-client'

/** A request that is not sent, or an answer that is not read: where, and why in a word. */
class OutgoingTrouble extends Error {
  override name = 'OutgoingTrouble'
}

export type Outgoing = {
  fetch: CustomFetch
  /** Lets requests go to the origin of this address from now on. */
  open: (address: string) => void
}

const answeredWithinMs = 6_000
const mostBytes = 256 * 1024

/** Requests that go nowhere until an origin is opened. `onThisMachine`: to this machine alone, without TLS. */
export function outgoing(onThisMachine: boolean): Outgoing {
  const origins = new Set<string>()
  return {
    open: (address) => void origins.add(new URL(address).origin),
    fetch: async (address, options) => {
      const url = new URL(address)
      if (!origins.has(url.origin)) throw new OutgoingTrouble(`${url.host} was not named beforehand`)
      if (url.protocol !== (onThisMachine ? 'http:' : 'https:')) {
        throw new OutgoingTrouble(`${url.host} is asked for over ${url.protocol}`)
      }
      const literal = url.hostname.replace(/^\[|\]$/g, '')
      if (isIP(literal) !== 0) requireInReach(literal, onThisMachine)
      return send(url, options, onThisMachine)
    },
  }
}

function send(url: URL, options: CustomFetchOptions, onThisMachine: boolean): Promise<Response> {
  const body = bodyOf(options)
  const request = onThisMachine ? requestInClear : requestOverTls
  const parts: RequestOptions = {
    method: options.method,
    headers: { ...options.headers, 'content-length': String(body.length) },
    lookup: lookupInReach(onThisMachine),
    signal: AbortSignal.timeout(answeredWithinMs),
    agent: false,
  }
  return new Promise((resolve, reject) => {
    const sending = request(url, parts, (answer) => {
      const chunks: Buffer[] = []
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > mostBytes) answer.destroy(new OutgoingTrouble(`${url.host} answers without end`))
        else chunks.push(chunk)
      })
      answer.on('error', reject)
      answer.on('end', () => {
        const type = answer.headers['content-type']
        const headers = type === undefined ? {} : { 'content-type': type }
        const status = answer.statusCode ?? 502
        const text = [204, 205, 304].includes(status) ? null : Buffer.concat(chunks)
        resolve(new Response(text, { status, headers }))
      })
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

function bodyOf({ body }: CustomFetchOptions): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0)
  if (typeof body === 'string' || body instanceof URLSearchParams) return Buffer.from(String(body))
  throw new OutgoingTrouble('only forms are sent')
}

/** Looks a name up and refuses it when any of its addresses is out of reach: the connection goes to what was checked. */
function lookupInReach(onThisMachine: boolean): LookupFunction {
  return (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return done(error, [])
      try {
        for (const { address } of addresses) requireInReach(address, onThisMachine)
      } catch (trouble) {
        return done(trouble as Error, [])
      }
      const [first] = addresses
      return options.all || first === undefined
        ? done(null, addresses)
        : done(null, first.address, first.family)
    })
  }
}

function requireInReach(address: string, onThisMachine: boolean): void {
  const isOurs = loopback.check(address, familyOf(address))
  if (onThisMachine ? isOurs : !isOurs && !isPrivate(address)) return
  throw new OutgoingTrouble(`${address} is not an address of the public network`)
}

/** Whether an address belongs to a network that is not the public one (RFC 6890), in whichever spelling. */
export function isPrivate(address: string): boolean {
  return privateNetworks.check(address, familyOf(address))
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

const loopback = listOf(['127.0.0.0/8', '::1/128'])

const privateNetworks = listOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '::/127',
  '64:ff9b:1::/48',
  '100::/64',
  '2001:db8::/32',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
])

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    list.addSubnet(address, Number(prefix), familyOf(address))
  }
  return list
}

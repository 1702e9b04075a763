// Lists as they are published. Each format is one row; what a line cannot say here is skipped, with the reason.

import { RE2JS } from 're2js'
import { hostOf, isEnding, siteOf } from './site.ts'

export type ListFormat =
  | 'plain'
  | 'hosts'
  | 'wildcard'
  | 'adguard'
  | 'dnsmasq'
  | 'rpz'
  | 'urls'
  | 'expressions'

/** What one list says. `allowed` are its own exceptions: of these, and of what is under them, it says nothing. */
export type ListRead = {
  names: string[]
  allowed: string[]
  /** `host/path`, without scheme and without a slash at the end. */
  urls: string[]
  expressions: string[]
  skipped: Skipped
}

/** How many lines were skipped for each reason, and the first few of them with what they say. */
export type Skipped = Map<string, { lines: number; first: readonly SkippedLine[] }>
export type SkippedLine = { line: number; text: string }

type LineReader = (line: string, read: ListRead) => string | undefined

const comment = /^\s*(?:[#!;]|\/\/|$)/
const firstFew = 5
/** Enough to know a line by. */
const textMaxLength = 100

/** Reads a whole list. Never refuses: a line that makes no sense is counted under its reason. */
export function readList(text: string, format: ListFormat): ListRead {
  const read: ListRead = { names: [], allowed: [], urls: [], expressions: [], skipped: new Map() }
  const readLine = readers[format]
  let number = 0
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const until = end < 0 ? text.length : end
    const line = text.charCodeAt(until - 1) === 13 ? text.slice(from, until - 1) : text.slice(from, until)
    from = until + 1
    number++
    if (line === '' || (format !== 'adguard' && comment.test(line))) continue
    const why = readLine(line, read)
    if (why !== undefined) skip(read.skipped, why, { line: number, text: line.slice(0, textMaxLength) })
  }
  return read
}

function skip(skipped: Skipped, why: string, line: SkippedLine): void {
  const known = skipped.get(why) ?? { lines: 0, first: [] }
  const first = known.first.length < firstFew ? [...known.first, line] : known.first
  skipped.set(why, { lines: known.lines + 1, first })
}

function addName(written: string, into: string[]): string | undefined {
  const host = hostOf(written)
  if (host === undefined) return 'is no name of a site'
  if (isEnding(host)) return 'would name a whole ending'
  into.push(host)
  return undefined
}

const localNames = new Set(['localhost', 'localhost.localdomain', 'local', 'broadcasthost', 'ip6-localhost'])

const readers: Readonly<Record<ListFormat, LineReader>> = {
  plain: (line, read) => {
    const remark = line.search(/\s#/)
    return addName((remark < 0 ? line : line.slice(0, remark)).trim(), read.names)
  },

  hosts: (line, read) => {
    const [address, ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/)
    if (!/^(0\.0\.0\.0|127\.|::1?$)/.test(address ?? '')) return 'leads somewhere instead of blocking'
    const wanted = names.filter((name) => !localNames.has(name))
    return wanted.map((name) => addName(name, read.names)).find((why) => why !== undefined)
  },

  wildcard: (line, read) => addName(line.trim().replace(/^(\*\.|\.)/, ''), read.names),

  dnsmasq: (line, read) => {
    const rule = /^(?:local|server|address)=\/(.+)\/(#|0\.0\.0\.0|::|127\.0\.0\.1)?$/.exec(line.trim())
    if (!rule) return 'is no rule that blocks'
    const names = (rule[1] ?? '').split('/').map((name) => name.replace(/^\./, ''))
    return names.map((name) => addName(name, read.names)).find((why) => why !== undefined)
  },

  rpz: (line, read) => {
    const [owner = '', ...rest] = line.trim().split(/\s+/)
    const type = rest.findIndex((word) => word.toUpperCase() === 'CNAME')
    if (owner.startsWith('$') || owner === '@' || type < 0) return 'is no rule about a name'
    if (/\.rpz-(ip|nsip|nsdname|client-ip)$/.test(owner)) return 'is about an address, not a name'
    const name = owner.replace(/^\*\./, '')
    const target = rest[type + 1]
    if (target === 'rpz-passthru.') return addName(name, read.allowed)
    if (target === '.' || target === '*.') return addName(name, read.names)
    return 'leads somewhere instead of blocking'
  },

  adguard: (line, read) => {
    const text = line.trim()
    if (text === '' || text.startsWith('!') || text.startsWith('[')) return undefined
    if (/#[@?$%]*#/.test(text)) return 'changes how a page looks, which a filter of names cannot'
    const rule = /^(@@)?\|\|([^^/$*|]+)\^?(?:\$(.*))?$/.exec(text)
    if (!rule) return /^[a-z0-9.-]+$/i.test(text) ? addName(text, read.names) : 'is about part of a page'
    const [, except, host = '', options = ''] = rule
    const foreign = options
      .split(',')
      .find((option) => option !== '' && option !== 'important' && option !== 'all')
    if (foreign) return 'applies to some clients or kinds of content only'
    return addName(host, except ? read.allowed : read.names)
  },

  urls: (line, read) => {
    const site = siteOf(line)
    if (!site) return 'is no address'
    const tail = `${site.path}${site.query}`.replace(/\/$/, '').toLowerCase()
    if (tail === '') return addName(site.host, read.names)
    read.urls.push(`${site.host}${tail}`)
    return undefined
  },

  expressions: (line, read) => {
    if (!runsInLinearTime(line)) return 'is no expression that runs in linear time'
    read.expressions.push(line)
    return undefined
  },
}

/** Alone and as one of many: they are compiled together, where a name may be given once and an open quote would swallow the rest. */
function runsInLinearTime(expression: string): boolean {
  try {
    RE2JS.compile(`(?:${expression})`)
    return !/\(\?P?</.test(expression)
  } catch {
    return false
  }
}

/** Guesses the format of a downloaded list from its first lines; plain when nothing else fits. */
export function formatOf(text: string): ListFormat {
  const lines = text.slice(0, 20_000).split(/\r?\n/).slice(0, 300)
  const share = (pattern: RegExp): number => {
    const said = lines.filter((line) => !comment.test(line) && !line.startsWith('['))
    return said.filter((line) => pattern.test(line)).length / Math.max(1, said.length)
  }
  if (share(/\bCNAME\s+(\.|\*\.|rpz-)/i) > 0.5) return 'rpz'
  if (share(/^(local|server|address)=\//) > 0.5) return 'dnsmasq'
  if (share(/^(@@)?\|\|/) > 0.5) return 'adguard'
  if (share(/^(0\.0\.0\.0|127\.\S+|::1?)\s/) > 0.5) return 'hosts'
  if (share(/^(\*\.|\.)/) > 0.5) return 'wildcard'
  return share(/^\S+\.\S+\/\S+/) > 0.5 ? 'urls' : 'plain'
}

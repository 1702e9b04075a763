// Asks any server one question by DNS, from an address of this machine, as a device of the network would: what a self-test sees.

import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { hidesName } from './clean-answer.ts'
import { readName, wireName } from './name.ts'
import { questionEnd, recordsOf } from './read-answer.ts'
import { random16 } from './upstream-query.ts'
import { get16, headerBytes, put16, recordType, responseCode } from './wire.ts'

export type NameAsked = {
  server: { address: string; port: number }
  /** The address of this machine that asks; null leaves it to the system. */
  from: string | null
  name: string
  /** `service`: how a browser learns the way to a site (type 65). */
  wants: 'address' | 'service'
}

/** What came back. `why` is the reason that a server may add (RFC 8914); `hidesName`: the way to the site hides which one it is. */
export type NameTold = {
  kind: 'answer' | 'noSuchName' | 'failed'
  why: 'blocked' | 'ledElsewhere' | 'nobodyOutside' | null
  addresses: readonly string[]
  leadsTo: readonly string[]
  hidesName: boolean
}

const reasons: ReadonlyMap<number, NonNullable<NameTold['why']>> = new Map([
  [4, 'ledElsewhere'],
  [15, 'blocked'],
  [16, 'blocked'],
  [17, 'blocked'],
  [22, 'nobodyOutside'],
])
const reasonOption = 15

/** Undefined where nobody answers in time, or where the machine does not have the address to ask from. */
export function askName(asked: NameAsked, timeoutMs = 2000): Promise<NameTold | undefined> {
  const { server, from, name, wants } = asked
  const id = random16()
  const message = questionOf(id, name, wants === 'address' ? recordType.a : recordType.https)
  return new Promise((done) => {
    const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4')
    const finish = (told: NameTold | undefined): void => {
      clearTimeout(timer)
      socket.close()
      done(told)
    }
    const timer = setTimeout(() => finish(undefined), timeoutMs)
    socket.once('error', () => finish(undefined))
    socket.on('message', (answer) => {
      const told = answer.length >= headerBytes && get16(answer, 0) === id ? readTold(answer) : undefined
      if (told) finish(told)
    })
    const send = (): void => socket.send(message, server.port, server.address)
    if (from === null) send()
    else socket.bind({ address: from, port: 0 }, send)
  })
}

function questionOf(id: number, name: string, type: number): Buffer {
  const header = Buffer.alloc(headerBytes)
  put16(header, 0, id)
  put16(header, 2, 0x0100)
  put16(header, 4, 1)
  put16(header, 10, 1)
  const kind = Buffer.of(0, type, 0, 1)
  // An empty name, and how much fits: with it a server may say why.
  const option = Buffer.of(0, 0, recordType.opt, 4, 208, 0, 0, 0, 0, 0, 0)
  return Buffer.concat([header, wireName(name), kind, option])
}

function readTold(message: Uint8Array): NameTold | undefined {
  const records = recordsOf(message)
  if (!records || questionEnd(message) < 0) return undefined
  const code = get16(message, 2) & 0xf
  const answers = records.slice(0, get16(message, 6))
  const names = answers
    .filter(({ type }) => type === recordType.cname)
    .flatMap(({ data }) => readName(message, data, message.length) ?? [])
  return {
    kind: code === responseCode.done ? 'answer' : code === responseCode.noSuchName ? 'noSuchName' : 'failed',
    why: reasonIn(message.subarray(records.at(-1)?.end ?? questionEnd(message))),
    addresses: answers
      .filter(({ type, data, end }) => type === recordType.a && end - data === 4)
      .map(({ data, end }) => message.subarray(data, end).join('.')),
    leadsTo: names,
    hidesName: answers.some((record) => hidesName(message, record)),
  }
}

/** Looks through what came beside the answer. */
function reasonIn(beside: Uint8Array): NameTold['why'] {
  if (beside.length < 11 || beside[0] !== 0 || get16(beside, 1) !== recordType.opt) return null
  const end = Math.min(beside.length, 11 + get16(beside, 9))
  for (let at = 11; at + 4 <= end; at += 4 + get16(beside, at + 2)) {
    if (get16(beside, at) === reasonOption && at + 6 <= end) return reasons.get(get16(beside, at + 4)) ?? null
  }
  return null
}

// A server on loopback that knows a few names, and misbehaves when told to.

import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import type { TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { wireName } from '#/engines/dns/name.ts'
import { blankQuery, type Query, readQuery } from '#/engines/dns/query.ts'
import { isAnswerTo } from '#/engines/dns/upstream-query.ts'
import { get16, recordType } from '#/engines/dns/wire.ts'
import { answerMessage, recordBytes } from './dns-messages.ts'

/** `forged` answers come first with wrong numbers; `lowerCase` forgets the case of letters. */
export type Mood = 'well' | 'silent' | 'truncates' | 'forged' | 'lowerCase' | 'fails' | 'garbage'

export type UpstreamServer = {
  server: string
  asked: string[]
  setMood: (mood: Mood) => void
  setAddress: (lastByte: number) => void
  setNetwork: (network: readonly number[]) => void
  stop: () => Promise<void>
}

/** Answers every name with 192.0.2.x, or another network; x is 1 until it is set. */
export async function anUpstream(first: readonly number[] = [192, 0, 2]): Promise<UpstreamServer> {
  const asked: string[] = []
  let [mood, network, lastByte]: [Mood, readonly number[], number] = ['well', first, 1]
  const answer = (packet: Buffer, by: 'udp' | 'tcp'): Buffer[] => {
    const query = blankQuery()
    readQuery(packet, query)
    asked.push(`${by} ${query.name} ${query.type}`)
    if (by === 'tcp') return [answerTo(packet, query, [...network, lastByte])]
    return moods[mood](packet, answerTo(packet, query, [...network, lastByte]))
  }
  const tcp = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      const [message] = answer(chunk.subarray(2), 'tcp')
      if (mood === 'silent' || !message) return
      socket.write(Buffer.concat([Buffer.of(message.length >> 8, message.length & 255), message]))
    })
  })
  const udp = await besideOnePort(tcp)
  udp.on('message', (packet, { port, address }) => {
    for (const message of answer(packet, 'udp')) udp.send(message, port, address)
  })
  return {
    server: `127.0.0.1:${udp.address().port}`,
    asked,
    setMood: (to) => {
      mood = to
    },
    setAddress: (to) => {
      lastByte = to
    },
    setNetwork: (to) => {
      network = to
    },
    stop: async () => {
      await new Promise<void>((resolve) => udp.close(resolve))
      await new Promise<void>((resolve) => {
        tcp.close(() => resolve())
      })
    },
  }
}

/** A server that says of some names what they are an alias of, and nothing of others. Gives its address; it ends with the test. */
export async function aServerOfAliases(
  t: TestContext,
  links: ReadonlyMap<string, string>,
  afterMs = 0,
): Promise<string> {
  const server = createSocket('udp4').bind(0, '127.0.0.1')
  const ended = new AbortController()
  t.after(() => {
    ended.abort()
    server.close()
  })
  await once(server, 'listening')
  server.on('message', (packet, { port, address }) => {
    const query = blankQuery()
    readQuery(packet, query)
    const next = links.get(query.name)
    const alias = next === undefined ? [] : [recordBytes(query.name, recordType.cname, 60, wireName(next))]
    const answer = answerMessage(query.name, recordType.cname, alias)
    packet.copy(answer, 0, 0, 2)
    setTimeout(afterMs, undefined, ended).then(
      () => server.send(answer, port, address),
      () => undefined,
    )
  })
  return `127.0.0.1:${server.address().port}`
}

/** A free port is asked for by UDP; now and then somebody else has the same number by TCP, and another is tried. */
async function besideOnePort(tcp: Server): Promise<Socket> {
  for (;;) {
    const udp = createSocket('udp4')
    udp.bind(0, '127.0.0.1')
    await once(udp, 'listening')
    tcp.listen(udp.address().port, '127.0.0.1')
    try {
      await once(tcp, 'listening')
      return udp
    } catch {
      udp.close()
    }
  }
}

const flagged = (message: Buffer, flags: number): Buffer => {
  const changed = Buffer.from(message)
  changed.writeUInt16BE(get16(changed, 2) | flags, 2)
  return changed
}

const moods: Readonly<Record<Mood, (packet: Buffer, message: Buffer) => Buffer[]>> = {
  well: (_packet, message) => [message],
  silent: () => [],
  truncates: (_packet, message) => [flagged(message, 0x0200)],
  forged: (_packet, message) => {
    const wrongNumber = Buffer.from(message)
    wrongNumber.writeUInt16BE((get16(message, 0) + 1) & 0xffff, 0)
    wrongNumber[wrongNumber.length - 1] = 66
    return [wrongNumber, message]
  },
  lowerCase: (_packet, message) => {
    const name = message.toString('latin1', 12, message.length - 20).toLowerCase()
    const changed = Buffer.from(message)
    changed.write(name, 12, 'latin1')
    return [changed]
  },
  fails: (_packet, message) => [flagged(message, 2)],
  garbage: (packet, message) => {
    const cut = message.subarray(0, message.length - 3)
    return isAnswerTo({ message: packet, questionEnd: 12 }, cut) === 'no' ? [] : [cut]
  },
}

function answerTo(
  packet: Buffer,
  { end, type }: Pick<Query, 'end' | 'type'>,
  address: readonly number[],
): Buffer {
  const question = Buffer.from(packet.subarray(0, end))
  question.writeUInt16BE(0x8180, 2)
  question.writeUInt16BE(type === recordType.a ? 1 : 0, 6)
  question.writeUInt16BE(0, 10)
  if (type !== recordType.a) return question
  const record = recordBytes('', type, 60, Buffer.from(address)).subarray(1)
  return Buffer.concat([question, Buffer.of(0xc0, 12), record])
}

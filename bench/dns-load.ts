// A load of questions in open loop, in a process of its own: each leaves on time, whatever became of those before, and each
// answer is looked at.

import { createSocket } from 'node:dgram'
import { setTimeout as wait } from 'node:timers/promises'
import { queryMessage } from '../test/dns-messages.ts'

export type DnsPlan = {
  port: number
  perSecond: number
  seconds: number
  blocked: readonly string[]
  open: readonly string[]
}
export type DnsTimings = { sent: number; lost: number; wrong: number; p50Ms: number; p99Ms: number }

const lastAnswersMs = 1500
const lines = 8

/** Half of the questions are for blocked names. `wrong` is an answer that its name must never have. */
export async function dnsLoad({ port, perSecond, seconds, blocked, open }: DnsPlan): Promise<DnsTimings> {
  const all = perSecond * seconds
  const sentAt = new Float64Array(all)
  const took = new Float64Array(all).fill(-1)
  let wrong = 0
  const sockets = await Promise.all(
    Array.from({ length: lines }, async (_, line) => {
      const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 })
      // Each line has its own numbers; a number comes again after 65,536 questions of its line.
      const asked = new Int32Array(0x10000).fill(-1)
      socket.on('message', (answer) => {
        const at = asked[answer.readUInt16BE(0)] as number
        if (at < 0 || (took[at] as number) >= 0) return
        took[at] = performance.now() - (sentAt[at] as number)
        if (!isRight(answer, at)) wrong++
      })
      await new Promise<void>((resolve) => socket.connect(port, '127.0.0.1', resolve))
      return { socket, asked, line }
    }),
  )
  const messages = [blocked, open].map((names) => names.map((name) => queryMessage(name, 1)))
  const startMs = performance.now()
  for (let at = 0; at < all; ) {
    const due = Math.min(all, Math.ceil(((performance.now() - startMs) * perSecond) / 1000))
    for (; at < due; at++) {
      const { socket, asked } = sockets[at % lines] as (typeof sockets)[number]
      const kind = messages[at & 1] as Buffer[]
      const message = Buffer.from(kind[(at >> 1) % kind.length] as Buffer)
      const number = Math.floor(at / lines) & 0xffff
      message.writeUInt16BE(number, 0)
      asked[number] = at
      sentAt[at] = startMs + (at * 1000) / perSecond
      socket.send(message)
    }
    await wait(1)
  }
  await wait(lastAnswersMs)
  for (const { socket } of sockets) socket.close()
  const times = took.filter((ms) => ms >= 0).sort()
  const share = (part: number): number => times[Math.floor((times.length - 1) * part)] ?? Number.NaN
  return { sent: all, lost: all - times.length, wrong, p50Ms: share(0.5), p99Ms: share(0.99) }
}

const noSuchName = 3
const isRight = (answer: Buffer, at: number): boolean =>
  (at & 1) === 0
    ? (answer.readUInt8(3) & 0xf) === noSuchName
    : answer.readUInt16BE(6) === 1 && answer.includes(address)
const address = Buffer.of(192, 0, 2, 1)

process.once('message', async (plan: DnsPlan) => {
  process.send?.(await dnsLoad(plan), () => process.disconnect?.())
})

// One server that is asked for what is not known here, over a few ports that change.

import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { askByTcp } from './ask-by-tcp.ts'
import { isTruncated } from './read-answer.ts'
import { drawQuery, isAnswerTo, random16, type Sent } from './upstream-query.ts'
import { get16 } from './wire.ts'

export type ServerAddress = { address: string; port: number }

export type Upstream = {
  /** Calls `done` once, with undefined when no fitting answer came in time. */
  ask: (name: string, type: number, timeoutMs: number, done: Done) => void
  /** False while it is left alone because it did not answer, but for one question now and then. */
  isUp: (steadyMs: number) => boolean
  close: () => void
}
type Done = (answer: Uint8Array | undefined) => void

type Line = {
  socket: Socket
  waiting: Map<number, Waiting>
  isReady: boolean
  queued: (() => void)[]
  asked: number
}
type Waiting = { sent: Sent; heard: (answer: Uint8Array) => void; end: () => void }

const mostLines = 16
/** After so many questions a port is given up for another. */
const mostAsked = 500
const downAfter = 4
const askAgainMs = 1000

/** A server to ask, by UDP, and by TCP where a packet is too small or the answer is written otherwise than asked. */
export function createUpstream(server: ServerAddress, steadyMs: () => number): Upstream {
  const lines: Line[] = []
  let isClosed = false
  let failures = 0
  let askAgainAtMs = 0
  const heard = (answer: Uint8Array | undefined): void => {
    failures = answer ? 0 : failures + 1
    if (!answer) askAgainAtMs = steadyMs() + askAgainMs
  }
  return {
    isUp: (nowMs) => {
      if (failures < downAfter) return true
      if (nowMs < askAgainAtMs) return false
      askAgainAtMs = nowMs + askAgainMs
      return true
    },
    ask: (name, type, timeoutMs, done) => {
      if (isClosed) {
        done(undefined)
        return
      }
      const line = chooseLine(lines, server)
      const sent = drawFor(line, name, type)
      const id = get16(sent.message, 0)
      let ended = false
      const finish: Done = (answer) => {
        if (ended) return
        ended = true
        line.waiting.delete(id)
        if (line.asked >= mostAsked && line.waiting.size === 0) closeLine(lines, line)
        heard(answer)
        done(answer)
      }
      const timer = setTimeout(() => finish(undefined), timeoutMs)
      line.asked++
      line.waiting.set(id, {
        sent,
        heard: (answer) => {
          clearTimeout(timer)
          const fits = isAnswerTo(sent, answer) === 'yes' && !isTruncated(answer)
          if (fits) finish(answer)
          else askByTcp(server, sent, timeoutMs, finish)
        },
        end: () => {
          clearTimeout(timer)
          finish(undefined)
        },
      })
      const send = (): void => line.socket.send(sent.message, () => undefined)
      if (line.isReady) send()
      else line.queued.push(send)
    },
    close: () => {
      isClosed = true
      for (const line of [...lines]) closeLine(lines, line)
    },
  }
}

/** A number that no open question of this port has. */
function drawFor(line: Line, name: string, type: number): Sent {
  let sent = drawQuery(name, type)
  while (line.waiting.has(get16(sent.message, 0))) sent = drawQuery(name, type)
  return sent
}

function chooseLine(lines: Line[], server: ServerAddress): Line {
  const usable = lines.filter(({ asked }) => asked < mostAsked)
  const chosen = usable[random16() % mostLines]
  return chosen ?? openLine(lines, server)
}

function openLine(lines: Line[], { address, port }: ServerAddress): Line {
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4' })
  const line: Line = { socket, waiting: new Map(), isReady: false, queued: [], asked: 0 }
  lines.push(line)
  socket.on('error', () => closeLine(lines, line))
  socket.on('message', (answer) => take(line, answer))
  // The system then takes packets from this server alone.
  socket.connect(port, address, () => {
    line.isReady = true
    for (const send of line.queued.splice(0)) send()
  })
  return line
}

function take({ waiting }: Line, answer: Buffer): void {
  const found = answer.length < 2 ? undefined : waiting.get(get16(answer, 0))
  if (!found || isAnswerTo(found.sent, answer) === 'no') return
  waiting.delete(get16(answer, 0))
  found.heard(answer)
}

function closeLine(lines: Line[], line: Line): void {
  const at = lines.indexOf(line)
  if (at < 0) return
  lines.splice(at, 1)
  line.socket.close()
  for (const { end } of [...line.waiting.values()]) end()
}

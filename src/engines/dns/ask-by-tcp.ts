import { connect } from 'node:net'
import { isAnswerTo, type Sent } from './upstream-query.ts'
import { get16, put16 } from './wire.ts'

/** Asks by TCP, for an answer that does not fit a packet. Calls `done` once: undefined when nothing fitting came. */
export function askByTcp(
  { address, port }: { address: string; port: number },
  sent: Sent,
  timeoutMs: number,
  done: (answer: Uint8Array | undefined) => void,
): void {
  const socket = connect({ host: address, port, noDelay: true })
  const timer = setTimeout(() => end(undefined), timeoutMs)
  let received = Buffer.alloc(0)
  let ended = false
  function end(answer: Uint8Array | undefined): void {
    if (ended) return
    ended = true
    clearTimeout(timer)
    socket.destroy()
    done(answer)
  }
  const framed = Buffer.alloc(2 + sent.message.length)
  put16(framed, 0, sent.message.length)
  framed.set(sent.message, 2)
  socket.write(framed)
  socket.on('error', () => end(undefined))
  socket.on('close', () => end(undefined))
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    if (received.length < 2 || received.length < 2 + get16(received, 0)) return
    const answer = received.subarray(2, 2 + get16(received, 0))
    // The connection itself says who answers, so the case of letters need not.
    end(isAnswerTo(sent, answer) === 'no' ? undefined : answer)
  })
}

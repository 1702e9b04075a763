import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { Questions } from './questions.ts'
import { waits } from './step.ts'

/** Somewhere that questions come in. */
export type Listener = { port: number; close: () => Promise<void> }

const bufferBytes = 4 * 1024 * 1024

/** Answers questions in packets. Several threads may listen on one port: the system shares clients out among them. */
export async function listenUdp(
  at: { address: string; port: number },
  questions: Questions,
): Promise<Listener> {
  const socket = createSocket({
    type: isIPv6(at.address) ? 'udp6' : 'udp4',
    reusePort: true,
    recvBufferSize: bufferBytes,
    sendBufferSize: bufferBytes,
    // Answers go to addresses, so nothing has to be looked up, and no answer waits for a turn of the loop.
    lookup: (address, _options, found) => found(null, address, 4),
  })
  socket.on('message', (packet, { address, port }) => {
    // A made-up sender: nobody is there.
    if (port === 0) return
    const length = questions.answerNow(packet, address)
    if (length > 0) send(socket, questions, length, port, address)
    else if (length === waits)
      questions.answerLater(packet, address, 0, (message) => {
        if (message.length > 0) send(socket, questions, message.length, port, address)
      })
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(at.port, at.address, () => {
      socket.off('error', reject)
      resolve()
    })
  })
  // One answer that cannot be sent is no reason to stop answering.
  socket.on('error', () => undefined)
  return {
    port: socket.address().port,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

/** The bytes go out at once, but when the system's buffer is full: then they must stay as they are until they go. */
function send(socket: Socket, questions: Questions, length: number, port: number, address: string): void {
  socket.send(questions.room(), 0, length, port, address)
  if (socket.getSendQueueCount() > 0) questions.takeNewRoom()
}

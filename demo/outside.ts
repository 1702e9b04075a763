// What stands for the world outside while a school of the demonstration is tested: every name has an address there that leads nowhere, and
// the way to each site hides its name (ECH), as many do. So a test sees whether the filter takes that out.

import { createSocket } from 'node:dgram'
import { once } from 'node:events'

const headerBytes = 12
const service = 65
const ttl = [0, 0, 0, 60]
/** 192.0.2.1 is kept free for examples. */
const nowhere = [192, 0, 2, 1]
/** Priority 1, the site itself, and one part with key 5: the hidden name. */
const hiddenWay = [0, 1, 0, 0, 5, 0, 4, 1, 2, 3, 4]

/** A name server on this machine. Whoever started it closes it. */
export async function startOutside(): Promise<{ server: string; close: () => void }> {
  const socket = createSocket('udp4')
  socket.on('message', (question, { port, address }) => {
    const answer = answerTo(question)
    if (answer) socket.send(answer, port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { server: `127.0.0.1:${socket.address().port}`, close: () => socket.close() }
}

/** The question as it came, and one record. Null for what is no question. */
function answerTo(message: Buffer): Buffer | null {
  const nameEnd = message.indexOf(0, headerBytes)
  const end = nameEnd + 5
  if (nameEnd < 0 || end > message.length) return null
  const type = message.readUInt16BE(nameEnd + 1)
  if (type !== 1 && type !== service) return null
  const data = type === service ? hiddenWay : nowhere
  const answer = Buffer.concat([
    message.subarray(0, end),
    Buffer.from([0xc0, headerBytes, 0, type, 0, 1, ...ttl, 0, data.length, ...data]),
  ])
  answer.writeUInt16BE(0x8180, 2)
  answer.writeUInt16BE(1, 6)
  answer.writeUInt16BE(0, 8)
  answer.writeUInt16BE(0, 10)
  return answer
}

// The upstream of all servers that are measured, in a process of its own: every name is at 192.0.2.1, for an hour.

import { createSocket } from 'node:dgram'
import { blankQuery, readQuery } from '#/engines/dns/query.ts'
import { recordType } from '#/engines/dns/wire.ts'

const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 14, 16, 0, 4, 192, 0, 2, 1])
const query = blankQuery()
const socket = createSocket('udp4')
socket.on('message', (packet, { port, address }) => {
  if (readQuery(packet, query) !== 'question') return
  const question = Buffer.from(packet.subarray(0, query.end))
  const isAddress = query.type === recordType.a
  question.writeUInt16BE(0x8180, 2)
  question.writeUInt32BE(isAddress ? 0x10000 : 0, 6)
  question.writeUInt16BE(0, 10)
  socket.send(isAddress ? Buffer.concat([question, record]) : question, port, address)
})
socket.bind(0, '127.0.0.1', () => process.send?.(socket.address().port))
process.once('disconnect', () => process.exit())

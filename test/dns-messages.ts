// Messages as clients and upstreams send them, for tests and benches.

import { wireName } from '#/engines/dns/name.ts'
import { headerBytes, recordType } from '#/engines/dns/wire.ts'

type Asked = { id?: number; edns?: { bytes?: number; version?: number } }

/** A question, with EDNS where it is said. */
export function queryMessage(name: string, type: number, { id = 1, edns }: Asked = {}): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.writeUInt16BE(id, 0)
  header.writeUInt16BE(0x0100, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(edns ? 1 : 0, 10)
  const question = Buffer.concat([header, wireName(name), Buffer.of(0, 0, 0, 1)])
  question.writeUInt16BE(type, question.length - 4)
  if (!edns) return question
  const option = Buffer.of(0, 0, recordType.opt, 0, 0, 0, edns.version ?? 0, 0, 0, 0, 0)
  option.writeUInt16BE(edns.bytes ?? 1232, 3)
  return Buffer.concat([question, option])
}

/** A record with its name in full. */
export function recordBytes(name: string, type: number, seconds: number, data: Uint8Array): Buffer {
  const fixed = Buffer.alloc(10)
  fixed.writeUInt16BE(type, 0)
  fixed.writeUInt16BE(1, 2)
  fixed.writeUInt32BE(seconds, 4)
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([wireName(name), fixed, data])
}

/** What an upstream answers. */
export function answerMessage(name: string, type: number, answers: readonly Uint8Array[], code = 0): Buffer {
  const question = queryMessage(name, type)
  question.writeUInt16BE(0x8180 | code, 2)
  question.writeUInt16BE(answers.length, 6)
  return Buffer.concat([question, ...answers])
}

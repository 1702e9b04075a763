// What we ask an upstream, made so that nobody who does not see the question can answer it: a number, a port and the case of
// each letter are drawn by chance (RFC 5452; letters: draft-vixie-dnsext-dns0x20).

import { randomFillSync } from 'node:crypto'
import { wireName } from './name.ts'
import { get16, headerBytes, packetMaxBytes, put16, recordType } from './wire.ts'

/** A question as it was sent. The answer must repeat its number and its question, letter for letter. */
export type Sent = { message: Buffer; questionEnd: number }

const recursionDesired = 0x0100
const answerAndOpcode = 0xf800
const answerBit = 0x8000
const optionBytes = 11

const chance = Buffer.alloc(4096)
let chanceAt = chance.length

/** A byte by chance. */
function randomByte(): number {
  if (chanceAt === chance.length) {
    randomFillSync(chance)
    chanceAt = 0
  }
  return chance[chanceAt++] as number
}

/** A whole number from 0 to 65,535 by chance. */
export const random16 = (): number => (randomByte() << 8) | randomByte()

/** A question with a number and letters by chance. */
export function drawQuery(name: string, type: number): Sent {
  const wire = wireName(name)
  const questionEnd = headerBytes + wire.length + 4
  const message = Buffer.alloc(questionEnd + optionBytes)
  put16(message, 0, random16())
  put16(message, 2, recursionDesired)
  put16(message, 4, 1)
  put16(message, 10, 1)
  for (let at = 0; at < wire.length; at++) {
    const byte = wire[at] as number
    const isLetter = byte >= 97 && byte <= 122
    message[headerBytes + at] = isLetter && (randomByte() & 1) === 1 ? byte - 32 : byte
  }
  put16(message, questionEnd - 4, type)
  put16(message, questionEnd - 2, 1)
  put16(message, questionEnd + 1, recordType.opt)
  put16(message, questionEnd + 3, packetMaxBytes)
  return { message, questionEnd }
}

/** `yes`; `otherwiseWritten` when only the case of letters differs, as some upstreams answer; or `no`. */
export function isAnswerTo(
  { message, questionEnd }: Sent,
  answer: Uint8Array,
): 'yes' | 'otherwiseWritten' | 'no' {
  if (answer.length < questionEnd || get16(answer, 0) !== get16(message, 0)) return 'no'
  if ((get16(answer, 2) & answerAndOpcode) !== answerBit || get16(answer, 4) !== 1) return 'no'
  let said: 'yes' | 'otherwiseWritten' = 'yes'
  for (let at = headerBytes; at < questionEnd; at++) {
    if (answer[at] === message[at]) continue
    if (((answer[at] as number) | 32) !== ((message[at] as number) | 32)) return 'no'
    said = 'otherwiseWritten'
  }
  return said
}

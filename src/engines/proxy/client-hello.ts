// Reads the first message of TLS as far as the name of the site (RFC 8446, 4.1.2; RFC 6066, 3). Everything in it is
// the browser's word, so every length is checked before it is believed.

import { hostOf } from '#/engines/filter/index.ts'

export type ClientHello =
  /** More bytes are needed. */
  | { kind: 'unfinished' }
  | { kind: 'notTls' }
  /** `host` is undefined where the browser did not say which site it wants. */
  | { kind: 'hello'; host: string | undefined }

const handshakeRecord = 22
const clientHello = 1
const serverName = 0
const recordHeadBytes = 5
const recordMaxBytes = 16_384

/** What a greeting says. Of one that is cut short, nothing; of one that contradicts itself, that it is no TLS. */
export function readClientHello(bytes: Buffer): ClientHello {
  const message = handshakeOf(bytes)
  if (message === 'unfinished' || message === 'notTls') return { kind: message }
  try {
    return { kind: 'hello', host: nameIn(createReader(message)) }
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'notTls' }
    throw error
  }
}

// Browsers use one or two. What cuts a greeting into many hides the name from whoever reads only the first.
const recordsMost = 8

/** The first handshake message, put together from the records that it was cut into. */
function handshakeOf(bytes: Buffer): Buffer | 'unfinished' | 'notTls' {
  let message: Buffer = Buffer.alloc(0)
  let at = 0
  for (let records = 0; records < recordsMost; records++) {
    const record = recordAt(bytes, at)
    if (typeof record === 'string') return record
    message = message.length === 0 ? record.content : Buffer.concat([message, record.content])
    if (message[0] !== clientHello) return 'notTls'
    const length = message.length < 4 ? Number.POSITIVE_INFINITY : 4 + message.readUIntBE(1, 3)
    if (message.length >= length) return message.subarray(4, length)
    if (record.content.length < record.length) return 'unfinished'
    at += recordHeadBytes + record.length
  }
  return 'notTls'
}

/** The record that begins there, as far as it has come. */
function recordAt(bytes: Buffer, at: number): { content: Buffer; length: number } | 'unfinished' | 'notTls' {
  if (bytes.length > at && bytes[at] !== handshakeRecord) return 'notTls'
  if (bytes.length <= at + recordHeadBytes) return 'unfinished'
  const length = bytes.readUInt16BE(at + 3)
  if (bytes[at + 1] !== 3 || length === 0 || length > recordMaxBytes) return 'notTls'
  const from = at + recordHeadBytes
  return { content: bytes.subarray(from, from + length), length }
}

function nameIn(hello: Reader): string | undefined {
  hello.skip(2 + 32)
  hello.skip(hello.number(1))
  hello.skip(hello.number(2))
  hello.skip(hello.number(1))
  if (hello.left() === 0) return undefined
  const extensions = createReader(hello.take(hello.number(2)))
  while (extensions.left() > 0) {
    const type = extensions.number(2)
    const content = extensions.take(extensions.number(2))
    if (type === serverName) return firstName(createReader(content))
  }
  return undefined
}

function firstName(content: Reader): string | undefined {
  const names = createReader(content.take(content.number(2)))
  if (names.number(1) !== 0) return undefined
  const name = names.take(names.number(2))
  const host = hostOf(name.toString('latin1'))
  if (host === undefined) throw new RangeError('No name that a site could have')
  return host
}

type Reader = {
  number: (bytes: 1 | 2) => number
  take: (length: number) => Buffer
  skip: (length: number) => void
  left: () => number
}

function createReader(bytes: Buffer): Reader {
  let at = 0
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError('Longer than what holds it')
    at += length
    return bytes.subarray(at - length, at)
  }
  return {
    take,
    number: (length) => take(length).readUIntBE(0, length),
    skip: (length) => {
      take(length)
    },
    left: () => bytes.length - at,
  }
}

// A form that is posted to a search engine is read before it is decided on, like the words of an address, and then passed on
// as it came. Nothing of it stays (decision X10).

import type { IncomingMessage } from 'node:http'
import { takesSearches } from '#/engines/filter/index.ts'
import { hasBody } from './headers.ts'
import type { Limits } from './limits.ts'
import { addressOf, createShares } from './shares.ts'
import type { Target } from './target.ts'

/** `begun` is what was read: all of the form, or as much of it as is decided on. What follows is still in the request. */
export type PostedForm = { begun: Buffer }

export type PostedSearches = {
  /** Whether the request posts, to a search engine that takes searches so, a form of which the words can be read. */
  isOne: (request: IncomingMessage, to: Target) => boolean
  /** `gone`: nobody is there any more. `late`: it does not come to its end. `tooMany`: others have to be read first. */
  read: (request: IncomingMessage) => Promise<PostedForm | 'gone' | 'late' | 'tooMany'>
}

const isForm = (type: string): boolean => /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)

const isPacked = (codings: string): boolean =>
  codings.split(',').some((coding) => !/^\s*(?:identity)?\s*$/i.test(coding))

/** The forms that one proxy reads. */
export function createPostedSearches(limits: Limits): PostedSearches {
  const shares = createShares(limits.formsMost, limits.formsMostPerAddress)
  return {
    isOne: (request, { place: { host, pathAndQuery } }) =>
      request.method === 'POST' &&
      hasBody(request) &&
      takesSearches(host, pathAndQuery) &&
      // Of two types a server may believe the other, so both count.
      (request.headersDistinct['content-type'] ?? []).some(isForm) &&
      !isPacked(request.headers['content-encoding'] ?? ''),
    read: async (request) => {
      const leave = shares.enter(addressOf(request.socket))
      if (!leave) return 'tooMany'
      try {
        return await readBeginning(request, limits)
      } finally {
        leave()
      }
    },
  }
}

/** Leaves the request paused, with what was not taken still in it, so that whoever passes it on misses nothing. */
function readBeginning(
  request: IncomingMessage,
  { formMaxBytes, formMaxMs }: Limits,
): Promise<PostedForm | 'gone' | 'late'> {
  return new Promise((done) => {
    const beginning = createBeginning(formMaxBytes)
    const finish = (end: PostedForm | 'gone' | 'late'): void => {
      clearTimeout(timer)
      request.off('data', take).off('end', whole).off('close', gone)
      request.pause()
      done(end)
    }
    const whole = (): void => finish({ begun: beginning.taken() })
    const gone = (): void => finish('gone')
    const timer = setTimeout(finish, formMaxMs, 'late')
    const take = (piece: Buffer): void => {
      const fitted = beginning.take(piece)
      if (!beginning.isFull()) return
      whole()
      if (fitted < piece.length) request.unshift(piece.subarray(fitted))
    }
    // What goes wrong is said once more by the close that follows.
    request.on('error', () => undefined)
    request.on('data', take).once('end', whole).once('close', gone)
  })
}

const firstBytes = 4096

/** Bytes one behind the other: kept as they came, pieces of one byte would take a thousand times their size. */
function createBeginning(maxBytes: number) {
  let held = Buffer.allocUnsafe(Math.min(firstBytes, maxBytes))
  let bytes = 0
  return {
    /** How many bytes of the piece there was room for. */
    take: (piece: Buffer): number => {
      const wanted = Math.min(bytes + piece.length, maxBytes)
      if (wanted > held.length) {
        const larger = Buffer.allocUnsafe(Math.min(maxBytes, Math.max(wanted, held.length * 2)))
        held.copy(larger, 0, 0, bytes)
        held = larger
      }
      const fitted = piece.copy(held, bytes, 0, wanted - bytes)
      bytes = wanted
      return fitted
    },
    isFull: (): boolean => bytes >= maxBytes,
    taken: (): Buffer => held.subarray(0, bytes),
  }
}

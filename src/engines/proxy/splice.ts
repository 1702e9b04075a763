import type { Duplex } from 'node:stream'
import type { Pass, Place } from './gate.ts'
import type { Limits } from './limits.ts'
import { safeSideOf } from './safe-address.ts'

/** Lets two connections talk, each as fast as the other reads. Both end when one fails, or when nothing moved for too long. */
export function splice(one: Duplex, other: Duplex, idleMaxMs: number): void {
  const end = (): void => {
    one.destroy()
    other.destroy()
  }
  for (const side of [one, other]) {
    side.on('error', end)
    side.on('close', end)
    if ('setTimeout' in side && typeof side.setTimeout === 'function') side.setTimeout(idleMaxMs, end)
  }
  one.pipe(other)
  other.pipe(one)
}

/**
 * The same pass for one connection, which began looked into or not: it may stay open for as long as that is right for whoever sits
 * there (decision X10).
 */
export const passForConnection = (pass: Pass, host: string, began: 'inspected' | 'unseen'): Pass => ({
  ...pass,
  get shape() {
    return pass.shape
  },
  stillMay: (place) =>
    (pass.inspectedBy(host) === undefined) === (began === 'unseen') && pass.stillMay(place),
})

type Begun = { place: Place; side: string }
type Often = Pick<Limits, 'decidedAgainMs'>

/**
 * Ends what is open already as soon as its place is not: somebody was stopped, or signed out; or as soon as it would be led to another
 * side, because somebody sits there now whose searches are safe. Gives back how to stop looking.
 */
export function endWhenBlocked(
  pass: Pass,
  { place, side }: Begun,
  { decidedAgainMs }: Often,
  end: () => void,
): () => void {
  const looking = setInterval(() => {
    if (!pass.stillMay(place) || safeSideOf(pass.shape, place.host) !== side) end()
  }, decidedAgainMs)
  return () => clearInterval(looking)
}

/** The same for a connection whose both sides talk as they like. */
export function closeWhenBlocked(socket: Duplex, pass: Pass, begun: Begun, often: Often): void {
  socket.once(
    'close',
    endWhenBlocked(pass, begun, often, () => socket.destroy()),
  )
}

import type { Duplex } from 'node:stream'

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

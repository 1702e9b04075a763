// So much of something at once, and so much for one client's address, that nobody has all of it.

import type { Socket } from 'node:net'

export type Shares = {
  /** Gives back how to leave again; undefined where there is no room, for all or for this address. */
  enter: (address: string) => (() => void) | undefined
}

/** Shares of which nobody has one yet. */
export function createShares(most: number, mostPerAddress: number): Shares {
  let all = 0
  const perAddress = new Map<string, number>()
  return {
    enter: (address) => {
      const theirs = perAddress.get(address) ?? 0
      if (all >= most || theirs >= mostPerAddress) return undefined
      all++
      perAddress.set(address, theirs + 1)
      return () => {
        all--
        const left = (perAddress.get(address) ?? 1) - 1
        if (left === 0) perAddress.delete(address)
        else perAddress.set(address, left)
      }
    },
  }
}

/** Where somebody asks from. */
export const addressOf = (socket: Socket): string =>
  (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '')

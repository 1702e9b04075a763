// The words on the board: short, easy to read and to spell, none that a child could be teased with. Three of 64 make
// 262,144 codes; they work for one lesson, in one school, from its network only.

import { randomInt } from 'node:crypto'

export const classWords =
  `apple arrow badge ball bear bell bird boat book box bread brick bridge brush bus cake camel
candle car castle cat chair clock cloud coat comb cup desk dog door drum duck egg farm feather fish flag flower fork fox
frog gate glass glove grass hat hill horse house kite lamp leaf lion moon mouse nest owl pencil plant ring river robot
ship star`
    .split(/\s+/)
    .filter(Boolean)

/** Three words that a child of six can read from the board. Throttled tries make up for the few bits. */
export function newClassCode(): string {
  return Array.from({ length: 3 }, () => classWords[randomInt(classWords.length)]).join(' ')
}

/** As it was typed, in any case and with whatever between the words. */
export function asClassCode(typed: string): string {
  return (
    typed
      .toLowerCase()
      .match(/[a-z]+/g)
      ?.join(' ') ?? ''
  )
}

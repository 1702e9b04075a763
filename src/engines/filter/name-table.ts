// Names and what is known of them in three flat arrays: 8 bytes a slot, two slots of three filled, 12 bytes a name. Of a
// name only 64 bits of hash stay (in its place and its slot): among two million names, one question in 10^12 is mistaken.

/** Reads without parsing: the arrays may lie in a file or in memory that threads share. */
export type NameTable = {
  readonly slots: number
  readonly prints: Uint32Array
  readonly tails: Uint16Array
  /** 0 is empty. */
  readonly values: Uint16Array
}

const filledShare = 2 / 3
/** Past the last place, so that probing never has to turn round. */
const overflow = 256

/** An empty table for so many names. */
export function createNameTable(names: number): NameTable {
  const slots = Math.ceil(names / filledShare) + 1
  const length = slots + overflow
  return {
    slots,
    prints: new Uint32Array(length),
    tails: new Uint16Array(length),
    values: new Uint16Array(length),
  }
}

/** The value of a hash; 0 when it is not there. */
export function lookUp(table: NameTable, high: number, low: number): number {
  const { prints, tails, values } = table
  for (let at = placeOf(table, high); ; at++) {
    const value = values[at] as number
    if (value === 0) return 0
    if (prints[at] === low && tails[at] === (high & 0xffff)) return value
  }
}

/** Sets the value (1 to 65,535) of a hash. Refuses a table that is too full, which takes hashes chosen on purpose. */
export function put(table: NameTable, high: number, low: number, value: number): void {
  const { prints, tails, values } = table
  const tail = high & 0xffff
  for (let at = placeOf(table, high); at < values.length - 1; at++) {
    if (values[at] === 0) {
      prints[at] = low
      tails[at] = tail
      values[at] = value
      return
    }
    if (prints[at] === low && tails[at] === tail) {
      values[at] = value
      return
    }
  }
  throw new Error('The names of this list do not spread: choose another seed.')
}

function placeOf({ slots }: NameTable, high: number): number {
  return Math.floor((high / 0x100000000) * slots)
}

/** How much memory the table takes, in bytes. */
export function tableBytes({ prints, tails, values }: NameTable): number {
  return prints.byteLength + tails.byteLength + values.byteLength
}

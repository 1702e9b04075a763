// Names and what is known of them in one flat array: 8 bytes a slot, two slots of three filled. Of a name
// only 64 bits of hash stay (in its place and its slot): among two million names, one question in 10^12 is mistaken. Most
// questions are about names that are not here: a small map of bits, which stays near the processor, says so at once.

/** Reads without parsing: the arrays may lie in a file or in memory that threads share. */
export type NameTable = {
  readonly slots: number
  /**
   * Two words a slot, side by side, so that a question waits for memory once: one half of the hash; then the end of the
   * other half above the value, which is 0 where the slot is empty. Signed, because only such words are never boxed.
   */
  readonly cells: Int32Array
  /** A bit that is not set: no such name. A power of two of them, 8 to 16 for each name. */
  readonly bits: Int32Array
}

const filledShare = 2 / 3
/** Past the last place, so that probing never has to turn round. */
const overflow = 256
const leastBitsPerName = 8
const bitsPerWord = 32

/** An empty table for so many names. */
export function createNameTable(names: number): NameTable {
  const slots = Math.ceil(names / filledShare) + 1
  const bits = 2 ** Math.ceil(Math.log2(Math.max(bitsPerWord, leastBitsPerName * names)))
  return { slots, cells: new Int32Array(2 * (slots + overflow)), bits: new Int32Array(bits / bitsPerWord) }
}

/** The value of a hash; 0 when it is not there. */
export function lookUp(table: NameTable, high: number, low: number): number {
  const { cells, bits } = table
  const print = low | 0
  if (((bits[wordOf(bits, print)] as number) & (1 << print)) === 0) return 0
  const tail = high & 0xffff
  for (let at = 2 * placeOf(table, high); ; at += 2) {
    const rest = cells[at + 1] as number
    if ((rest & 0xffff) === 0) return 0
    if (cells[at] === print && rest >>> 16 === tail) return rest & 0xffff
  }
}

/** Sets the value (1 to 65,535) of a hash. Refuses a table that is too full, which takes hashes chosen on purpose. */
export function put(table: NameTable, high: number, low: number, value: number): void {
  const { cells, bits } = table
  const print = low | 0
  const tail = high & 0xffff
  // The last slot stays empty: there a question that finds nothing ends.
  for (let at = 2 * placeOf(table, high); at < cells.length - 2; at += 2) {
    const rest = cells[at + 1] as number
    if ((rest & 0xffff) !== 0 && !(cells[at] === print && rest >>> 16 === tail)) continue
    cells[at] = print
    cells[at + 1] = (tail << 16) | value
    bits[wordOf(bits, print)] = (bits[wordOf(bits, print)] as number) | (1 << print)
    return
  }
  throw new Error('The names of this list do not spread: choose another seed.')
}

function placeOf({ slots }: NameTable, high: number): number {
  return Math.floor((high / 0x100000000) * slots)
}

/** Which word holds the bit; within it, the last five of `print` count, as a shift takes them. */
const wordOf = (bits: Int32Array, print: number): number => (print >>> 5) & (bits.length - 1)

/** How much memory the table takes, in bytes. */
export function tableBytes({ cells, bits }: NameTable): number {
  return cells.byteLength + bits.byteLength
}

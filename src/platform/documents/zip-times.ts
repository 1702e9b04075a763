const endSignature = 0x06054b50
const entrySignature = 0x02014b50
// 1 January 1980, midnight: the first moment that a ZIP can name.
const fixedTime = 0x0021_0000

/** Sets every entry's time in a ZIP to the same moment, so that the same content gives the same bytes (APPNOTE 4.3). */
export function withFixedTimes(zip: Buffer): Buffer {
  const fixed = Buffer.from(zip)
  const end = fixed.lastIndexOf(Buffer.from(uint32(endSignature)))
  if (end < 0) throw new RangeError('This is not a ZIP file.')
  let entry = fixed.readUInt32LE(end + 16)
  for (let left = fixed.readUInt16LE(end + 10); left > 0; left--) {
    if (fixed.readUInt32LE(entry) !== entrySignature) throw new RangeError('This ZIP file is damaged.')
    fixed.writeUInt32LE(fixedTime, entry + 12)
    fixed.writeUInt32LE(fixedTime, fixed.readUInt32LE(entry + 42) + 10)
    entry +=
      46 + fixed.readUInt16LE(entry + 28) + fixed.readUInt16LE(entry + 30) + fixed.readUInt16LE(entry + 32)
  }
  return fixed
}

function uint32(value: number): number[] {
  return [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff)
}

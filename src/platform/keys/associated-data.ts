/**
 * What a ciphertext belongs to. It is not secret; it is authenticated, so that a wrapped key or a file moved to another
 * school, another record or another use does not open there.
 */
export type BoundTo = { schoolId: string; about: string; purpose: string }

/** The one spelling of those facts as bytes: each part behind its length, so that no two sets of facts spell the same. */
export function associatedData(boundTo: BoundTo): Buffer {
  return lengthPrefixed(['schoolkeeper', boundTo.schoolId, boundTo.about, boundTo.purpose])
}

function lengthPrefixed(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part, 'utf8')
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )
}

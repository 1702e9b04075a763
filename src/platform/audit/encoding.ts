import { createHash } from 'node:crypto'

export type ChainedEntry = {
  schoolId: string
  number: number
  id: string
  at: Date
  actorKind: string
  actorId: string | null
  did: string
  aboutKind: string | null
  aboutId: string | null
  detailHash: Buffer | null
  previousHash: Buffer
}

export const firstHash = Buffer.alloc(32)

/** Edition of the encoding: the first field of every entry, so that a later edition cannot be taken for this one. */
const edition = 'schoolkeeper.audit.1'

/**
 * The hash of an entry over all of its fields. Each field is preceded by its length in bytes, and "nothing" differs
 * from "empty", so no two entries can have the same encoding.
 */
export function hashEntry(entry: ChainedEntry): Buffer {
  const hash = createHash('sha256')
  for (const field of fieldsOf(entry)) hash.update(lengthPrefixed(field))
  return hash.digest()
}

function fieldsOf(entry: ChainedEntry): readonly (string | Buffer | null)[] {
  return [
    edition,
    entry.schoolId,
    String(entry.number),
    entry.id,
    entry.at.toISOString(),
    entry.actorKind,
    entry.actorId,
    entry.did,
    entry.aboutKind,
    entry.aboutId,
    entry.detailHash,
    entry.previousHash,
  ]
}

/** The hash of personal detail that stands beside the chain: the salt makes it useless for guessing what was erased. */
export function hashDetail(salt: Buffer, detail: unknown): Buffer {
  return createHash('sha256')
    .update(lengthPrefixed(salt))
    .update(lengthPrefixed(canonicalJson(detail)))
    .digest()
}

/** JSON with its keys in order, since the database gives them back in an order of its own. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const pairs = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`)
  return `{${pairs.join(',')}}`
}

function lengthPrefixed(field: string | Buffer | null): Buffer {
  if (field === null) return Buffer.from([0xff, 0xff, 0xff, 0xff])
  const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

// Names of entries in a directory (RFC 4514): "ou=5 Ash,ou=Pupils,dc=school,dc=example". Whatever a school calls a class
// is a value here and never part of the name's grammar.

export type NamePart = { attribute: string; value: string }

/** The name as a directory takes it, from its own part up to the root. */
export function formatName(parts: readonly NamePart[]): string {
  return parts.map(({ attribute, value }) => `${attribute}=${escapeValue(value)}`).join(',')
}

/** One part below another name. */
export function below(part: NamePart, parent: string): string {
  return parent === '' ? formatName([part]) : `${formatName([part])},${parent}`
}

/**
 * The parts of a name; null for what is none. Parts of several attributes joined by "+" are not read: nothing that
 * people keep has them.
 */
export function parseName(name: string): NamePart[] | null {
  if (name.trim() === '') return []
  const parts = splitAtCommas(name).map(parsePart)
  return parts.every((part) => part !== null) ? parts : null
}

/** One spelling for all spellings of the same name: directories compare without regard to case. */
export function canonicalName(name: string): string {
  const parts = parseName(name)
  if (parts === null) return name.toLowerCase()
  return formatName(
    parts.map(({ attribute, value }) => ({
      attribute: attribute.toLowerCase(),
      value: value.trim().replaceAll(/ +/g, ' ').toLowerCase(),
    })),
  )
}

/** The name without its own part; the root has none above it. */
export function parentOf(name: string): string {
  return splitAtCommas(name).slice(1).join(',').trim()
}

/** Its own part as it is written, for a move below another parent. */
export function ownPartOf(name: string): string {
  return (splitAtCommas(name)[0] ?? '').trim()
}

// Specials are written as hex pairs and not behind a backslash: a comma then always parts two parts.
function escapeValue(value: string): string {
  return [...value.replaceAll('\0', '')]
    .map((character, index, all) => {
      const edge = index === 0 || index === all.length - 1
      if (/[",+;<>\\=]/.test(character) || (edge && /[ #]/.test(character))) return hexOf(character)
      return character
    })
    .join('')
}

function hexOf(character: string): string {
  return [...Buffer.from(character, 'utf8')].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')
}

function splitAtCommas(name: string): string[] {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < name.length; at += 1) {
    if (name[at] === '\\') at += 1
    else if (name[at] === ',') {
      parts.push(name.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, name.slice(from)]
}

function parsePart(text: string): NamePart | null {
  const equals = text.indexOf('=')
  const attribute = text.slice(0, equals).trim()
  if (equals < 1 || !/^[A-Za-z][A-Za-z0-9.-]*$/.test(attribute)) return null
  const value = unescapeValue(
    text
      .slice(equals + 1)
      .replace(/^ +/, '')
      .replace(/(?<!\\) +$/, ''),
  )
  return value === null || value === '' ? null : { attribute, value }
}

function unescapeValue(text: string): string | null {
  const bytes: Buffer[] = []
  for (let at = 0; at < text.length; ) {
    const pair = /^\\([0-9a-fA-F]{2})/.exec(text.slice(at, at + 3))
    if (pair) {
      bytes.push(Buffer.from(pair[1] ?? '', 'hex'))
      at += 3
    } else if (text[at] === '\\') {
      if (at + 1 >= text.length) return null
      bytes.push(Buffer.from(text[at + 1] ?? '', 'utf8'))
      at += 2
    } else {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
      if (/["+;<>]/.test(character)) return null
      bytes.push(Buffer.from(character, 'utf8'))
      at += character.length
    }
  }
  return Buffer.concat(bytes).toString('utf8')
}

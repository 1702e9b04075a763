import type { Sent } from './route.ts'

/** The fields of a sent form: text, or a list where a field came twice. Anything else is dropped. */
export function readBody(body: unknown): Sent {
  if (body === null || typeof body !== 'object') return {}
  const sent: Record<string, string | readonly string[]> = {}
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') sent[name] = clean(value)
    else if (Array.isArray(value)) sent[name] = value.filter((item) => typeof item === 'string').map(clean)
  }
  return sent
}

/** The query of an address: the first value of each name. */
export function readQuery(query: unknown): Readonly<Record<string, string>> {
  const read: Record<string, string> = {}
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    const first = Array.isArray(value) ? value[0] : value
    if (typeof first === 'string') read[name] = clean(first)
  }
  return read
}

/** PostgreSQL takes no NUL in text; browsers send line ends as CR LF; half a surrogate pair is no character. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').replaceAll('\r\n', '\n').toWellFormed()
}

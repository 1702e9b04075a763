import type { Html } from '../html.ts'

/** A line of a summary list: what it is called, and what it is. */
export function summaryRow(key: string, value: string | Html) {
  return { key: { text: key }, value: typeof value === 'string' ? { text: value } : { html: value } }
}

/** The same where there is something to say, and no line where there is not. */
export function knownRow(key: string, value: string | Html | null | false) {
  return value ? [summaryRow(key, value)] : []
}

// The message of a PATCH (RFC 7644, section 3.5.2). Entra writes its operations with a capital letter.

import { invalidSyntax, invalidValue, ScimRefused } from './scim-refusal.ts'

export type Operation = { op: 'add' | 'replace' | 'remove'; path: string | null; value: unknown }

const mostOperations = 1_000

/** The operations of a message, in order. Refuses a message without any, and words that are none of the three. */
export function readOperations(body: unknown): readonly Operation[] {
  const message = readObject(body)
  const list = fieldOf(message, 'operations')
  if (!Array.isArray(list) || list.length === 0 || list.length > mostOperations)
    throw invalidSyntax(`Send a list of Operations, at most ${mostOperations}.`)
  return list.map(readOperation)
}

function readOperation(one: unknown): Operation {
  const operation = readObject(one)
  const said = fieldOf(operation, 'op')
  const op = typeof said === 'string' ? said.toLowerCase() : ''
  if (op !== 'add' && op !== 'replace' && op !== 'remove')
    throw invalidSyntax('An operation is add, replace or remove.')
  const path = fieldOf(operation, 'path') ?? null
  if (path !== null && typeof path !== 'string') throw invalidSyntax('The path of an operation is text.')
  if (op === 'remove' && (path === null || path === ''))
    throw new ScimRefused(400, 'noTarget', 'Say in the path what is removed.')
  return { op, path: path === '' ? null : path, value: fieldOf(operation, 'value') }
}

/** What was sent, as an object. Refuses everything else. */
export function readObject(value: unknown): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw invalidSyntax('Send a JSON object.')
  return value as Readonly<Record<string, unknown>>
}

/** The field of that name, however it is written. */
export function fieldOf(from: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.entries(from).find(([key]) => key.toLowerCase() === name)?.[1]
}

/** One value, also where a list of one `{ value }` was sent for it; null where nothing was. */
function single(value: unknown): unknown {
  const one = Array.isArray(value) && value.length <= 1 ? value[0] : value
  const bare =
    one !== null && typeof one === 'object' && !Array.isArray(one) ? fieldOf(readObject(one), 'value') : one
  return bare ?? null
}

/** Text up to a length, trimmed; null where nothing or an empty text was sent. Refuses what is no text. */
export function readText(value: unknown, name: string, most: number): string | null {
  const text = single(value)
  if (text === null) return null
  if (typeof text !== 'string') throw invalidValue(`${name} has to be text.`)
  const clean = text.replaceAll('\0', '').toWellFormed().trim()
  if (clean.length > most) throw invalidValue(`${name} is longer than ${most} characters.`)
  return clean === '' ? null : clean
}

/** True or false, also as Entra writes them: "True", "False". */
export function readBoolean(value: unknown, name: string): boolean {
  const one = single(value)
  if (typeof one === 'boolean') return one
  const word = typeof one === 'string' ? one.trim().toLowerCase() : ''
  if (word !== 'true' && word !== 'false') throw invalidValue(`${name} has to be true or false.`)
  return word === 'true'
}

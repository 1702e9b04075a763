// An account out of what a source sends: whole, or changed operation by operation. Pure.

import type { Said } from './entry.ts'
import { fieldOf, type Operation, readBoolean, readObject, readText } from './scim-operations.ts'
import { readPath } from './scim-path.ts'
import { invalidValue, ScimRefused } from './scim-refusal.ts'

type TextField = Exclude<keyof Said, 'active' | 'userName' | 'email'>

const texts: ReadonlyMap<string, { field: TextField; most: number }> = new Map([
  ['externalid', { field: 'externalId', most: 200 }],
  ['displayname', { field: 'displayName', most: 200 }],
  ['title', { field: 'title', most: 100 }],
  ['usertype', { field: 'userType', most: 100 }],
  ['name.givenname', { field: 'givenName', most: 100 }],
  ['name.familyname', { field: 'familyName', most: 100 }],
])
const readOnly: ReadonlySet<string> = new Set(['id', 'meta', 'schemas', 'groups'])

const nobodyYet: Said = {
  userName: '',
  externalId: null,
  givenName: null,
  familyName: null,
  displayName: null,
  email: null,
  title: null,
  userType: null,
  active: true,
}

/** A whole account. Refuses one without a userName; what is not kept is passed over. Whether it is active stays, unless said. */
export function readUser(body: unknown, active = true): Said {
  const said = assignAll({ ...nobodyYet, active }, readObject(body))
  if (said.userName === '') throw invalidValue('An account needs a userName.')
  return said
}

/** The account after the operations. Refuses a path that is none, and what only we set. */
export function patchUser(said: Said, operations: readonly Operation[]): Said {
  return operations.reduce((now, { op, path, value }) => {
    if (path === null) return assignAll(now, readObject(value))
    const { attribute } = readPath(path) ?? {}
    if (attribute !== undefined && readOnly.has(attribute))
      throw new ScimRefused(400, 'mutability', `${attribute} is set here and cannot be changed.`)
    return assign(now, path, op === 'remove' ? null : value)
  }, said)
}

/** Each field by itself; keys may be paths, as Entra writes them. What only we set is passed over. */
function assignAll(said: Said, fields: Readonly<Record<string, unknown>>): Said {
  return Object.entries(fields).reduce((now, [key, value]) => assign(now, key, value), said)
}

/** One value at one path; null removes it. */
function assign(said: Said, written: string, value: unknown): Said {
  const path = readPath(written)
  if (path === null || readOnly.has(path.attribute)) return said
  const { attribute, where, sub } = path
  if (attribute === 'emails') return assignEmail(said, where, sub, value)
  if (attribute === 'name' && sub === null) return assignName(said, value)
  const name = sub === null ? attribute : `${attribute}.${sub}`
  if (name === 'active') return { ...said, active: readBoolean(value, 'active') }
  if (name === 'username') return { ...said, userName: required(readText(value, 'userName', 200)) }
  const text = where === null ? texts.get(name) : undefined
  return text === undefined ? said : { ...said, [text.field]: readText(value, text.field, text.most) }
}

function assignName(said: Said, value: unknown): Said {
  if (value === null || value === undefined) return { ...said, givenName: null, familyName: null }
  return Object.entries(readObject(value)).reduce(
    (now, [key, part]) => assign(now, `name.${key}`, part),
    said,
  )
}

type Where = { name: string; value: string } | null

/** One address is kept: the primary one, else that for work, else the first. */
function assignEmail(said: Said, where: Where, sub: string | null, value: unknown): Said {
  if (sub !== null && sub !== 'value') return said
  if (where !== null && !isOurs(where, said)) return said
  if (where === null && sub === null && Array.isArray(value)) {
    return { ...said, email: readEmail(chosen(value)) }
  }
  return { ...said, email: readEmail(value) }
}

/** Whether a condition picks the one address that is kept. */
function isOurs({ name, value }: NonNullable<Where>, { email }: Said): boolean {
  if (name === 'type') return value.toLowerCase() === 'work'
  if (name === 'primary') return value.toLowerCase() === 'true'
  return name === 'value' && value.toLowerCase() === email?.toLowerCase()
}

function chosen(list: readonly unknown[]): unknown {
  const emails = list.map((one) => (typeof one === 'string' ? { value: one } : readObject(one)))
  const primary = emails.find((one) => [true, 'true'].includes(lower(fieldOf(one, 'primary'))))
  const work = emails.find((one) => lower(fieldOf(one, 'type')) === 'work')
  const first = primary ?? work ?? emails[0]
  return first === undefined ? null : fieldOf(first, 'value')
}

const lower = (value: unknown): boolean | string =>
  typeof value === 'string' ? value.toLowerCase() : value === true

function readEmail(value: unknown): string | null {
  const text = readText(value, 'The e-mail address', 254)
  if (text !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    throw invalidValue('The e-mail address is not one, like name@school.uk.')
  return text
}

function required(userName: string | null): string {
  if (userName === null) throw invalidValue('userName cannot be empty.')
  return userName
}

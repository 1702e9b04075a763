// A group out of what a source sends: whole, or changed operation by operation. Pure.

import { isId } from '#/kernel/id.ts'
import { fieldOf, type Operation, readObject, readText } from './scim-operations.ts'
import { readPath } from './scim-path.ts'
import { invalidPath, invalidValue, ScimRefused } from './scim-refusal.ts'

/** `members` are the ids that we gave to accounts of the same connection. */
export type SaidGroup = { name: string; externalId: string | null; members: ReadonlySet<string> }

const mostMembers = 5_000

/** A whole group. Refuses one without a name. */
export function readGroup(body: unknown): SaidGroup {
  const group = assignAll({ name: '', externalId: null, members: new Set() }, readObject(body), 'replace')
  if (group.name === '') throw invalidValue('A group needs a displayName.')
  return group
}

/** The group after the operations. Refuses a path into anything but its name, externalId and members. */
export function patchGroup(group: SaidGroup, operations: readonly Operation[]): SaidGroup {
  return operations.reduce((now, { op, path, value }) => {
    if (path === null) return assignAll(now, readObject(value), op)
    const read = readPath(path)
    if (read === null) return now
    const { attribute, where } = read
    if (attribute === 'members' && where !== null) {
      if (op !== 'remove' || where.name !== 'value')
        throw invalidPath('Members are picked with members[value eq "…"], and only to remove them.')
      return without(now, [where.value])
    }
    return assign(now, attribute, op, value)
  }, group)
}

function assignAll(
  group: SaidGroup,
  fields: Readonly<Record<string, unknown>>,
  op: Operation['op'],
): SaidGroup {
  return Object.entries(fields).reduce((now, [key, value]) => {
    const attribute = readPath(key)?.attribute
    const known = attribute === 'displayname' || attribute === 'externalid' || attribute === 'members'
    return known ? assign(now, attribute, op, value) : now
  }, group)
}

function assign(group: SaidGroup, attribute: string, op: Operation['op'], value: unknown): SaidGroup {
  const said = op === 'remove' && attribute !== 'members' ? null : value
  switch (attribute) {
    case 'displayname':
      return { ...group, name: required(readText(said, 'displayName', 200)) }
    case 'externalid':
      return { ...group, externalId: readText(said, 'externalId', 200) }
    case 'members':
      return assignMembers(group, op, value)
    case 'id':
    case 'meta':
    case 'schemas':
      throw new ScimRefused(400, 'mutability', `${attribute} is set here and cannot be changed.`)
    default:
      throw invalidPath('A group has a displayName, an externalId and members.')
  }
}

function assignMembers(group: SaidGroup, op: Operation['op'], value: unknown): SaidGroup {
  if (op === 'remove')
    return value === undefined ? { ...group, members: new Set() } : without(group, idsIn(value))
  const members = new Set([...(op === 'add' ? group.members : []), ...idsIn(value)])
  if (members.size > mostMembers) throw invalidValue(`A group has at most ${mostMembers} members here.`)
  return { ...group, members }
}

function without(group: SaidGroup, ids: readonly string[]): SaidGroup {
  return { ...group, members: new Set([...group.members].filter((id) => !ids.includes(id))) }
}

function idsIn(value: unknown): readonly string[] {
  if (value === null || value === undefined) return []
  return (Array.isArray(value) ? value : [value]).map((one: unknown) => {
    const id = typeof one === 'string' ? one : fieldOf(readObject(one), 'value')
    if (!isId(id)) throw invalidValue('A member is named by the id that we gave to its account.')
    return id
  })
}

function required(name: string | null): string {
  if (name === null) throw invalidValue('displayName cannot be empty.')
  return name
}

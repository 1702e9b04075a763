// What a source may do with a group. What a group means here a person of the school has said: nothing, a class, or that the
// head is told. No group gives anybody a role.

import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { giveTask } from '../tasks/index.ts'
import type { Asked, SourceGroup } from './connection.ts'
import { knownEntries } from './entry-store.ts'
import {
  addMembers,
  findGroup,
  hasGroupName,
  insertGroup,
  type Member,
  membersOf,
  removeMembers,
  saveGroup,
} from './group-store.ts'
import { changeClasses, ofConnection, type Parts } from './place-entry.ts'
import { patchGroup, readGroup, type SaidGroup } from './read-group.ts'
import { receive } from './receive.ts'
import { requireNewest, type SeenVersion } from './receive-user.ts'
import { readOperations } from './scim-operations.ts'
import { invalidValue, ScimRefused } from './scim-refusal.ts'

/** A group, and the ids of the accounts in it. */
export type GroupSeen = { group: SourceGroup; members: readonly string[] }

/** Takes in a new group. It means nothing here until a person says what it does. Refuses a name that is there (409). */
export function createGroup(context: Context, actor: Actor, body: unknown): Promise<GroupSeen> {
  return receive(context, actor, { asked: 'groupCreate' }, async (parts) => {
    const { tx } = parts
    const said = readGroup(body)
    const of = ofConnection(parts)
    if (await hasGroupName(tx, of, said.name, null)) throw taken()
    const { name, externalId } = said
    const groupId = await insertGroup(tx, of, { name, externalId, at: context.clock() })
    await addMembers(tx, of, groupId, await knownIds(parts, [...said.members]))
    const sentence = 'It means nothing here until a person says what it does.'
    return { outcome: 'done', sentence, groupId, gives: await seeGroup(parts, groupId) }
  })
}

/** Says a group anew. Refuses a version that is no longer the newest (412). */
export function replaceGroup(
  context: Context,
  actor: Actor,
  seen: SeenVersion,
  body: unknown,
): Promise<GroupSeen> {
  return change(context, actor, 'groupReplace', seen, () => readGroup(body))
}

/** Changes a group, operation by operation, all or none. Refuses a version that is no longer the newest (412). */
export function changeGroup(
  context: Context,
  actor: Actor,
  seen: SeenVersion,
  body: unknown,
): Promise<GroupSeen> {
  return change(context, actor, 'groupChange', seen, (said) => patchGroup(said, readOperations(body)))
}

/** The group is gone there. Its pupils stay in their class: whoever tied it to one decides what follows. */
export function removeGroup(context: Context, actor: Actor, seen: SeenVersion): Promise<void> {
  return receive(context, actor, { asked: 'groupRemove', id: seen.id }, async (parts) => {
    const { tx } = parts
    const of = ofConnection(parts)
    const group = await findGroup(tx, of, seen.id)
    requireNewest(group, seen.ifMatch)
    await saveGroup(tx, of, group.id, { goneAt: context.clock() }, context.clock())
    if (group.means !== 'nothing') await tellHead(parts, group)
    return {
      outcome: 'done',
      sentence: 'Everybody stays where they are.',
      groupId: group.id,
      gives: undefined,
    }
  })
}

function change(
  context: Context,
  actor: Actor,
  asked: Asked,
  seen: SeenVersion,
  after: (said: SaidGroup) => SaidGroup,
): Promise<GroupSeen> {
  return receive(context, actor, { asked, id: seen.id }, async (parts) => {
    const { tx } = parts
    const of = ofConnection(parts)
    const group = await findGroup(tx, of, seen.id)
    requireNewest(group, seen.ifMatch)
    const members = await membersOf(tx, of, group.id)
    const before = new Set(members.map(({ entryId }) => entryId))
    const said = after({ name: group.name, externalId: group.externalId, members: before })
    const added = [...said.members].filter((id) => !before.has(id))
    const removed = members.filter(({ entryId }) => !said.members.has(entryId))
    const isSame = said.name === group.name && said.externalId === group.externalId
    if (isSame && added.length + removed.length === 0)
      return {
        outcome: 'same',
        sentence: 'It says what was known.',
        groupId: group.id,
        gives: { group, members: [...before] },
      }
    if (await hasGroupName(tx, of, said.name, group.id)) throw taken()
    const known = await knownIds(parts, added)
    const { name, externalId } = said
    await saveGroup(tx, of, group.id, { name, externalId }, context.clock())
    await addMembers(tx, of, group.id, known)
    const gone = removed.map(({ entryId }) => entryId)
    await removeMembers(tx, of, group.id, gone)
    const sentence = await follow(parts, group, { added: known, removed })
    return { outcome: 'done', sentence, groupId: group.id, gives: await seeGroup(parts, group.id) }
  })
}

/** What follows here from who came into a group and who went out of it. */
async function follow(
  parts: Parts,
  group: SourceGroup,
  { added, removed }: { added: readonly string[]; removed: readonly Member[] },
): Promise<string> {
  const { means, classId } = group
  if (added.length + removed.length === 0 || means === 'nothing') return 'Nothing follows from it here.'
  if (means === 'tells' || classId === null) {
    await tellHead(parts, group)
    return 'The head was told, and decides.'
  }
  const come = await knownEntries(parts.tx, ofConnection(parts), added)
  const does = (does: 'joins' | 'leaves', all: readonly { personId: string | null }[]) =>
    all.flatMap(({ personId }) => (personId === null ? [] : [{ personId, classId, does }]))
  const moved = await changeClasses(parts, [...does('joins', come), ...does('leaves', removed)])
  return moved === 0 ? 'Nobody changed class: a roster places them.' : 'Pupils changed class.'
}

/** One task while it is open: somebody looks whether a role follows. */
async function tellHead({ context, tx, actor, connection }: Parts, group: SourceGroup): Promise<void> {
  await giveTask(context, tx, actor, {
    to: { role: 'head' },
    kind: 'provisioning.groupChanged',
    title: 'A group changed elsewhere: see whether a role or class follows',
    about: { kind: 'provisioningGroup', id: group.id },
    path: `/provisioning/${connection.id}/groups/${group.id}`,
    urgency: 'normal',
    mergeKey: 'provisioning.groupChanged',
  })
}

async function knownIds(parts: Parts, ids: readonly string[]): Promise<string[]> {
  const known = await knownEntries(parts.tx, ofConnection(parts), ids)
  if (known.length < ids.length) throw invalidValue('A member is no account of this connection.')
  return known.map(({ id }) => id)
}

async function seeGroup(parts: Parts, id: string): Promise<GroupSeen> {
  const of = ofConnection(parts)
  const members = await membersOf(parts.tx, of, id)
  return { group: await findGroup(parts.tx, of, id), members: members.map(({ entryId }) => entryId) }
}

const taken = () =>
  new ScimRefused(409, 'uniqueness', 'Another group of this connection has this displayName.')

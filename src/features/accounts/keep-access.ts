import * as z from 'zod'
import { isId, newId } from '#/kernel/id.ts'
import { addDays, formatDate, londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsDay, perhapsSaid, said } from '#/platform/forms/answers.ts'
import { findPerson, isDesignatedRole, personKindWords } from '../people/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import {
  findResource,
  insertResource,
  insertReview,
  insertRight,
  rightsOn,
  saveRightsEnd,
} from './access-store.ts'
import {
  type AccessRight,
  type Level,
  levels,
  type Resource,
  type ResourceKind,
  requireFits,
  resourceKinds,
  type Sensitivity,
  sensitivities,
} from './resource.ts'

export const resourceForm = z.object({
  name: said('Enter the name by which people know it', 100),
  kind: z.enum(Object.keys(resourceKinds) as [ResourceKind, ...ResourceKind[]], 'Choose what it is'),
  holds: said('Say in a few words what it holds', 300),
  sensitivity: z.enum(
    Object.keys(sensitivities) as [Sensitivity, ...Sensitivity[]],
    'Choose how sensitive it is',
  ),
  ownerId: z.uuid('Choose who answers for it'),
  presetBy: perhapsSaid(100),
})
export type AddResource = z.infer<typeof resourceForm>

/** Adds a folder or system with the member of staff who answers for who reaches it. */
export function addResource(context: Context, actor: Actor, request: AddResource): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'accounts.keepAccess')
    const owner = await findPerson(tx, schoolId, request.ownerId)
    if (owner.kind !== 'staff' || owner.leftOn !== null) throw new NotFound('member of staff')
    const { ownerId, presetBy, ...said } = request
    const id = newId()
    const made = { created_at: context.clock(), created_by: requirePerson(actor).personId }
    await insertResource(tx, {
      ...said,
      ...made,
      school_id: schoolId,
      id,
      owner_id: ownerId,
      preset_by: presetBy,
    })
    record(tx, { did: 'accounts.resourceAdded', about: { kind: 'resource', id } })
    return id
  })
}

export const rightForm = z
  .object({
    to: z.string('Choose a role or a person').min(1, 'Choose a role or a person'),
    level: z.enum(Object.keys(levels) as [Level, ...Level[]], 'Choose what they may do'),
    why: said('Say why their work needs it', 300),
    lastDay: perhapsDay,
  })
  .transform(({ to, ...others }) => {
    const isPerson = to.startsWith('person:')
    const id = to.slice(to.indexOf(':') + 1)
    return { ...others, role: isPerson ? null : id, personId: isPerson ? id : null }
  })
  .refine(({ personId, lastDay }) => personId === null || lastDay !== null, {
    path: ['lastDay'],
    message: 'What one person gets beyond their role has an end: give its last day',
  })
export type GrantRight = z.infer<typeof rightForm>

const longestDays = 366

/** The owner lets a role or a person in. Refused for everybody but the owner and the head, and for roles too wide. */
export function grantRight(
  context: Context,
  actor: Actor,
  resourceId: string,
  request: GrantRight,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const resource = await ownResource(context, tx, actor, resourceId)
    const today = londonDate(context.clock())
    const latest = addDays(today, longestDays)
    const { role, personId, level, why, lastDay } = request
    requireKnown(request)
    requireFits(resource, role)
    if (lastDay !== null && (lastDay < today || lastDay > latest)) {
      throw new Refused(`Choose a last day from today to ${formatDate(latest)}.`)
    }
    if (personId !== null) await findPerson(tx, schoolId, personId)
    const known = await rightsOn(tx, schoolId, resourceId)
    if (known.some((one) => one.role === role && one.personId === personId)) {
      throw new Refused('They have a right here already. End that one first.')
    }
    const right = { id: newId(), resourceId, role, personId, level, why, lastDay, grantedAt: context.clock() }
    await insertRight(tx, schoolId, right, requirePerson(actor).personId)
    record(tx, {
      did: 'accounts.rightGranted',
      about: { kind: 'resource', id: resourceId },
      detail: { role, level },
    })
    await askToImplement(context, tx, actor, resource)
    return right.id
  })
}

/** A word that is no role would let nobody in, or later somebody whom nobody meant. */
function requireKnown({ role, personId }: GrantRight): void {
  const isRole = role !== null && (isDesignatedRole(role) || Object.hasOwn(personKindWords, role))
  if (isRole || (role === null && isId(personId ?? ''))) return
  throw new Refused('Choose a role or a person from the list.')
}

export const confirmForm = z.object({
  keeps: z
    .string()
    .or(z.array(z.string()))
    .default([])
    .transform((sent) => (typeof sent === 'string' ? [sent] : sent)),
  remark: perhapsSaid(500),
})
export type ConfirmAccess = z.infer<typeof confirmForm>

/**
 * The owner confirms who reaches it. Whatever is not ticked ends at once, and whoever implements it gets a task (R25).
 * Refused for everybody but the owner and the head.
 */
export function confirmAccess(
  context: Context,
  actor: Actor,
  resourceId: string,
  { keeps, remark }: ConfirmAccess,
): Promise<{ kept: number; removed: number }> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const resource = await ownResource(context, tx, actor, resourceId)
    const by = requirePerson(actor).personId
    const at = context.clock()
    const rights = await rightsOn(tx, schoolId, resourceId)
    const gone = rights.filter(({ id }) => !keeps.includes(id))
    await removeRights(context, tx, actor, resource, gone, 'Not confirmed by the owner.')
    const counts = { kept: rights.length - gone.length, removed: gone.length }
    await insertReview(tx, {
      school_id: schoolId,
      id: newId(),
      resource_id: resourceId,
      confirmed_at: at,
      confirmed_by: by,
      remark,
      ...counts,
    })
    await endTasksAbout(context, tx, actor, {
      aboutId: resourceId,
      mergeKey: reviewTask,
      state: 'done',
      reason: 'The owner confirmed it.',
    })
    record(tx, {
      did: 'accounts.accessConfirmed',
      about: { kind: 'resource', id: resourceId },
      detail: counts,
    })
    return counts
  })
}

/** Ends rights now, and asks whoever implements access to take them away. */
export async function removeRights(
  context: Context,
  tx: Tx,
  actor: Actor,
  resource: Resource,
  rights: readonly AccessRight[],
  why: string,
): Promise<void> {
  if (rights.length === 0) return
  const by = actor.kind === 'person' ? actor.personId : null
  await saveRightsEnd(
    tx,
    actor.schoolId,
    rights.map(({ id }) => id),
    { at: context.clock(), by, why },
  )
  record(tx, {
    did: 'accounts.rightsEnded',
    about: { kind: 'resource', id: resource.id },
    detail: { count: rights.length, why },
  })
  await askToImplement(context, tx, actor, resource)
}

function askToImplement(context: Context, tx: Tx, actor: Actor, { id }: Resource) {
  return giveTask(context, tx, actor, {
    to: [{ role: 'networkManager' }, { role: 'technician' }],
    kind: 'accounts.implement',
    title: 'Set a folder’s or system’s rights as its list says',
    about: { kind: 'resource', id },
    path: `/access/${id}`,
    urgency: 'normal',
    mergeKey: implementTask,
  })
}

/** Says that the rights on the system are as the list says. */
export function noteImplemented(context: Context, actor: Actor, resourceId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await findResource(tx, actor.schoolId, resourceId)
    allow(context, actor, 'accounts.implement')
    await endTasksAbout(context, tx, actor, {
      aboutId: resourceId,
      mergeKey: implementTask,
      state: 'done',
      reason: 'It is set as the list says.',
    })
    record(tx, { did: 'accounts.accessImplemented', about: { kind: 'resource', id: resourceId } })
  })
}

export const reviewTask = 'review access'
const implementTask = 'implement access'

async function ownResource(context: Context, tx: Tx, actor: Actor, id: string): Promise<Resource> {
  const resource = await findResource(tx, actor.schoolId, id)
  allow(context, actor, 'accounts.seeAccess')
  const { personId, roles } = requirePerson(actor)
  if (resource.ownerId !== personId && !roles.has('head')) {
    throw new NotAllowed('Only whoever answers for it, or the head, decides who reaches it. Ask them.')
  }
  return resource
}

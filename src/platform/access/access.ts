import { NotAllowed } from '#/kernel/refusal.ts'
import type { Context } from '../context.ts'
import type { Actor, PersonActor } from './actor.ts'

/** `feature.act`, for instance `incidents.close`. */
export type Permission = `${string}.${string}`

/** For each permission: who has it, and how that is said to somebody who has not. One table per feature. */
export type PermissionTable = Readonly<Record<Permission, PermissionRow>>
export type PermissionRow = {
  roles: readonly string[]
  /** Kinds of actor besides people who hold it: a class session may send a report. */
  kinds?: readonly Exclude<Actor['kind'], 'person'>[]
  /** Ends the sentence "You may not …". */
  words: string
}

/** Whether the actor holds the permission. The system itself may do everything it has code for. */
export function may(context: Context, actor: Actor, permission: Permission): boolean {
  const row = context.permissions.get(permission)
  if (row === undefined) throw new Error(`No feature offers the permission ${permission}`)
  if (actor.kind === 'system') return true
  if (actor.kind === 'person') return row.roles.some((role) => actor.roles.has(role))
  return row.kinds?.includes(actor.kind) ?? false
}

/** Refuses, in words, an actor who does not hold the permission (403). */
export function allow(context: Context, actor: Actor, permission: Permission): void {
  if (may(context, actor, permission)) return
  const words = context.permissions.get(permission)?.words ?? 'do this'
  throw new NotAllowed(`You may not ${words}. If you should, ask your head teacher to change your role.`)
}

/** The actor as a person. Refuses class sessions, links and integrations (403). */
export function requirePerson(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw new NotAllowed('Sign in as yourself to do this.')
  return actor
}

// Who gets a task: the people who hold a role today, less those from whom the record is kept (decision S3). Where
// nobody is left, it goes along a chain, and at its end the page shows how to ring the local authority.

import { londonDate } from '#/kernel/london-time.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type DesignatedRole, findPeople, holdersOn, type Person, rolesOn } from '../people/index.ts'
import type { Recipient } from './task.ts'

/** Who comes next when nobody who holds the role may know. A chain that is empty ends outside the school. */
const fallbacks: Partial<Record<DesignatedRole, readonly DesignatedRole[]>> = {
  dsl: ['deputyDsl', 'head', 'chairOfGovernors'],
  deputyDsl: ['dsl', 'head', 'chairOfGovernors'],
  head: ['chairOfGovernors'],
  chairOfGovernors: [],
  coordinator: ['dsl', 'deputyDsl', 'head', 'chairOfGovernors'],
  delegatedSeniorLeader: ['head', 'chairOfGovernors'],
  technician: ['networkManager', 'ictOperationsManager', 'businessManager', 'head', 'chairOfGovernors'],
  networkManager: ['technician', 'ictOperationsManager', 'businessManager', 'head', 'chairOfGovernors'],
}
/** For every other role. The head belongs to every register, so nothing leaks by falling back to her. */
const usualFallback: readonly DesignatedRole[] = ['head', 'chairOfGovernors']

/** The roles that a task may pass to, in order, starting with the role itself. */
export function chainOf(role: DesignatedRole): readonly DesignatedRole[] {
  return [role, ...(fallbacks[role] ?? usualFallback)]
}

export type Wanted = {
  to: Recipient
  /** Who has it when a named person cannot. Default: the head. */
  otherwise?: DesignatedRole
  /** The record it is about. */
  aboutId: string
  /** Holders of a role who do not have it. */
  notFor?: readonly string[]
  at: Date
}

/** `outside`: nobody in the school may know of it. The page then shows how to ring the LADO. */
export type Recipients =
  | { to: Recipient; people: readonly Person[]; outside: null }
  | { to: null; people: readonly []; outside: 'lado' }

/** Who gets it now. Never somebody from whom the record is kept; somebody who has left gets nothing either. */
export async function recipients(tx: Tx, schoolId: string, wanted: Wanted): Promise<Recipients> {
  const kept = await keptFromOf(tx, schoolId, wanted.aboutId)
  const day = londonDate(wanted.at)
  const free = (people: readonly Person[]) =>
    people.filter(({ id }) => !kept.has(id) && !wanted.notFor?.includes(id))
  if ('personId' in wanted.to) {
    const named = await findPeople(tx, schoolId, [wanted.to.personId])
    const people = free(named)
    const isHere = (await rolesOn(tx, schoolId, wanted.to.personId, day)).size > 0
    if (isHere && people.length > 0) return { to: wanted.to, people, outside: null }
  }
  for (const role of chainOf(startOf(wanted))) {
    const people = free(await holdersOn(tx, schoolId, role, day))
    if (people.length > 0) return { to: { role }, people, outside: null }
  }
  return { to: null, people: [], outside: 'lado' }
}

/** The role with which the chain of a task starts. */
export function startOf({ to, otherwise = 'head' }: Pick<Wanted, 'to' | 'otherwise'>): DesignatedRole {
  return 'role' in to ? to.role : otherwise
}

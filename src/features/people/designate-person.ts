import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { dayMs, isCalendarDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type AlsoNeeded, designationProblem, endOfPrevious, isPowerful } from './designation.ts'
import {
  addDesignation,
  addRequest,
  designationsFrom,
  designationsOf,
  lockDesignations,
  openRequests,
  saveEnd,
} from './designation-store.ts'
import { designated, designationAsked, designationEnded } from './happenings.ts'
import { peoplePermissions } from './permissions.ts'
import { fullName } from './person.ts'
import { type DesignatedRole, isDesignatedRole, roleRow } from './role.ts'
import { coordinatorAlso } from './settings.ts'
import { findPerson } from './store.ts'

const requestLastsDays = 14

export const designateForm = z.object({
  role: z.string().refine(isDesignatedRole, 'Choose a role'),
  startsOn: z.string('Enter the first day').refine(isCalendarDate, 'Enter the first day, like 1 9 2026'),
  why: z.string().trim().min(3, 'Say in a few words why').max(500, 'Keep this under 500 characters'),
})

export type DesignatePerson = { personId: string; role: DesignatedRole; startsOn: string; why: string }
export type Designating = { state: 'designated' } | { state: 'asked'; requestId: string }

/** Gives a role. A powerful one is asked for, and a second person agrees (X8). Refuses what the role's row forbids. */
export function designatePerson(
  context: Context,
  actor: Actor,
  request: DesignatePerson,
): Promise<Designating> {
  return inTransaction(context, actor, async (tx) => {
    await findPerson(tx, actor.schoolId, request.personId)
    allow(context, actor, 'people.designate')
    const { personId: askedBy } = requirePerson(actor)
    if (!isPowerful(request.role)) {
      await grant(context, tx, actor, { ...request, grantedBy: askedBy, agreedBy: null })
      return { state: 'designated' }
    }
    await requireAllowed(tx, actor.schoolId, request)
    return { state: 'asked', requestId: await ask(context, tx, actor, { ...request, askedBy }) }
  })
}

/** What `grant` needs: who asked and who agreed; nobody at the first set-up, which no person of the school does. */
export type Grant = DesignatePerson & { grantedBy: string | null; agreedBy: string | null }

/** Grants the role now: ends the previous holder of a single role, saves, records and announces. Refuses in words. */
export async function grant(context: Context, tx: Tx, actor: Actor, grant: Grant): Promise<void> {
  const { schoolId } = actor
  const { personId, role, startsOn } = grant
  await lockDesignations(tx, schoolId)
  await requireAllowed(tx, schoolId, grant)
  const ended = roleRow(role).single ? await endPrevious(tx, schoolId, role, startsOn) : []
  await addDesignation(tx, {
    school_id: schoolId,
    id: newId(),
    person_id: personId,
    role,
    starts_on: startsOn,
    ends_on: null,
    granted_by: grant.grantedBy,
    agreed_by: grant.agreedBy,
    why: grant.why,
    created_at: context.clock(),
  })
  record(tx, {
    did: 'people.designated',
    about: { kind: 'person', id: personId },
    detail: { role, startsOn, why: grant.why, grantedBy: grant.grantedBy, agreedBy: grant.agreedBy },
  })
  // Only now is there somebody to whom the work of the one before can go.
  for (const one of ended) await announce(context, tx, actor, designationEnded, one)
  await announce(context, tx, actor, designated, { personId, role, startsOn })
}

async function requireAllowed(tx: Tx, schoolId: string, wanted: DesignatePerson): Promise<void> {
  const person = await findPerson(tx, schoolId, wanted.personId)
  const held = await designationsOf(tx, schoolId, wanted.personId)
  const problem = designationProblem(person, held, wanted, await alsoNeeded(tx, schoolId))
  if (problem !== null) throw new Refused(problem)
}

async function alsoNeeded(tx: Tx, schoolId: string): Promise<AlsoNeeded> {
  const also = await readSetting(tx, schoolId, coordinatorAlso)
  return also === 'nothing' ? {} : { coordinator: also }
}

async function endPrevious(
  tx: Tx,
  schoolId: string,
  role: string,
  startsOn: string,
): Promise<{ personId: string; role: string; lastDay: string }[]> {
  const ended = []
  for (const previous of await designationsFrom(tx, schoolId, role, startsOn)) {
    const name = fullName(await findPerson(tx, schoolId, previous.personId))
    const end = endOfPrevious(previous, name, startsOn)
    if ('problem' in end) throw new Refused(end.problem)
    await saveEnd(tx, schoolId, previous.id, end.endsOn)
    const { personId } = previous
    record(tx, {
      did: 'people.designationEnded',
      about: { kind: 'person', id: personId },
      detail: { role, lastDay: end.endsOn, why: 'Somebody else holds the role from the next day.' },
    })
    ended.push({ personId, role, lastDay: end.endsOn })
  }
  return ended
}

async function ask(
  context: Context,
  tx: Tx,
  actor: Actor,
  wanted: DesignatePerson & { askedBy: string },
): Promise<string> {
  const now = context.clock()
  const waiting = await openRequests(tx, actor.schoolId, now)
  if (waiting.some(({ personId, role }) => personId === wanted.personId && role === wanted.role)) {
    throw new Refused('This was asked for already and waits for a second person to agree.')
  }
  const requestId = newId()
  const lapsesAt = new Date(now.getTime() + requestLastsDays * dayMs)
  await addRequest(tx, {
    school_id: actor.schoolId,
    id: requestId,
    person_id: wanted.personId,
    role: wanted.role,
    starts_on: wanted.startsOn,
    why: wanted.why,
    asked_by: wanted.askedBy,
    asked_at: now,
    lapses_at: lapsesAt,
    state: 'asked',
    decided_by: null,
    decided_at: null,
    decided_why: null,
  })
  const { personId, role, askedBy } = wanted
  record(tx, {
    did: 'people.designationAsked',
    about: { kind: 'person', id: personId },
    detail: { role, startsOn: wanted.startsOn, why: wanted.why },
  })
  const { roles: agreedBy } = peoplePermissions['people.agreeDesignation']
  await announce(context, tx, actor, designationAsked, {
    requestId,
    personId,
    role,
    askedBy,
    agreedBy,
    lapsesAt,
  })
  return requestId
}

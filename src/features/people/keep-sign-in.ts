// Helping somebody with their sign-in, and closing it. What lets somebody in as a person who reads records is for those
// who may grant such a role: else whoever looks after sign-ins could make themselves safeguarding lead.

import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { allow, may, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import {
  disableLogin,
  disconnectAccount,
  enableLogin,
  giveTemporaryPassword,
  inviteLogin,
  type ProviderKind,
  signInStandings,
  temporaryPassword,
} from '#/platform/sign-in/sign-in.ts'
import { isPowerful } from './designation.ts'
import { designationsOf } from './designation-store.ts'
import { fullName, type Person } from './person.ts'
import { findVisiblePerson } from './person-store.ts'
import { isDesignatedRole } from './role.ts'
import { keepsSignIns } from './settings.ts'
import { findPerson } from './store.ts'
import { viewerOf } from './viewer.ts'

export const disableForm = z.object({
  why: z
    .string()
    .trim()
    .min(3, 'Say in a few words why the sign-in is closed.')
    .max(500, 'Keep this under 500 characters.'),
})

export const inviteForm = z.object({
  signInName: z
    .string()
    .trim()
    .min(2, 'Enter a sign-in name, such as a.lovelace.')
    .max(100, 'That is too long.'),
})

/** Closes the sign-in: every session of it ends now. Refuses one's own; whoever stands in is told (decision X7). */
export function disableSignIn(
  context: Context,
  actor: Actor,
  request: { personId: string; why: string },
): Promise<void> {
  return keeping(context, actor, request.personId, 'close', (tx) => disableLogin(context, tx, actor, request))
}

/** Opens it again, with the password it had. Refuses for somebody who has left. */
export function enableSignIn(context: Context, actor: Actor, personId: string): Promise<void> {
  return keeping(context, actor, personId, 'letIn', (tx) => enableLogin(tx, actor, personId))
}

/** Makes a password for one sign-in and returns it: it is shown once, told in person, and kept nowhere. */
export function makeTemporaryPassword(context: Context, actor: Actor, personId: string): Promise<string> {
  return keeping(context, actor, personId, 'letIn', async (tx) => {
    const password = temporaryPassword()
    await giveTemporaryPassword(context, tx, actor, { personId, password })
    return password
  })
}

/** Gives a sign-in name and returns the path of the link to the first password, which is shown once. */
export function inviteToSignIn(
  context: Context,
  actor: Actor,
  request: { personId: string; signInName: string },
): Promise<string> {
  return keeping(context, actor, request.personId, 'letIn', (tx) => inviteLogin(context, tx, actor, request))
}

/** Whether the actor looks after sign-ins in this school: the leaders always, others as the school has set. */
export async function looksAfterSignIns(context: Context, tx: Tx, actor: Actor): Promise<boolean> {
  const { roles } = requirePerson(actor)
  const named = await readSetting(tx, actor.schoolId, keepsSignIns)
  return may(context, actor, 'people.agreeDesignation') || named.some((role) => roles.has(role))
}

/** The person and their sign-in. Who has one is known to all who see sign-ins; others as the person's record says. */
export async function findWithSignIn(context: Context, tx: Tx, actor: Actor, personId: string) {
  const [signIn] = await signInStandings(tx, actor.schoolId, personId)
  const person = signIn
    ? await findPerson(tx, actor.schoolId, personId)
    : await findVisiblePerson(tx, viewerOf(context, actor), personId)
  return { person, signIn: signIn ?? null }
}

/** Whether the person holds a role that opens records, today or later: a way in that is given now still opens then. */
export async function opensRecords(
  context: Context,
  tx: Tx,
  { schoolId, id }: Pick<Person, 'schoolId' | 'id'>,
): Promise<boolean> {
  const today = londonDate(context.clock())
  return (await designationsOf(tx, schoolId, id)).some(
    ({ role, endsOn }) => (endsOn === null || endsOn >= today) && isDesignatedRole(role) && isPowerful(role),
  )
}

/** Takes back that an account at Google or Microsoft signs the person in: it was lost, or is another's now. */
export function forgetAccount(
  context: Context,
  actor: Actor,
  request: { personId: string; kind: ProviderKind },
): Promise<void> {
  return keeping(context, actor, request.personId, 'close', (tx) => disconnectAccount(tx, actor, request))
}

function keeping<T>(
  context: Context,
  actor: Actor,
  personId: string,
  what: 'close' | 'letIn',
  act: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inTransaction(context, actor, async (tx) => {
    const { person } = await findWithSignIn(context, tx, actor, personId)
    allow(context, actor, 'people.seeSignIns')
    if (!(await looksAfterSignIns(context, tx, actor))) {
      throw new NotAllowed('In this school others look after sign-ins: the settings say who.')
    }
    if (person.id === requirePerson(actor).personId) {
      throw new Refused('This is your own sign-in. Ask a colleague, or use “Your account”.')
    }
    if (what === 'letIn') await requireMayLetIn(context, tx, actor, person)
    return act(tx)
  })
}

async function requireMayLetIn(context: Context, tx: Tx, actor: Actor, person: Person): Promise<void> {
  if (person.leftOn !== null && person.leftOn < londonDate(context.clock())) {
    throw new Refused(`${fullName(person)} has left the school, so nobody signs in as them.`)
  }
  if (may(context, actor, 'people.agreeDesignation')) return
  if (await opensRecords(context, tx, person)) {
    throw new NotAllowed(
      `${fullName(person)} holds a role that opens records. The head, the safeguarding lead, a deputy or the chair of governors does this.`,
    )
  }
}

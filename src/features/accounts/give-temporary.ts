// Temporary logons for supply staff and visitors: the office's record, and an end that comes by itself (A28, A80, B62).

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { addDays, formatDate, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { findPeopleByName, insertPerson, type PersonKind } from '../people/index.ts'
import { type Account, logonNameFor } from './account.ts'
import { midnightAfter } from './give-accounts.ts'
import { holdNetwork, releaseNetwork } from './hold-network.ts'
import { closeAccounts, openAccounts } from './open-accounts.ts'
import { namesTaken, temporaryOver } from './roll-store.ts'
import { temporaryDays } from './settings-logons.ts'
import { accountsOf } from './store.ts'

export const temporaryKinds = [
  'supply',
  'visitor',
  'contractor',
  'volunteer',
] as const satisfies readonly PersonKind[]

export const temporaryForm = z.object({
  kind: z.enum(temporaryKinds, 'Choose what they are here'),
  givenName: said('Enter the given name', 100),
  familyName: said('Enter the family name', 100),
  purpose: said('Say what they are here for', 300),
  lastDay: z.string('Enter the last day').refine(isCalendarDate, 'Enter the last day, like 4 12 2026'),
  told: z.literal('yes', 'Tell them first, then tick this'),
})
export type GiveTemporary = z.infer<typeof temporaryForm>

/**
 * Gives somebody who is here for a while a logon that ends after its last day; whoever is not on record yet is added.
 * Refused for longer than the school has set, and while they have a logon already.
 */
export function giveTemporary(context: Context, actor: Actor, request: GiveTemporary): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'accounts.keep')
    const today = londonDate(context.clock())
    const { lastDay, purpose } = request
    const latest = addDays(today, await readSetting(tx, schoolId, temporaryDays))
    if (lastDay < today) throw new Refused('That day is over. Choose today or a later day.')
    if (lastDay > latest) {
      throw new Refused(
        `A temporary logon lasts until ${formatDate(latest)} at most. Choose that day or an earlier one.`,
      )
    }
    const personId = await personFor(context, tx, actor, request, today)
    const known = (await accountsOf(tx, schoolId, personId)).find(({ closedAt }) => closedAt === null)
    if (known) throw new Refused(`They have the logon ${known.logonName} already. Close that one first.`)
    const plain = logonNameFor(request.givenName, request.familyName, new Set())
    const logonName = logonNameFor(
      request.givenName,
      request.familyName,
      await namesTaken(tx, schoolId, [plain]),
    )
    const account: Account = {
      id: newId(),
      kind: 'temporary',
      logonName,
      personId,
      classId: null,
      ownerId: requirePerson(actor).personId,
      purpose,
      startsOn: today,
      endsOn: lastDay,
      lastUsedAt: null,
      createdAt: context.clock(),
      closedAt: null,
    }
    await openAccounts(context, tx, actor, [account])
    await holdNetwork(context, tx, actor, {
      personId,
      because: { kind: 'over', id: account.id },
      sentence: `Temporary until ${formatDate(lastDay)}.`,
      from: midnightAfter(lastDay),
    })
    return personId
  })
}

/** Whoever is known by exactly this name and kind, or a new person: the record that misuse is traced by. */
async function personFor(
  context: Context,
  tx: Tx,
  actor: Actor,
  { kind, givenName, familyName }: GiveTemporary,
  today: string,
): Promise<string> {
  const found = await findPeopleByName(tx, actor.schoolId, `${givenName} ${familyName}`)
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
  const known = found.find(
    (one) =>
      one.kind === kind &&
      same(one.givenName, givenName) &&
      same(one.familyName, familyName) &&
      (one.leftOn === null || one.leftOn >= today),
  )
  if (known) return known.id
  return insertPerson(context, tx, actor, {
    kind,
    givenName,
    familyName,
    knownAs: null,
    dateOfBirth: null,
    email: null,
    jobTitle: null,
    joinedOn: today,
  })
}

/** Closes temporary logons whose last day is over; they have not worked since its midnight. */
export function closeOver(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const over = await temporaryOver(tx, actor.schoolId, londonDate(context.clock()))
    await closeAccounts(context, tx, actor, over)
    for (const { id, personId } of over) {
      if (personId === null) continue
      // A new logon of theirs is not stopped by the old one's end.
      await releaseNetwork(context, tx, actor, { personId, because: { kind: 'over', id } })
    }
  })
}

export const closeOverJob: Job = {
  name: 'accounts.closeOver',
  timetable: '20 0 * * *',
  payload: noPayload,
  run: closeOver,
}

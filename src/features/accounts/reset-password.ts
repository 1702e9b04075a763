import { londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { Sensitive } from '#/kernel/sensitive.ts'
import { allow, may, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { hashPassword } from '#/platform/sign-in/sign-in.ts'
import { classesOn, classesTaughtOn, opensRecords } from '../people/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import type { Account } from './account.ts'
import { type MadeUp, makeUp, type PasswordRule } from './password.ts'
import { ownWordsOf, ruleFor } from './read-rule.ts'
import { setPassword } from './set-password.ts'
import { mayReset, teachersReset } from './settings-passwords.ts'
import { findAccount } from './store.ts'

/** What is printed once and shown nowhere again. */
export type Slip = { account: Account; rule: PasswordRule; madeUp: Sensitive<MadeUp> }

/**
 * Makes up a new password for somebody else's logon, for a slip that is printed once. Refused for one's own: a holder
 * changes it themselves. Only roles that the school has set may, and teachers for pupils and logons of their classes; for
 * whoever holds a role that opens records, those who agree to such a role.
 */
export async function resetPassword(context: Context, actor: Actor, accountId: string): Promise<Slip> {
  const { schoolId } = actor
  const { account, rule, ownWords } = await reading(context, actor, async (tx) => {
    const found = await findAccount(tx, schoolId, accountId)
    return {
      account: found,
      rule: await ruleFor(tx, schoolId, found, context.clock()),
      ownWords: await ownWordsOf(tx, schoolId, found),
    }
  })
  allow(context, actor, 'accounts.resetPassword')
  const madeUp = makeUp(rule, ownWords)
  // It takes a tenth of a second, so before the transaction.
  const hash = await hashPassword(madeUp.password)
  await inTransaction(context, actor, async (tx) => {
    await requireMayReset(context, tx, requirePerson(actor), account)
    if (account.closedAt !== null) throw new Refused('This logon is closed. Give a new one instead.')
    const mustChange = rule.changeAtFirstLogon && account.personId !== null ? ('given' as const) : null
    await setPassword(context, tx, actor, account, { password: madeUp.password, hash, mustChange })
    await endTasksAbout(context, tx, actor, {
      aboutId: accountId,
      state: 'done',
      reason: 'It has a new password.',
    })
    record(tx, { did: 'accounts.passwordGiven', about: { kind: 'account', id: accountId } })
  })
  return { account, rule, madeUp: new Sensitive(madeUp) }
}

async function requireMayReset(
  context: Context,
  tx: Tx,
  person: PersonActor,
  account: Account,
): Promise<void> {
  const { personId } = person
  if (account.personId === personId) {
    throw new Refused('This is your own. Choose a new password on the page “My network logon”.')
  }
  if (await mayGivePassword(context, tx, person, account)) return
  if (await holderOpensRecords(context, tx, person.schoolId, account)) {
    throw new NotAllowed(
      'This person holds a role that opens records. The head, the safeguarding lead or a deputy gives them a new password.',
    )
  }
  throw new NotAllowed(
    'You may not give this person a new password. Ask whoever looks after logons; teachers can for the pupils of their own classes.',
  )
}

/**
 * Whether the person may give somebody else a new password: by role, or as a teacher of the class. A password that lets
 * in as somebody who reads records is given by those who may agree to such a role (decision X8), and by nobody else.
 */
export async function mayGivePassword(
  context: Context,
  tx: Tx,
  person: PersonActor,
  account: Account,
): Promise<boolean> {
  if (await holderOpensRecords(context, tx, person.schoolId, account))
    return may(context, person, 'people.agreeDesignation')
  const named = await readSetting(tx, person.schoolId, mayReset)
  if (named.some((role) => person.roles.has(role))) return true
  return (
    (await readSetting(tx, person.schoolId, teachersReset)) && teaches(tx, person, account, context.clock())
  )
}

async function holderOpensRecords(
  context: Context,
  tx: Tx,
  schoolId: string,
  { personId }: Account,
): Promise<boolean> {
  return personId !== null && opensRecords(context, tx, { schoolId, id: personId })
}

async function teaches(
  tx: Tx,
  { schoolId, personId }: PersonActor,
  account: Account,
  now: Date,
): Promise<boolean> {
  const today = londonDate(now)
  const taught = await classesTaughtOn(tx, schoolId, personId, today)
  const inClasses = account.personId === null ? [] : await classesOn(tx, schoolId, [account.personId], today)
  const classIds = [account.classId, ...inClasses.map(({ classId }) => classId)]
  return taught.some(({ id }) => classIds.includes(id))
}

import * as z from 'zod'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { hashPassword, passwordFits } from '#/platform/sign-in/sign-in.ts'
import { endTasksAbout } from '../tasks/index.ts'
import type { Account } from './account.ts'
import { problemWith } from './password.ts'
import { passwordOf } from './password-store.ts'
import { ownWordsOf, ruleFor } from './read-rule.ts'
import { setPassword } from './set-password.ts'
import { accountsOf } from './store.ts'

export const choosePasswordForm = z.object({
  password: z.string().min(1, 'Choose a password').max(200, 'Use at most 200 characters'),
  again: z.string().min(1, 'Type the password again'),
})
export type ChoosePassword = z.infer<typeof choosePasswordForm>

/** The logon of one person's own that is in use. */
export async function ownAccount(tx: Tx, schoolId: string, personId: string): Promise<Account | undefined> {
  return (await accountsOf(tx, schoolId, personId)).find(({ closedAt }) => closedAt === null)
}

/**
 * The holder chooses a password for their own network logon. Refused, in words, where the school's rule says no, and for
 * the one they have. Children whose password is of words or pictures ask their teacher.
 */
export async function choosePassword(context: Context, actor: Actor, request: ChoosePassword): Promise<void> {
  const { schoolId, personId } = requirePerson(actor)
  const { account, rule, ownWords, known } = await reading(context, actor, async (tx) => {
    const found = await ownAccount(tx, schoolId, personId)
    if (!found) throw new NotFound('logon')
    return {
      account: found,
      rule: await ruleFor(tx, schoolId, found, context.clock()),
      ownWords: await ownWordsOf(tx, schoolId, found),
      known: await passwordOf(tx, schoolId, found.id),
    }
  })
  allow(context, actor, 'accounts.own')
  if (rule.form !== 'typed')
    throw new Refused('Ask your teacher: your password is made of words or pictures.')
  const problem = problemWith(request.password, rule, ownWords)
  if (problem !== undefined) throw new Refused(problem)
  if (request.password !== request.again) {
    throw new Refused('The two passwords are not the same. Type both again.')
  }
  if (known && (await passwordFits(request.password, known.hash))) {
    throw new Refused('That is the password you have. Choose another one.')
  }
  const hash = await hashPassword(request.password)
  await inTransaction(context, actor, async (tx) => {
    await setPassword(context, tx, actor, account, { password: request.password, hash, mustChange: null })
    await endTasksAbout(context, tx, actor, {
      aboutId: account.id,
      mergeKey: changeTask,
      state: 'done',
      reason: 'They chose a new password.',
    })
    record(tx, { did: 'accounts.passwordChosen', about: { kind: 'account', id: account.id } })
  })
}

/** The task to change one's own password. */
export const changeTask = 'change password'

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { type Rule, requireDecidable, ruleNames, rules } from './declaration.ts'
import { findDeclarationToChange, insertDeclaration, saveDecision } from './declaration-store.ts'

const said = (question: string) =>
  z.string(question).trim().min(5, question).max(1000, 'Keep this under 1,000 characters')

export const declareForm = z.object({
  rule: z.enum(ruleNames as [Rule, ...Rule[]], 'Choose the rule that does not fit'),
  what: said('Say what it is about, in a sentence'),
})
export type DeclareException = z.infer<typeof declareForm>

export const decideForm = z.object({
  decision: z.enum(['allowed', 'notAllowed'], 'Choose whether it is allowed'),
  why: said('Say why, in a sentence'),
  endsOn: z.string().refine(isCalendarDate, 'Enter the last day, like 31 8 2027').nullish(),
})
export type DecideDeclaration = z.infer<typeof decideForm>

/** Somebody says which rule does not fit them. It waits for the head; until then the rule holds. Returns its id. */
export function declareException(context: Context, actor: Actor, form: DeclareException): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const person = requirePerson(actor)
    allow(context, actor, 'agreements.declare')
    const id = newId()
    await insertDeclaration(tx, person, { id, ...form, at: context.clock() })
    await giveTask(context, tx, actor, {
      to: { role: person.roles.has('head') ? 'chairOfGovernors' : 'head' },
      kind: 'agreements.decideDeclaration',
      title: 'Decide about a declared exception',
      about: { kind: 'declaration', id },
      path: '/agreements/declarations',
      urgency: 'normal',
      mergeKey: 'decide',
    })
    record(tx, {
      did: 'agreements.declared',
      about: { kind: 'declaration', id },
      detail: { rule: form.rule },
    })
    return id
  })
}

/** Allows an exception, until a day where the rule asks for one, or does not. Nobody decides about their own. */
export function decideDeclaration(
  context: Context,
  actor: Actor,
  id: string,
  { decision, why, endsOn }: DecideDeclaration,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const person = requirePerson(actor)
    const declaration = await findDeclarationToChange(tx, person, id)
    allow(context, actor, 'agreements.decideDeclarations')
    requireDecidable(declaration, person.personId)
    const ends = decision === 'allowed' ? (endsOn ?? null) : null
    if (decision === 'allowed' && rules[declaration.rule].needsEnd && ends === null) {
      throw new Refused('Say until which day it is allowed: it is looked at again then.')
    }
    if (ends !== null && ends < londonDate(context.clock())) {
      throw new Refused('That day is over. Choose today or a later day.')
    }
    await saveDecision(tx, actor.schoolId, id, {
      state: decision,
      decided_by: person.personId,
      decided_at: context.clock(),
      decided_why: why,
      ends_on: ends,
    })
    await endTasksAbout(context, tx, actor, { aboutId: id, state: 'done', reason: 'It was decided.' })
    record(tx, {
      did: 'agreements.declarationDecided',
      about: { kind: 'declaration', id },
      detail: { decision, endsOn: ends },
    })
  })
}

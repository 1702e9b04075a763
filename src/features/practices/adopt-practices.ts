import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findSchool } from '../schools/index.ts'
import { practicesFor } from './catalogue.ts'
import { dueAfter } from './practice.ts'
import { arrangementsOf, insertArrangements } from './store.ts'

/**
 * Puts every practice that the school's policy asks for into its calendar, with the usual role and period; each is
 * due one period from now. Refuses when all are there. Returns their keys.
 */
export function adoptPractices(context: Context, actor: Actor): Promise<readonly string[]> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const { policyCode } = await findSchool(tx, schoolId)
    allow(context, actor, 'practices.arrange')
    const there = new Set((await arrangementsOf(tx, schoolId)).map(({ practice }) => practice))
    const missing = practicesFor(policyCode).filter(({ key }) => !there.has(key))
    if (missing.length === 0) throw new Refused('Every practice of your policy is in the calendar already.')
    const today = londonDate(context.clock())
    const arrangements = missing.map(({ key, version, who, every }) => ({
      id: newId(),
      practice: key,
      version,
      role: who,
      every,
      adoptedOn: today,
      dueOn: dueAfter(today, every),
    }))
    await insertArrangements(tx, schoolId, arrangements)
    const practices = missing.map(({ key }) => key)
    record(tx, { did: 'practices.adopted', about: { kind: 'school', id: schoolId }, detail: { practices } })
    return practices
  })
}

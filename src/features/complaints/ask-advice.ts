import * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { adultsOfTheSchool, findPerson, fullName } from '../people/index.ts'
import { giveTask } from '../tasks/index.ts'
import { findComplaintToChange, insertAdviser, insertEntry } from './store.ts'

export const askAdviceForm = z.object({ personId: z.string().refine(isId, 'Choose whom to ask') })
export type AskAdvice = z.infer<typeof askAdviceForm>

/**
 * Asks somebody for advice, which lets them read the complaint (B43: co-ordinator and safeguarding leads). Refuses whom
 * it is about, their relatives, pupils and parents.
 */
export function askAdvice(context: Context, actor: Actor, id: string, request: AskAdvice): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const complaint = await findComplaintToChange(tx, actor, id)
    allow(context, actor, 'complaints.decide')
    const person = await findPerson(tx, actor.schoolId, request.personId)
    const kept = await keptFromOf(tx, actor.schoolId, id)
    if (kept.has(person.id) || !adultsOfTheSchool.includes(person.kind)) {
      throw new Refused(
        'This person cannot be asked: it is about them or somebody close to them, or they do not work here.',
      )
    }
    if (!(await insertAdviser(tx, complaint, person.id, at)))
      throw new Refused('This person has been asked already.')
    await insertEntry(tx, complaint, {
      title: `${fullName(person)} was asked for advice`,
      at,
      by: personOf(actor),
    })
    await giveTask(context, tx, actor, {
      to: { personId: person.id },
      otherwise: 'head',
      kind: 'complaints.advise',
      title: 'Give advice on what somebody wrote to the school',
      about: { kind: 'complaint', id },
      path: `/complaints/${id}`,
      urgency: 'normal',
    })
    record(tx, {
      did: 'complaints.adviceAsked',
      about: { kind: 'complaint', id },
      detail: { personId: person.id },
    })
  })
}

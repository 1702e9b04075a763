import * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { type Sensitive, sensitive } from '#/kernel/sensitive.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { holdersOn } from '../people/index.ts'
import { type OpenedAllegation, openAllegation } from './open-allegation.ts'
import type { ConcernedChild } from './record-store.ts'
import { insertTold } from './record-store.ts'

const list = z.preprocess(
  (sent) => (sent === undefined ? [] : Array.isArray(sent) ? sent : String(sent).split(',')),
  z.array(z.string().refine(isId, 'Choose children from the list')).max(10, 'Choose at most ten children'),
)

export const tellConcernForm = z
  .object({
    adultId: z.string().default(''),
    described: z.string().trim().max(500, 'Describe the adult in at most 500 characters').default(''),
    account: z
      .string()
      .trim()
      .max(10_000, 'Keep the account under 10,000 characters')
      .default('')
      .transform(sensitive),
    happenedOn: z
      .string()
      .refine((day) => day === '' || isCalendarDate(day), 'Enter a real date, or leave it empty')
      .default(''),
    childIds: list,
    childDescribed: z.string().trim().max(500, 'Describe the child in at most 500 characters').default(''),
    danger: z.enum(['yes', 'no', 'notKnown'], 'Say whether a child is in danger now'),
    aroundHead: z.enum(['yes', 'no'], 'Say whether the head may deal with it').default('no'),
  })
  .refine(({ adultId, described }) => isId(adultId) || described !== '', {
    path: ['described'],
    message: 'Choose the adult, or describe them if you do not know who they are',
  })
export type TellConcern = z.infer<typeof tellConcernForm>

/** What came of it. `outside`: nobody at the school may know, and the page shows how to ring those who do. */
export type Told = OpenedAllegation & { toldId: string }

/**
 * A member of staff tells of an adult, or of something they did themselves. Passes it to the case manager, around the
 * head where the reporter asks for it (T138). Refuses an empty account, and a day to come.
 */
export function tellConcern(context: Context, actor: Actor, request: TellConcern): Promise<Told> {
  return inTransaction(context, actor, async (tx) => {
    const reporter = requirePerson(actor)
    const written = writtenIn(request)
    allow(context, actor, 'allegations.tell')
    const at = context.clock()
    if (request.happenedOn > londonDate(at))
      throw new Refused('The day it happened must be today or in the past.')
    const heads =
      request.aroundHead === 'yes' ? await holdersOn(tx, actor.schoolId, 'head', londonDate(at)) : []
    const told = await openAllegation(context, tx, actor, {
      adult: isId(request.adultId) ? { personId: request.adultId } : { described: request.described },
      children: childrenIn(request),
      account: written,
      happenedOn: request.happenedOn || null,
      danger: request.danger === 'yes',
      selfReport: request.adultId === reporter.personId,
      incidentId: null,
      notApproachable: heads.map(({ id }) => id),
    })
    if (told === null) throw new Refused('This has been told already.')
    if (told.outside === null && written === null) throw new Refused('Say what happened, in your own words.')
    const toldId = await insertTold(
      tx,
      { schoolId: actor.schoolId, id: told.allegationId },
      { reporterId: reporter.personId, account: told.outside === null ? request.account : null, at },
    )
    return { ...told, toldId }
  })
}

function writtenIn({ account }: TellConcern): Sensitive | null {
  return account.reveal() === '' ? null : account
}

function childrenIn({ childIds, childDescribed }: TellConcern): ConcernedChild[] {
  const known = childIds.map((personId) => ({ personId, described: null }))
  return childDescribed === '' ? known : [...known, { personId: null, described: childDescribed }]
}

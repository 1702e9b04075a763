import { sensitive } from '#/kernel/sensitive.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { openIncident } from '../incidents/index.ts'
import { giveTask } from '../tasks/index.ts'
import type { Complaint } from './complaint.ts'

/** `adultAndChild`: allegations opens a concern for the child at once, without the adult's case. */
export type LoggedAs = 'adult' | 'adultAndChild' | 'child' | 'pupil'

/**
 * Logs a complaint as an incident (T102). `adult`: in the register of adults, from where allegations takes it. `child`:
 * a safeguarding concern that reaches the lead now (B45, R111). `pupil`: for the incident log. Returns the incident's id.
 */
export async function logIncident(
  context: Context,
  tx: Tx,
  actor: Actor,
  complaint: Pick<Complaint, 'account' | 'aboutId'>,
  as: LoggedAs,
): Promise<string> {
  const { aboutId } = complaint
  const aboutAdult = as === 'adult' || as === 'adultAndChild'
  const { incident } = await openIncident(context, tx, actor, {
    kind: aboutAdult ? 'adultOther' : 'other',
    happenedAt: null,
    happenedPrecision: 'unknown',
    happenedWhere: 'unknown',
    onlineService: null,
    description: complaint.account,
    childAtRisk: as === 'child',
    possibleChildImage: false,
    aboutAdult,
    people: [
      ...(aboutId === null ? [] : [{ part: 'allegedInstigator' as const, personId: aboutId }]),
      ...(as === 'adultAndChild'
        ? [{ part: 'victim' as const, described: sensitive('A child, named in what was told') }]
        : []),
    ],
    notApproachable: [],
  })
  if (as === 'child') {
    await giveTask(context, tx, actor, {
      to: [{ role: 'dsl' }, { role: 'deputyDsl' }],
      otherwise: 'dsl',
      kind: 'complaints.readConcern',
      title: 'Read a new safeguarding concern',
      about: { kind: 'incident', id: incident.id },
      path: `/incidents/${incident.id}`,
      urgency: 'now',
      mergeKey: 'complaints.readConcern',
    })
  }
  return incident.id
}

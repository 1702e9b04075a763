// Attempts that cannot wait, and those that are too many for chance, become a task in the transaction that keeps them.

import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, findPeople, relativesOf } from '../people/index.ts'
import { giveTask } from '../tasks/index.ts'
import { type Attempts, attemptsThatMatter, type Concern, withMore } from './concern.ts'
import { findOfDay, insertConcern, saveConcern } from './concern-store.ts'
import { repeatedTimes, repeatedTo } from './settings.ts'
import { groupsOfAdults, onPurposeWhenRepeated, type Visit } from './visit.ts'
import { timesOnDay } from './visit-store.ts'

/**
 * Raises what these attempts ask for, after they are kept: one concern for a child, or a device, and day, with a task for
 * whoever may see it. Of an adult of the school the head is told, and of the head the chair.
 */
export async function raiseConcerns(
  context: Context,
  tx: Tx,
  actor: Actor,
  attempts: readonly Visit[],
): Promise<void> {
  for (const [day, visits] of Map.groupBy(attempts, ({ at }) => londonDate(at)))
    for (const one of attemptsThatMatter(visits)) await raise(context, tx, actor, day, one)
}

async function raise(context: Context, tx: Tx, actor: Actor, day: string, attempts: Attempts): Promise<void> {
  const { schoolId } = actor
  const { kind, personId, address } = attempts
  const before = await findOfDay(tx, schoolId, { day, kind, personId, address })
  if (before !== null) {
    const after = withMore(before, attempts)
    await saveConcern(tx, schoolId, after)
    if (before.state === 'looked') await tell(context, tx, actor, after)
    return
  }
  const times = kind === 'atOnce' ? attempts.times : await timesInAll(tx, schoolId, day, attempts)
  if (kind === 'repeated' && times < (await readSetting(tx, schoolId, repeatedTimes))) return
  const concern: Concern = {
    ...attempts,
    id: newId(context.clock().getTime()),
    day,
    times,
    adult: await isAdult(tx, schoolId, attempts),
    state: 'open',
    outcome: null,
    lookedAt: null,
    lookedBy: null,
    incidentId: null,
  }
  await insertConcern(tx, schoolId, concern)
  await keepFromSubject(tx, schoolId, concern, context.clock())
  record(tx, {
    did: 'activity.raised',
    about: { kind: 'filterConcern', id: concern.id },
    detail: { kind, day },
  })
  await tell(context, tx, actor, concern)
}

const timesInAll = (
  tx: Tx,
  schoolId: string,
  day: string,
  { personId, address }: Attempts,
): Promise<number> =>
  timesOnDay(tx, schoolId, personId === null ? { address } : { personId }, day, onPurposeWhenRepeated)

/** Who is not known is an adult only where nobody but adults works: otherwise it may be a child. */
async function isAdult(tx: Tx, schoolId: string, { personId, profile }: Attempts): Promise<boolean> {
  const [person] = personId === null ? [] : await findPeople(tx, schoolId, [personId])
  return person ? person.kind !== 'pupil' : groupsOfAdults.includes(profile)
}

async function keepFromSubject(tx: Tx, schoolId: string, { id, personId }: Concern, at: Date): Promise<void> {
  if (personId === null) return
  const relatives = await relativesOf(tx, schoolId, [personId])
  await keepFrom(tx, { schoolId, recordId: id, at }, [
    { personId, why: 'subject' },
    ...[...relatives].map((relative) => ({ personId: relative, why: 'relative' as const })),
  ])
}

async function tell(context: Context, tx: Tx, actor: Actor, { id, kind, adult }: Concern): Promise<void> {
  const to: readonly DesignatedRole[] = adult
    ? ['head']
    : kind === 'atOnce'
      ? ['dsl', 'deputyDsl']
      : await readSetting(tx, actor.schoolId, repeatedTo)
  await giveTask(context, tx, actor, {
    to: to.map((role) => ({ role })),
    otherwise: adult ? 'chairOfGovernors' : 'head',
    kind: 'activity.lookAtConcern',
    title: 'Look at what the filter blocked',
    about: { kind: 'filterConcern', id },
    path: `/activity/concerns/${id}`,
    urgency: kind === 'atOnce' ? 'now' : 'soon',
    mergeKey: 'activity.lookAtConcern',
  })
}

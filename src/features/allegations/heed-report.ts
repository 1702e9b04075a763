import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findIncident, type Involvement, isAdultAccused, listInvolvement } from '../incidents/index.ts'
import { holdersOn } from '../people/index.ts'
import { keptBecauseOf } from './choose-decider.ts'
import { keepIncidentFrom } from './keep-incident-from.ts'
import { keepMatterFrom } from './keep-matter-from.ts'
import { openAllegation } from './open-allegation.ts'
import { allegationsAmong } from './store.ts'

/**
 * Whatever stands in the incidents' register of adults gets its line here, one for each adult in it, however it got
 * there: by a report, or because an incident turned out to be about an adult. Asked twice, it is one line.
 */
export async function registerAdults(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId }: { incidentId: string },
): Promise<void> {
  await asSchool(tx, async () => {
    const incident = await findIncident(tx, systemActor(actor.schoolId), incidentId)
    // Everybody who is in a duplicate is also where the work goes on, and has their line there.
    if (incident.register !== 'adult' || incident.state === 'duplicate') return
    const people = (await listInvolvement(tx, actor.schoolId, incidentId)).filter(
      ({ removedAt }) => removedAt === null,
    )
    const adults = people.flatMap((one) =>
      isAdultAccused(one) && one.personId !== null ? [one.personId] : [],
    )
    const unknown = people.find(({ part, personId }) => part === 'allegedInstigator' && personId === null)
    const known = await registeredIn(context, tx, actor, incidentId)
    const about =
      adults.length > 0
        ? adults.flatMap((personId) => (known.has(personId) ? [] : [{ personId }]))
        : [{ described: unknown?.described ?? 'An adult who is not named yet' }]
    await keepFromEachOther(context, tx, actor, incidentId, adults)
    const children = people.filter(isChild).map(({ personId, described }) => ({ personId, described }))
    // A report that a child may be harmed opens the child's concern at once, also where no child is named.
    if (children.length === 0 && incident.safeguarding) {
      children.push({ personId: null, described: 'A child who is not named yet' })
    }
    for (const adult of about) {
      const line = await openAllegation(context, tx, actor, {
        adult,
        children,
        account: incident.description,
        happenedOn: null,
        danger: false,
        selfReport: false,
        incidentId,
        notApproachable: [],
        otherAdults: adults,
      })
      if (line?.outside === 'lado') await keepFromHeads(context, tx, actor, incidentId)
    }
  })
}

/** Who has their line already, whatever they are at the school today. */
async function registeredIn(
  context: Context,
  tx: Tx,
  actor: Actor,
  incidentId: string,
): Promise<ReadonlySet<string | null>> {
  const asking = { actor: systemActor(actor.schoolId), now: context.clock() }
  return new Set((await allegationsAmong(tx, asking, { incidentId })).map(({ adultId }) => adultId))
}

/** Somebody more is in such an incident: a further adult gets a line of their own. */
export async function registerAdded(
  context: Context,
  tx: Tx,
  actor: Actor,
  added: { incidentId: string; involvementId: string },
): Promise<void> {
  const people = await asSchool(tx, () => listInvolvement(tx, actor.schoolId, added.incidentId))
  if (!people.some((one) => one.id === added.involvementId && isAdultAccused(one))) return
  await registerAdults(context, tx, actor, added)
}

/** About the chair nobody at the school decides, so the head does not read the report either. */
async function keepFromHeads(context: Context, tx: Tx, actor: Actor, incidentId: string): Promise<void> {
  const heads = await holdersOn(tx, actor.schoolId, 'head', londonDate(context.clock()))
  const ids = heads.map(({ id }) => id)
  await keepIncidentFrom(context, tx, actor, incidentId, ids)
}

/** The account of each matter tells of all adults in it, so that none of them may read the line about another (decision S3). */
async function keepFromEachOther(
  context: Context,
  tx: Tx,
  actor: Actor,
  incidentId: string,
  adultIds: readonly string[],
): Promise<void> {
  const asking = { actor: systemActor(actor.schoolId), now: context.clock() }
  for (const matter of await allegationsAmong(tx, asking, { incidentId })) {
    const kept = await keptBecauseOf(tx, actor.schoolId, [matter.adultId, ...adultIds])
    await keepMatterFrom(context, tx, actor, matter, kept)
  }
}

/** A pupil in it, or somebody affected whom nobody has named yet: who is not known is taken for a child. */
function isChild({ part, kindThen, personId }: Involvement): boolean {
  return part !== 'allegedInstigator' && (kindThen === 'pupil' || (part === 'victim' && personId === null))
}

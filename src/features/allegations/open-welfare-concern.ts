// The child behind an allegation (decision S4): a concern of its own for the safeguarding lead, without the adult's case.

import { sensitive } from '#/kernel/sensitive.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type NewPart, openIncident } from '../incidents/index.ts'
import { giveTask } from '../tasks/index.ts'
import { type Allegation, caseManagers } from './allegation.ts'
import { type ConcernedChild, childrenOf, insertEntry } from './record-store.ts'

const safeAtOnceMinutes = 60

/**
 * Opens it, once, and gives it to the safeguarding lead: to a deputy where the lead is the adult, or the head it is
 * about. It is kept from everybody the allegation is kept from, and says nothing of an adult. Returns the incident's id.
 */
export async function openWelfareConcern(
  context: Context,
  tx: Tx,
  actor: Actor,
  allegation: Allegation,
): Promise<string> {
  const at = context.clock()
  const { incident } = await openIncident(context, tx, actor, {
    kind: 'other',
    happenedAt: null,
    happenedPrecision: 'unknown',
    happenedWhere: 'unknown',
    onlineService: null,
    description: sensitive(wordsFor(allegation)),
    childAtRisk: true,
    possibleChildImage: false,
    aboutAdult: false,
    people: (await childrenOf(tx, allegation)).map(partOf),
    notApproachable: [...(await keptFromOf(tx, allegation.schoolId, allegation.id))],
  })
  await giveTask(context, tx, actor, {
    to: [{ role: 'dsl' }, { role: 'deputyDsl' }],
    otherwise: 'dsl',
    kind: 'allegations.readWelfareConcern',
    title: 'Read a new safeguarding concern',
    about: { kind: 'incident', id: incident.id },
    path: `/incidents/${incident.id}`,
    urgency: 'now',
    due: { at: new Date(at.getTime() + safeAtOnceMinutes * 60_000), clock: 'hours' },
    mergeKey: 'allegations.readWelfareConcern',
  })
  await insertEntry(tx, allegation, {
    kind: 'welfareOpened',
    title: 'A concern for the child went to the safeguarding lead',
    at,
    writtenAt: at,
    by: personOf(actor),
  })
  record(tx, { did: 'allegations.welfareOpened', about: { kind: 'allegation', id: allegation.id } })
  return incident.id
}

function wordsFor({ caseManager, danger }: Allegation): string {
  const whom = caseManager === null ? 'the LADO' : `the ${caseManagers[caseManager].toLowerCase()}`
  return [
    'A child may be at risk of harm. See that the child is safe and supported today.',
    danger
      ? 'Whoever told the school believes that the danger is now. If so, ring 999.'
      : 'Whoever told the school does not know of any danger at this moment.',
    `The case manager is ${whom}. Ask there what the child needs, and whom you may talk to, before you talk to anybody else.`,
  ].join('\n')
}

function partOf({ personId, described }: ConcernedChild): NewPart {
  return personId === null
    ? { part: 'victim', described: sensitive(described ?? 'A child who is not named yet') }
    : { part: 'victim', personId }
}

import { deadline } from '#/kernel/deadline.ts'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Sensitive } from '#/kernel/sensitive.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { type KeptFrom, keepFrom } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { wordsOf } from '../incidents/index.ts'
import { adultsOfTheSchool, findPerson, fullName, personKindWords } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { type Allegation, drawReference } from './allegation.ts'
import { chooseCaseManager, keptBecauseOf } from './choose-decider.ts'
import { giveManagerTask } from './give-manager-task.ts'
import { openWelfareConcern } from './open-welfare-concern.ts'
import { type ConcernedChild, insertChildren, insertEntry } from './record-store.ts'
import { insertAllegation, insertWords, saveAllegation } from './store.ts'

export type OpenAllegation = {
  adult: { personId: string } | { described: string }
  children: readonly ConcernedChild[]
  account: Sensitive | null
  /** A day: 2026-11-22. */
  happenedOn: string | null
  danger: boolean
  selfReport: boolean
  /** The report it comes from. One matter for each adult in it. */
  incidentId: string | null
  /** People the reporter cannot turn to: it is kept from them as from the adult. */
  notApproachable: readonly string[]
  /** Adults of whom the same account tells: none of them reads what it says of another. */
  otherAdults?: readonly string[]
}

export type OpenedAllegation = { allegationId: string; outside: 'lado' | null }

/**
 * Opens a line in the register inside the transaction of whoever tells it: keeps it from the adult and their relatives,
 * gives it to the case manager with one working day for the LADO, and opens the concern for the child. Who may tell is
 * the caller's to allow. Refuses pupils, parents and visitors. Null where this incident has its line already.
 */
export function openAllegation(
  context: Context,
  tx: Tx,
  actor: Actor,
  request: OpenAllegation,
): Promise<OpenedAllegation | null> {
  return asSchool(tx, async () => {
    const at = context.clock()
    const id = newId(at.getTime())
    const who = await adultAsNow(tx, actor.schoolId, request.adult)
    const about = { schoolId: actor.schoolId, adultId: who.adultId, at }
    const kept: KeptFrom[] = [
      ...(await keptBecauseOf(tx, actor.schoolId, [who.adultId, ...(request.otherAdults ?? [])])),
      ...request.notApproachable.map((personId) => ({ personId, why: 'notApproachable' as const })),
    ]
    const caseManager = await chooseCaseManager(tx, about, new Set(kept.map(({ personId }) => personId)))
    const allegation: Allegation = {
      ...who,
      id,
      schoolId: actor.schoolId,
      reference: drawReference(),
      state: caseManager === null ? 'outside' : 'new',
      caseManager,
      account: caseManager === null ? null : request.account,
      happenedOn: request.happenedOn,
      danger: request.danger,
      selfReport: request.selfReport,
      incidentId: request.incidentId,
      welfareIncidentId: null,
      limbs: [],
      threshold: null,
      ladoDueAt: deadline(at, { count: 1, clock: 'workingDays' }, await readCalendar(tx, actor.schoolId)),
      openedAt: at,
      openedBy: personOf(actor),
      closedAt: null,
    }
    if (!(await insertAllegation(tx, allegation))) return null
    await keepFrom(tx, { schoolId: actor.schoolId, recordId: id, at }, kept)
    await insertChildren(tx, allegation, request.children)
    await follow(context, tx, actor, allegation, request.children.length > 0)
    return { allegationId: id, outside: caseManager === null ? 'lado' : null }
  })
}

async function follow(
  context: Context,
  tx: Tx,
  actor: Actor,
  allegation: Allegation,
  namesChild: boolean,
): Promise<void> {
  const at = allegation.openedAt
  await insertEntry(tx, allegation, {
    kind: 'opened',
    title: allegation.selfReport ? 'The adult told the school themselves' : 'The school was told',
    at,
    writtenAt: at,
    by: personOf(actor),
  })
  await insertWords(
    tx,
    allegation.schoolId,
    allegation.id,
    wordsOf([allegation.reference, allegation.adultNameThen, allegation.account ?? '']),
  )
  record(tx, { did: 'allegations.opened', about: { kind: 'allegation', id: allegation.id } })
  // A worry about an adult that names no child becomes the child's concern when the threshold may be met.
  if (namesChild || allegation.danger) {
    const welfareIncidentId = await openWelfareConcern(context, tx, actor, allegation)
    await saveAllegation(tx, { ...allegation, welfareIncidentId })
  }
  await giveManagerTask(context, tx, actor, allegation, 'weigh')
}

type Adult = Pick<Allegation, 'adultId' | 'adultDescribed' | 'adultNameThen' | 'adultKindThen'>

/** The adult with name and kind as they are today. Refuses whoever does not work or volunteer at the school. */
export async function adultAsNow(tx: Tx, schoolId: string, adult: OpenAllegation['adult']): Promise<Adult> {
  if (!('personId' in adult)) {
    return {
      adultId: null,
      adultDescribed: adult.described,
      adultNameThen: 'Not known by name',
      adultKindThen: 'Not known',
    }
  }
  const person = await findPerson(tx, schoolId, adult.personId)
  if (!adultsOfTheSchool.includes(person.kind)) {
    throw new Refused(
      'This register is for adults who work or volunteer at the school. Use “Something is wrong online” for anybody else.',
    )
  }
  return {
    adultId: person.id,
    adultDescribed: null,
    adultNameThen: fullName(person),
    adultKindThen: personKindWords[person.kind],
  }
}

import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, may, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findPeople, findPerson, type Leaving, type Person, type PersonKind } from '../people/index.ts'
import { endTasksAbout, giveTask, giveTaskToEach } from '../tasks/index.ts'
import { declarationsOf, declaredAmong, insertDeclaration, saveClosed } from './leaver-store.ts'

/** The systems that a leaver is asked about by name; others are added in words. */
export const usualSystems = {
  network: 'School network or computers',
  email: 'School e-mail',
  information: 'Pupil information system',
  learning: 'Learning platform',
  website: 'Website, blog or social media of the school',
  teaching: 'Teaching tools and apps',
  remote: 'Remote access',
} as const
export type UsualSystem = keyof typeof usualSystems

export type DeclareLogons = {
  personId: string
  logons: readonly { system: string; logon: string }[]
  hasNone: boolean
  /** Why somebody else declares it; null for oneself. */
  onBehalfBecause: string | null
}

const asked: readonly PersonKind[] = ['staff', 'supply', 'volunteer', 'governor', 'contractor']
const declareKind = 'rosters.declareLogons'
const closeKind = 'rosters.closeLogons'

/**
 * Somebody who leaves declares every logon of theirs; the office may for somebody who cannot, and says why. Refuses an
 * empty list that nobody confirmed to be all. Whoever closes logons gets a task.
 */
export function declareLogons(context: Context, actor: Actor, request: DeclareLogons): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, logons, hasNone, onBehalfBecause } = request
    const declarer = requirePerson(actor)
    const person = await findPerson(tx, actor.schoolId, personId)
    const own = declarer.personId === personId
    allow(context, actor, own ? 'rosters.declare' : 'rosters.import')
    if (!asked.includes(person.kind)) throw new Refused('Only adults of the school declare logons.')
    if (!own && (onBehalfBecause ?? '').length < 3)
      throw new Refused('Say why they do not declare it themselves.')
    if (hasNone === logons.length > 0)
      throw new Refused('Enter each logon, or tick that there is none. One of the two has to be true.')
    const id = newId()
    const at = context.clock()
    const row = {
      school_id: actor.schoolId,
      id,
      person_id: personId,
      declared_at: at,
      declared_by: declarer.personId,
    }
    await insertDeclaration(
      tx,
      { ...row, on_behalf_because: own ? null : onBehalfBecause, has_none: hasNone },
      logons.map(({ system, logon }) => ({
        school_id: actor.schoolId,
        id: newId(),
        declaration_id: id,
        person_id: personId,
        system,
        logon,
        closed_at: null,
        closed_by: null,
      })),
    )
    const about = { kind: 'person', id: personId }
    record(tx, { did: 'rosters.logonsDeclared', about, detail: { logons: logons.length, onBehalf: !own } })
    await endTasksAbout(context, tx, actor, {
      aboutId: personId,
      mergeKey: declareKind,
      state: 'done',
      reason: 'The logons were declared.',
    })
    if (logons.length > 0)
      await giveTask(context, tx, actor, {
        to: [{ role: 'technician' }, { role: 'networkManager' }],
        otherwise: 'office',
        kind: closeKind,
        title: 'Close the logons of somebody who leaves',
        about,
        path: `/rosters/leavers/${personId}`,
        urgency: 'normal',
        mergeKey: closeKind,
      })
  })
}

/** Notes that a declared logon is closed. When it was the last one, the task ends. */
export function closeLogon(context: Context, actor: Actor, logonId: string): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'rosters.closeLogons')
    const by = { personId: requirePerson(actor).personId, at: context.clock() }
    const personId = await saveClosed(tx, actor.schoolId, logonId, by)
    record(tx, { did: 'rosters.logonClosed', about: { kind: 'person', id: personId }, detail: { logonId } })
    const { logons } = await declarationsOf(tx, actor.schoolId, personId)
    if (logons.every(({ closedAt }) => closedAt !== null))
      await endTasksAbout(context, tx, actor, {
        aboutId: personId,
        mergeKey: closeKind,
        state: 'done',
        reason: 'Every declared logon is closed.',
      })
    return personId
  })
}

/** Whoever leaves later is asked for their logons. Once their access has ended, `askOfficeForLogons` asks the office instead. */
export async function askForLogons(
  context: Context,
  tx: Tx,
  actor: Actor,
  { people }: { people: readonly Leaving[] },
): Promise<void> {
  const later = people.filter(({ closesNow }) => !closesNow)
  const lastDays = new Map(later.map(({ personId, lastDay }) => [personId, lastDay]))
  const leaving = await whoDeclares(tx, actor, [...lastDays.keys()])
  await giveTaskToEach(
    context,
    tx,
    actor,
    leaving.map(({ id }) => ({
      ...declareTask(id, lastDays.get(id) ?? londonDate(context.clock())),
      to: { personId: id },
      title: 'Declare every logon that you have',
      endsWithPerson: true,
    })),
  )
}

/** Who cannot sign in any more cannot declare: the office is asked about everybody who has not done so. */
export async function askOfficeForLogons(
  context: Context,
  tx: Tx,
  actor: Actor,
  { personIds }: { personIds: readonly string[] },
): Promise<void> {
  const today = londonDate(context.clock())
  const declared = await declaredAmong(tx, actor.schoolId, personIds)
  for (const { id } of await whoDeclares(tx, actor, personIds)) {
    if (declared.has(id)) continue
    await giveTask(context, tx, actor, {
      ...declareTask(id, today),
      to: { role: 'office' },
      title: 'Declare the logons of somebody who leaves',
    })
  }
}

const declareTask = (personId: string, day: string) =>
  ({
    otherwise: 'office',
    kind: declareKind,
    about: { kind: 'person', id: personId },
    path: `/rosters/leavers/${personId}`,
    urgency: 'normal',
    due: { at: new Date(`${day}T16:00:00Z`), clock: 'workingDays' },
    mergeKey: declareKind,
  }) as const

/** The adults of the school among them. Whoever left before they came never was here: an import took them in by mistake. */
async function whoDeclares(tx: Tx, { schoolId }: Actor, personIds: readonly string[]): Promise<Person[]> {
  return (await findPeople(tx, schoolId, personIds)).filter(
    ({ kind, joinedOn, leftOn }) =>
      asked.includes(kind) && (joinedOn === null || leftOn === null || leftOn >= joinedOn),
  )
}

/** Whether the actor may open the page of a leaver: their own, or as somebody who closes logons. */
export function requireLeaversPage(context: Context, actor: Actor, personId: string): void {
  const own = requirePerson(actor).personId === personId
  if (!own && !may(context, actor, 'rosters.closeLogons')) throw new NotFound('person')
}

// Joiners get the logon that their phase or kind gives; classes get theirs. Found out anew from who is here, so that
// nobody is missed however they came.

import { newId } from '#/kernel/id.ts'
import { addDays, formatDate, instantAt, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { inTurn } from '#/platform/jobs/give-way.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { holdersOn } from '../people/index.ts'
import { classesOfSchool, type PhaseKey, phasesOfSchool, type SchoolClass } from '../schools/index.ts'
import { type Account, bare, freeName, logonNameFor } from './account.ts'
import { holdMany } from './hold-network.ts'
import { openAccounts } from './open-accounts.ts'
import { namesTaken, peopleWithoutLogon, sharedWithoutLogon, type WithoutLogon } from './roll-store.ts'
import { adultsWithLogon, logonOfPhase, type PhaseLogon } from './settings-logons.ts'

const mostAtOnce = 200

/** What pupils of each class log on with today. */
export async function logonsOfClasses(
  tx: Tx,
  schoolId: string,
  today: string,
): Promise<readonly ClassWithLogon[]> {
  const ofPhases = new Map((await logonsOfPhases(tx, schoolId)).map((one) => [one.phaseId, one]))
  const classes = (await classesOfSchool(tx, schoolId)).filter(
    ({ startsOn, endsOn }) => startsOn <= today && (endsOn === null || endsOn >= today),
  )
  return classes.flatMap((one) => {
    const ofPhase = ofPhases.get(one.phaseId)
    return ofPhase === undefined ? [] : [{ ...one, ...ofPhase }]
  })
}

async function logonsOfPhases(tx: Tx, schoolId: string) {
  const found: { phaseId: string; phase: PhaseKey; logon: PhaseLogon }[] = []
  for (const { id, key } of await phasesOfSchool(tx, schoolId)) {
    const logon = await readSetting(tx, schoolId, logonOfPhase[key])
    found.push({ phaseId: id, phase: key, logon })
  }
  return found
}

export type ClassWithLogon = SchoolClass & { phase: PhaseKey; logon: PhaseLogon }

/**
 * Gives a logon to whoever should have one and has none; of these people only where they are named. At most 200 in one
 * transaction, and returns how many: ask again when it was as many as that.
 */
export async function giveMissing(
  context: Context,
  tx: Tx,
  actor: Actor,
  personIds: readonly string[] | null,
): Promise<number> {
  const { schoolId } = actor
  const today = londonDate(context.clock())
  const individual = (await logonsOfPhases(tx, schoolId)).filter(({ logon }) => logon === 'individual')
  const kinds = await readSetting(tx, schoolId, adultsWithLogon)
  const people = await peopleWithoutLogon(tx, schoolId, {
    today,
    phaseIds: individual.map(({ phaseId }) => phaseId),
    kinds,
    personIds,
    most: mostAtOnce,
  })
  if (people.length === 0) return 0
  const taken = await namesTaken(
    tx,
    schoolId,
    people.map((one) => logonNameFor(one.calledName, one.familyName, new Set())),
  )
  const accounts = people.map((one) => {
    const logonName = logonNameFor(one.calledName, one.familyName, taken)
    taken.add(logonName)
    return individualOf(context, one, logonName, today)
  })
  await openAccounts(context, tx, actor, accounts)
  await holdUntilJoined(context, tx, actor, people, today)
  return people.length
}

/** Gives each of these people the logon that is theirs: as many as there are, in this transaction. */
export async function giveEach(
  context: Context,
  tx: Tx,
  actor: Actor,
  personIds: readonly string[],
): Promise<void> {
  for (let from = 0; from < personIds.length; from += mostAtOnce)
    await giveMissing(context, tx, actor, personIds.slice(from, from + mostAtOnce))
}

function individualOf(context: Context, one: WithoutLogon, logonName: string, today: string): Account {
  return {
    id: newId(),
    kind: 'individual',
    logonName,
    personId: one.personId,
    classId: null,
    ownerId: null,
    purpose: null,
    startsOn: one.joinedOn !== null && one.joinedOn > today ? one.joinedOn : today,
    endsOn: null,
    lastUsedAt: null,
    createdAt: context.clock(),
    closedAt: null,
  }
}

/** Those who have not begun have a logon that does not work yet. */
function holdUntilJoined(
  context: Context,
  tx: Tx,
  actor: Actor,
  people: readonly WithoutLogon[],
  today: string,
): Promise<void> {
  const later = people.flatMap(({ personId, joinedOn }) =>
    joinedOn === null || joinedOn <= today
      ? []
      : [
          {
            personId,
            because: { kind: 'notYetBegun', id: personId } as const,
            sentence: `Begins on ${formatDate(joinedOn)}.`,
            until: instantAt(joinedOn, '00:00'),
          },
        ],
  )
  return holdMany(context, tx, actor, later)
}

const shortPhase: Readonly<Record<PhaseKey, string>> = {
  earlyYears: 'ey',
  keyStage1: 'ks1',
  keyStage2: 'ks2',
  keyStage3: 'ks3',
  keyStage4: 'ks4',
  sixthForm: 'sixth',
}

/** The name of the logon that a phase’s pupils use together. */
export const phaseLogonName = (phase: PhaseKey): string => `pupils.${shortPhase[phase]}`

/** Gives classes and phases the logon that their children use together, where the school has set so. */
async function giveShared(context: Context, tx: Tx, actor: Actor): Promise<void> {
  const { schoolId } = actor
  const today = londonDate(context.clock())
  const classes = await logonsOfClasses(tx, schoolId, today)
  const ofClass = classes.filter(({ logon }) => logon === 'class')
  const ofPhase = [...new Set(classes.filter(({ logon }) => logon === 'generic').map(({ phase }) => phase))]
  const phaseNames = new Map(ofPhase.map((phase) => [phaseLogonName(phase), phase]))
  const missing = await sharedWithoutLogon(tx, schoolId, {
    classIds: ofClass.map(({ id }) => id),
    logonNames: [...phaseNames.keys()],
    today,
  })
  if (missing.classes.length + missing.logonNames.length === 0) return
  const stems = new Map(ofClass.map(({ id, name }) => [id, `class.${bare(name)}`]))
  const taken = await namesTaken(tx, schoolId, [...stems.values()])
  const base = {
    personId: null,
    startsOn: today,
    endsOn: null,
    lastUsedAt: null,
    createdAt: context.clock(),
    closedAt: null,
  }
  const accounts: Account[] = missing.classes.map(({ classId, teacherId }) => {
    const logonName = freeName(stems.get(classId) ?? 'class', taken)
    taken.add(logonName)
    return { ...base, id: newId(), kind: 'class', logonName, classId, ownerId: teacherId, purpose: null }
  })
  const [owner] = await holdersOn(tx, schoolId, 'computingLead', today)
  const generic: Account[] = missing.logonNames.map((logonName) => ({
    ...base,
    id: newId(),
    kind: 'generic',
    logonName,
    classId: null,
    ownerId: owner?.id ?? null,
    purpose: 'Pupils of the phase; student teachers too',
  }))
  await openAccounts(context, tx, actor, [...accounts, ...generic])
}

/** Gives everybody who has none the logon that is theirs. Runs often, and catches up on whatever an import left. */
export async function giveAll(context: Context, actor: Actor): Promise<void> {
  await inTransaction(context, actor, (tx) => giveShared(context, tx, actor))
  for (;;) {
    const given = await inTurn(() =>
      inTransaction(context, actor, (tx) => giveMissing(context, tx, actor, null)),
    )
    if (given < mostAtOnce) return
  }
}

/** The day after, at midnight: when something ends that has a last day. */
export const midnightAfter = (day: string): Date => instantAt(addDays(day, 1), '00:00')

export const giveAllJob: Job = {
  name: 'accounts.giveAll',
  timetable: '*/5 * * * *',
  payload: noPayload,
  run: giveAll,
}

// Children for whom no adult may sign, after an import or when guardians end: nobody is asked about them, so the office is told.

import { londonDate } from '#/kernel/london-time.ts'
import { requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { classesTaughtOn, namesOf } from '../people/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { type AgreementKey, agreementKeys } from './agreement.ts'
import { seesWholeSchool } from './ask-store.ts'
import { type Wanted, withoutSigner } from './audience.ts'
import { askedFor, unlocks, waitsForSigner, whoseForPupils } from './settings.ts'
import { classNames } from './store.ts'
import { publishedVersions } from './version-store.ts'

/** The children for whom nobody may sign what parents are asked for today, among these agreements. */
export async function nobodySignsFor(
  tx: Tx,
  schoolId: string,
  today: string,
  among: readonly AgreementKey[] = agreementKeys,
): Promise<Wanted[]> {
  const wanted = await readSetting(tx, schoolId, askedFor)
  const inForce = new Set((await publishedVersions(tx, schoolId)).map(({ agreement }) => agreement))
  const children = new Map<string, Wanted>()
  for (const key of among.filter((one) => wanted.includes(one) && inForce.has(one))) {
    for (const child of await withoutSigner(tx, schoolId, key, today)) children.set(child.aboutId, child)
  }
  return [...children.values()]
}

/** Those of them whose network waits until somebody may sign: nobody, unless the school set that. */
export async function waitingForSigner(
  tx: Tx,
  schoolId: string,
  today: string,
): Promise<ReadonlySet<string>> {
  if (!(await readSetting(tx, schoolId, waitsForSigner))) return new Set()
  if ((await readSetting(tx, schoolId, whoseForPupils)) === 'pupil') return new Set()
  const keys = await readSetting(tx, schoolId, unlocks)
  return new Set((await nobodySignsFor(tx, schoolId, today, keys)).map(({ aboutId }) => aboutId))
}

/** One task of the office for all of them, whose pages name them. It ends when there is none. */
export async function tellOffice(context: Context, tx: Tx, actor: Actor): Promise<void> {
  const { schoolId } = actor
  const mergeKey = 'nobodySigns'
  const children = await nobodySignsFor(tx, schoolId, londonDate(context.clock()))
  if (children.length === 0) {
    const reason = 'Somebody may sign for every child now.'
    await endTasksAbout(context, tx, actor, { aboutId: schoolId, mergeKey, state: 'done', reason })
    return
  }
  await giveTask(context, tx, actor, {
    to: { role: 'office' },
    kind: 'agreements.nobodySigns',
    title: 'Find out who may sign for children for whom nobody may',
    about: { kind: 'school', id: schoolId },
    path: '/agreements',
    urgency: 'normal',
    mergeKey,
  })
}

export type ClassUnsigned = { className: string; children: { id: string; name: string }[] }

/** Those of the children whom the actor may see, by name and class: the own classes, or the whole school. */
export async function unsignedByClass(
  tx: Tx,
  actor: Actor,
  children: readonly Wanted[],
  today: string,
): Promise<ClassUnsigned[]> {
  if (children.length === 0) return []
  const { schoolId, personId } = requirePerson(actor)
  const own = seesWholeSchool(actor)
    ? null
    : new Set((await classesTaughtOn(tx, schoolId, personId, today)).map(({ id }) => id))
  const seen = children.filter(({ classId }) => own === null || own.has(classId ?? ''))
  const names = await namesOf(
    tx,
    schoolId,
    seen.map(({ aboutId }) => aboutId),
  )
  const byClass = Map.groupBy(seen, ({ classId }) => classId ?? '')
  const classes = await classNames(tx, schoolId, [...byClass.keys()])
  return [...byClass]
    .map(([classId, of]) => ({
      className: classes.get(classId) ?? '',
      children: of.map(({ aboutId }) => ({ id: aboutId, name: names.get(aboutId) ?? '' })),
    }))
    .sort((one, other) => one.className.localeCompare(other.className, 'en', { numeric: true }))
}

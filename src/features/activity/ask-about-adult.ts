// What an adult did on the network is opened by two people (clause A88): one asks and says why, another agrees.

import type * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { keepFrom, keptFromOf, makePartOf } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type Agreeing, askForSecond, type TwoPersonAction } from '#/platform/two-person/two-person.ts'
import { findPeople, findPerson, fullName, holdersOn, rolesOn } from '../people/index.ts'
import { type lookForm, requireOthers } from './look-at-day.ts'
import { askedAbout, insertLook } from './look-store.ts'
import { withHead } from './settings.ts'
import { besideHead, mayAsk, whoAgrees } from './who-looks.ts'

export type AskAboutAdult = z.infer<typeof lookForm> & { personId: string }

/** Opens one day of an adult to who asked and who agreed. */
export const openAdultsDayAction: TwoPersonAction = {
  id: 'activity.openAdultsDay',
  words: 'look together at what an adult asked for on the network on one day',
  aboutKind: 'activityLook',
  askedBy: ['head', ...besideHead],
  agreedBy: ['head', 'chairOfGovernors', ...besideHead],
  agreesAbout: rolesThatAgree,
  waitsForHours: 72,
  grantLastsMinutes: 24 * 60,
  path: (lookId) => `/activity/looks/${lookId}`,
  nameOf: async (tx, schoolId, lookId) => {
    const { personId, day } = await askedAbout(tx, schoolId, lookId)
    const [person] = await findPeople(tx, schoolId, [personId])
    return `${person ? fullName(person) : 'Somebody who has left'}, ${formatDate(day)}`
  },
}

async function rolesThatAgree(tx: Tx, schoolId: string, { aboutId, askedBy, at }: Agreeing) {
  const today = londonDate(at)
  const { personId } = await askedAbout(tx, schoolId, aboutId)
  const kept = await keptFromOf(tx, schoolId, aboutId)
  return whoAgrees({
    subject: await rolesOn(tx, schoolId, personId, today),
    headIsClose: (await holdersOn(tx, schoolId, 'head', today)).some(({ id }) => kept.has(id)),
    asker: await rolesOn(tx, schoolId, askedBy, today),
    named: await readSetting(tx, schoolId, withHead),
  })
}

/**
 * Asks a second person to open one day of an adult, and returns the look, which shows nothing before that. Refuses children,
 * whom one person looks at, days to come, and the chair of governors; not allowed for whom the school does not name. Oneself,
 * and whoever is close, is not found.
 */
export function askAboutAdult(
  context: Context,
  actor: Actor,
  { personId, day, reason }: AskAboutAdult,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const who = requirePerson(actor)
    const { schoolId } = who
    const person = await findPerson(tx, schoolId, personId)
    const close = await requireOthers(tx, who, person.id)
    allow(context, actor, 'activity.askAboutAdult')
    await requireAsks(tx, who)
    if (person.kind === 'pupil')
      throw new Refused(
        'That is a child. One person looks at a child’s day, with a reason: choose “One day”.',
      )
    const at = context.clock()
    const today = londonDate(at)
    if (day > today) throw new Refused('That day has not come yet.')
    const id = newId(at.getTime())
    await keepFrom(tx, { schoolId, recordId: id, at }, close)
    const look = {
      id,
      whose: { personId },
      adult: true,
      day,
      reason: sensitive(reason),
      at,
      byId: who.personId,
    }
    await insertLook(tx, schoolId, look)
    await requireSomebodyAgrees(tx, who, id, at)
    const partId = await askForSecond(context, tx, actor, {
      action: openAdultsDayAction,
      aboutId: id,
      reason,
    })
    await makePartOf(tx, { schoolId, partId, recordId: id })
    record(tx, { did: 'activity.adultAsked', about: { kind: 'activityLook', id }, detail: { day } })
    return id
  })
}

/** Whether the school names somebody to look, with another, at what adults did. */
export async function asksAboutAdults(tx: Tx, { schoolId, roles }: PersonActor): Promise<boolean> {
  return mayAsk(roles, await readSetting(tx, schoolId, withHead))
}

/** Refuses (403) whomever the school does not name. */
export async function requireAsks(tx: Tx, actor: PersonActor): Promise<void> {
  if (await asksAboutAdults(tx, actor)) return
  throw new NotAllowed(
    'Your school lets only the head, and those whom its settings name, ask to look at what an adult did. Speak with the head.',
  )
}

async function requireSomebodyAgrees(
  tx: Tx,
  { schoolId, personId }: PersonActor,
  lookId: string,
  at: Date,
): Promise<void> {
  const kept = await keptFromOf(tx, schoolId, lookId)
  const roles = await rolesThatAgree(tx, schoolId, { aboutId: lookId, askedBy: personId, at })
  for (const role of roles) {
    const holders = await holdersOn(tx, schoolId, role, londonDate(at))
    if (holders.some(({ id }) => id !== personId && !kept.has(id))) return
  }
  throw new Refused(
    'Nobody in the school may agree to this. Ring the LADO or the local authority, who can look into it from outside.',
  )
}

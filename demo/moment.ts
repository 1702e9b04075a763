// A school of the demonstration at a moment of its past: commands run with the clock of then.

import { daysBetween, londonDate } from '#/kernel/london-time.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { castOf } from './cast.ts'
import type { Chance } from './chance.ts'
import { idAt } from './chance.ts'
import type { LoadedSchool } from './insert-school.ts'

export type Stage = {
  loaded: LoadedSchool
  chance: Chance
  /** The last school day: nothing happened after it. */
  lastDay: string
  /** No incident is told before it; '' is no bound. */
  firstDay: string
  /** When it is loaded: after holidays, nothing of the last day is still as it came in. */
  loadedAt: Date
}

const mostFreshDays = 4

/** Over a weekend something may wait as it came in on the last day; not over holidays. */
export const isFresh = ({ lastDay, loadedAt }: Stage): boolean =>
  daysBetween(lastDay, londonDate(loadedAt)) <= mostFreshDays

/** What happens at one moment. Acts of all stories of a school are played in the order of time. */
export type Act = { at: Date; play: (moment: Moment) => Promise<void> }

export type Moment = { context: Context; stage: Stage; at: Date }

/** The stage at one instant: every command that is played then believes that it is that time. */
export function momentAt(context: Context, stage: Stage, at: Date): Moment {
  return { context: { ...context, clock: () => at }, stage, at }
}

/** Somebody of the cast as they act at the moment. */
export function actor({ stage, at }: Moment, part: string): PersonActor {
  const { school, people } = stage.loaded
  const personId = people.cast.get(part)
  const roles = castOf(school.code).find((one) => one.part === part)?.roles ?? []
  if (personId === undefined) throw new Error(`Nobody plays ${part} at ${school.name}`)
  return { ...actorById({ stage, at }, personId), roles: new Set([kindOf(stage, personId), ...roles]) }
}

/** Somebody without a designation as they act at the moment. */
export function actorById({ stage, at }: Pick<Moment, 'stage' | 'at'>, personId: string): PersonActor {
  const person = stage.loaded.people.persons.find(({ id }) => id === personId)
  if (!person) throw new Error('Nobody of the school has that id')
  return {
    kind: 'person',
    schoolId: stage.loaded.schoolId,
    personId,
    sessionId: idAt(stage.chance, at),
    name: `${person.given_name} ${person.family_name}`,
    roles: new Set([person.kind]),
    steppedUpAt: at,
  }
}

function kindOf(stage: Stage, personId: string): string {
  return stage.loaded.people.persons.find(({ id }) => id === personId)?.kind ?? 'staff'
}

/** Who is in which class on the day of the moment. */
export function membersAt({ at, stage }: Pick<Moment, 'at' | 'stage'>) {
  const day = at.toISOString().slice(0, 10)
  return stage.loaded.people.members.filter(
    ({ starts_on, ends_on }) =>
      starts_on <= day && (ends_on === null || ends_on === undefined || ends_on >= day),
  )
}

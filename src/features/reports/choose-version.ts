// Which version of the child's form somebody gets: by their class, else by what the school has, else they press a picture.

import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { classesOn, findPerson } from '../people/index.ts'
import { classesOfSchool, phasesOfSchool } from '../schools/index.ts'
import { type ChildVersionKey, childVersionKeys, versionOfPhase } from './child-version.ts'

/** The versions that may be meant, youngest first: one when it is known, never none. */
export async function versionsFor(tx: Tx, actor: Actor, at: Date): Promise<ChildVersionKey[]> {
  const phases = await phasesOfSchool(tx, actor.schoolId)
  const classId = await classOf(tx, actor, at)
  const classes = classId === null ? [] : await classesOfSchool(tx, actor.schoolId)
  const phaseId = classes.find(({ id }) => id === classId)?.phaseId
  const known = phases.find(({ id }) => id === phaseId)
  if (known) return [versionOfPhase[known.key]]
  const offered = new Set(phases.map(({ key }) => versionOfPhase[key]))
  return offered.size === 0 ? childVersionKeys : childVersionKeys.filter((key) => offered.has(key))
}

/** The class of a class's device, or of a pupil who signed in. Classes of one day have one name each. */
async function classOf(tx: Tx, actor: Actor, at: Date): Promise<string | null> {
  const today = londonDate(at)
  if (actor.kind === 'classSession') {
    const classes = await classesOfSchool(tx, actor.schoolId)
    const inUse = classes.filter(
      ({ startsOn, endsOn }) => startsOn <= today && (endsOn === null || endsOn >= today),
    )
    return inUse.find(({ name }) => name === actor.className)?.id ?? null
  }
  if (actor.kind !== 'person') return null
  const { kind } = await findPerson(tx, actor.schoolId, actor.personId)
  if (kind !== 'pupil') return null
  const [inClass] = await classesOn(tx, actor.schoolId, [actor.personId], today)
  return inClass?.classId ?? null
}

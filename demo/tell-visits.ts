// What the engines of a school’s network hand over, at the moment that is played, and what the safeguarding lead says came of it.

import type { ToldVisit } from '#/engines/filter/index.ts'
import { reading } from '#/platform/context.ts'
import { closeConcern } from '../src/features/activity/close-concern.ts'
import type { Concern } from '../src/features/activity/concern.ts'
import { listConcerns } from '../src/features/activity/concern-store.ts'
import { takeInFor } from '../src/features/activity/index.ts'
import { type Chance, chanceFrom, pick } from './chance.ts'
import { actor, type Moment, membersAt } from './moment.ts'

/** How a visit ended, and why. */
export type Kind = Pick<ToldVisit, 'allowed' | 'because' | 'category'>
export const open: Kind = { allowed: true, because: 'otherwise', category: null }
/** A site of that category. */
export const shut = (category: string): Kind => ({ allowed: false, because: 'category', category })
/** A search that met a term of that category: of its words nothing is handed over. */
export const searched = (category: string): Kind => ({ allowed: false, because: 'search', category })

/** Chance of its own for each part of a story, so that none changes another. */
export const chanceOf = ({ stage }: Moment, what: string): Chance =>
  chanceFrom(`activity ${stage.loaded.schoolId} ${what}`)

/** A device in the school’s network. */
export const addressOf = ({ stage }: Moment, last: number): string =>
  stage.loaded.school.networkRange.replace(/\d+\/\d+$/, String(last))

/** Any pupil who is here. */
export function somePupil(moment: Moment): string {
  const { persons } = moment.stage.loaded.people
  const pupils = persons.filter(({ kind, left_on }) => kind === 'pupil' && left_on === null)
  return pick(chanceOf(moment, String(moment.at.getTime())), pupils).id
}

const keyStage2FromYear = 3

/** Any pupil of key stage 2. */
export function somePupilOfKeyStage2(moment: Moment, chance: Chance): string {
  const classes = moment.stage.loaded.classes.filter(
    ({ year_group }) => (year_group ?? 0) >= keyStage2FromYear,
  )
  const ids = new Set(classes.map(({ id }) => id))
  const pupils = membersAt(moment).filter(({ class_id, part }) => part === 'pupil' && ids.has(class_id))
  return pick(chance, pupils).person_id
}

/** One visit, by default of a tablet of key stage 2 that nobody answers for. */
export const aVisit = (
  moment: Moment,
  visit: Kind & Pick<ToldVisit, 'site'> & Partial<ToldVisit>,
): ToldVisit => ({
  atMs: moment.at.getTime(),
  school: moment.stage.loaded.school.slug,
  who: null,
  address: addressOf(moment, 24),
  profile: 'Key stage 2',
  rule: null,
  times: 1,
  ...visit,
})

/** Hands them over as one file of the spool. */
export function tell({ context, stage }: Moment, name: string, visits: readonly ToldVisit[]): Promise<void> {
  return takeInFor(context, stage.loaded.schoolId, [{ name, visits, lost: 0 }])
}

/** What the safeguarding lead looks at first, if anything waits. */
export async function firstToLookAt(moment: Moment): Promise<Concern | undefined> {
  const lead = actor(moment, 'dsl')
  const [first] = await reading(moment.context, lead, (tx) => listConcerns(tx, lead, 1))
  return first?.state === 'open' ? first : undefined
}

/** The safeguarding lead says what came of it. */
export async function closesFirst(moment: Moment, outcome: string): Promise<void> {
  const first = await firstToLookAt(moment)
  if (!first) return
  await closeConcern(moment.context, actor(moment, 'dsl'), first.id, { outcome })
}

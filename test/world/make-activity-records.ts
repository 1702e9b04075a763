// What a filter blocked at a school: a concern and a look about one of its people, and the report of last week.

import { londonDate } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, reading } from '#/platform/context.ts'
import { askAboutAdult } from '../../src/features/activity/ask-about-adult.ts'
import { listConcerns } from '../../src/features/activity/concern-store.ts'
import { makeWeek, takeInFor } from '../../src/features/activity/index.ts'
import { lookAtDay } from '../../src/features/activity/look-at-day.ts'
import { aVisit } from '../an-active-school.ts'
import type { PersonName } from './cast.ts'
import { people } from './cast.ts'
import type { Kind, Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

type Made = Partial<Record<Kind, Params>>

/** The concern is about a device that nobody answers for; the deputy safeguarding lead who never knocks looked at it. */
export async function makeActivityRecords(context: Context, school: MatrixSchool): Promise<Made> {
  await takeInVisit(context, school, null)
  const weekId = await makeWeek(context, systemActor(school.id))
  const lookId = await lookAtDay(context, school.people.worker, {
    whose: { address: '10.1.0.7' },
    day: londonDate(context.clock()),
    reason: 'To know who sat there',
  })
  const { id } = await newestConcern(context, school, null)
  return { filterConcern: { id }, activityLook: { id: lookId }, activityWeek: { id: weekId ?? '' } }
}

/** A concern about somebody, and a look: at an adult's day somebody asked for one, but about the chair nobody may. */
export async function makeActivityAbout(
  context: Context,
  school: MatrixSchool,
  name: PersonName,
): Promise<Made> {
  const { personId } = school.people[name]
  await takeInVisit(context, school, personId)
  const { id } = await newestConcern(context, school, personId)
  if (name === 'chair') return { filterConcern: { id } }
  const asked = { day: londonDate(context.clock()), reason: 'A friend is worried' }
  const { worker, head, dsl } = school.people
  const lookId =
    people[name].kind === 'pupil'
      ? await lookAtDay(context, worker, { ...asked, whose: { personId } })
      : await askAboutAdult(context, name === 'head' ? dsl : head, { ...asked, personId })
  return { filterConcern: { id }, activityLook: { id: lookId } }
}

async function takeInVisit(context: Context, school: MatrixSchool, who: string | null): Promise<void> {
  const visit = aVisit(context.clock(), {
    school: school.slug,
    who,
    category: 'selfHarm',
    site: 'harm.example',
  })
  await takeInFor(context, school.id, [{ name: `${who}.visits`, visits: [visit], lost: 0 }])
}

async function newestConcern(context: Context, { id }: MatrixSchool, personId: string | null) {
  const system = systemActor(id)
  const all = await reading(context, system, (tx) => listConcerns(tx, system, 100))
  const found = all.find((one) => one.personId === personId)
  if (!found) throw new Error('The filter told nothing')
  return found
}

import { systemActor } from '#/platform/access/actor.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { relativesKeptOut } from '../people/index.ts'
import { letDeciderIn } from './keep-from-subjects.ts'
import { findIncident } from './store.ts'
import { referencesOf } from './visible-store.ts'

/** Where whoever decided on an incident turns out to be close to a subject, the next person is let in. */
export const relativeHeeds: readonly Heed[] = [
  heed(relativesKeptOut, async (context, tx, actor, { recordIds }) => {
    const school = systemActor(actor.schoolId)
    for (const id of (await referencesOf(tx, school, recordIds)).keys()) {
      await letDeciderIn(context, tx, await findIncident(tx, school, id))
    }
  }),
]

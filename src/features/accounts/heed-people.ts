// What comes and goes with people: a leaver's network, and that of somebody who comes back.

import { addDays, formatDate, instantAt } from '#/kernel/london-time.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { accessEnded, peopleJoined, personLeft } from '../people/index.ts'
import { holdNetwork, releaseNetwork } from './hold-network.ts'
import { heldAmong } from './hold-store.ts'

/** A leaver's network ends with the day, whatever else has to happen: at once when that day is over. */
const heedLeaving = heed(personLeft, async (context, tx, actor, { personId, lastDay }) => {
  const midnight = instantAt(addDays(lastDay, 1), '00:00')
  const now = context.clock()
  await holdNetwork(context, tx, actor, {
    personId,
    because: { kind: 'left', id: personId },
    sentence: `Leaves the school; the last day is ${formatDate(lastDay)}.`,
    from: midnight < now ? now : midnight,
  })
})

/** Somebody said that a leaver is to lose everything now, though the last day has not come. */
const heedAccessEnded = heed(accessEnded, (context, tx, actor, { personId }) =>
  holdNetwork(context, tx, actor, {
    personId,
    because: { kind: 'left', id: personId },
    sentence: 'Left the school: all access has ended.',
  }),
)

const heedReturning = heed(peopleJoined, async (context, tx, actor, { people }) => {
  const ids = people.map(({ personId }) => personId)
  for (const personId of await heldAmong(tx, actor.schoolId, ids, 'left')) {
    await releaseNetwork(context, tx, actor, { personId, because: { kind: 'left', id: personId } })
  }
})

export const heedPeople: readonly Heed[] = [heedLeaving, heedAccessEnded, heedReturning]

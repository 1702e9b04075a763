// What comes and goes with people: joiners get their logon, movers the one that their new class gives, leavers lose it.

import { formatDate } from '#/kernel/london-time.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { accessEnded, peopleJoined, peopleLeft, peopleMoved, personKindWords } from '../people/index.ts'
import { giveEach, midnightAfter } from './give-accounts.ts'
import { type HoldNetwork, holdMany, holdNetwork, releaseMany, releaseNetwork } from './hold-network.ts'
import { heldAmong } from './hold-store.ts'
import { rotateAfterLeavers } from './rotate-generic.ts'
import { adultsWithLogon } from './settings-logons.ts'

/** A leaver's network ends with the day, whatever else has to happen: at once when that day is over. */
const heedLeaving = heed(peopleLeft, async (context, tx, actor, { people }) => {
  const now = context.clock()
  const holds = people.map(({ personId, lastDay }): HoldNetwork => {
    const midnight = midnightAfter(lastDay)
    return {
      personId,
      because: { kind: 'left', id: personId },
      sentence: `Leaves the school; the last day is ${formatDate(lastDay)}.`,
      from: midnight < now ? now : midnight,
    }
  })
  await holdMany(context, tx, actor, holds)
})

/** Somebody said that a leaver is to lose everything now, though the last day has not come. */
const heedAccessEnded = heed(accessEnded, (context, tx, actor, { personIds }) =>
  holdMany(
    context,
    tx,
    actor,
    personIds.map((personId) => ({
      personId,
      because: { kind: 'left', id: personId },
      sentence: 'Left the school: all access has ended.',
    })),
  ),
)

/** Whoever comes gets a logon; whoever comes back, the one they had. */
const heedJoining = heed(peopleJoined, async (context, tx, actor, { people }) => {
  const ids = people.map(({ personId }) => personId)
  const back = await heldAmong(tx, actor.schoolId, ids, 'left')
  const because = (personId: string) => ({ personId, because: { kind: 'left', id: personId } as const })
  await releaseMany(context, tx, actor, back.map(because))
  await giveEach(context, tx, actor, ids)
})

/** A child who enters a phase with logons of their own gets one; whoever is here as something else now may lose theirs. */
const heedMoving = heed(peopleMoved, async (context, tx, actor, { people }) => {
  const kinds = await readSetting(tx, actor.schoolId, adultsWithLogon)
  const ids = people.map(({ personId }) => personId)
  for (const { personId, from, to } of people) {
    if (from.kind === to.kind) continue
    const because = { kind: 'over', id: personId } as const
    if (to.kind === 'pupil' || kinds.includes(to.kind)) {
      await releaseNetwork(context, tx, actor, { personId, because })
    } else {
      const sentence = `Here as ${personKindWords[to.kind].toLowerCase()} now, who has no logon of their own.`
      await holdNetwork(context, tx, actor, { personId, because, sentence })
    }
  }
  await giveEach(context, tx, actor, ids)
})

export const heedPeople: readonly Heed[] = [
  heedLeaving,
  heedAccessEnded,
  heedJoining,
  heedMoving,
  rotateAfterLeavers,
]

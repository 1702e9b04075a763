// Keys for the proxy at the school whose policy traces traffic to whoever it is (R107): made, lost and ended, and gone with their holder.
// Why: docs/decisions/0020-keys-for-the-proxy.md.

import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import { reading } from '#/platform/context.ts'
import { inviteToSignIn } from '../src/features/people/keep-sign-in.ts'
import { leaveSchool } from '../src/features/people/leave-school.ts'
import { endKey } from '../src/features/proxy-keys/end-key.ts'
import { makeKey } from '../src/features/proxy-keys/make-key.ts'
import { listKeys } from '../src/features/proxy-keys/store.ts'
import { declareLogons } from '../src/features/rosters/declare-logons.ts'
import { changeSetting } from '../src/features/schools/change-setting.ts'
import { type Act, actor, actorById, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil } from './school-days.ts'

const terminalServer = 'Terminal server in the office'
const lost = 'Tablet for school trips'

/** Since the half-term before; on the last day a teacher, a lead and the office have one each. */
export function proxyKeyStories(stage: Stage): Act[] {
  if (stage.loaded.school.code !== 'R') return []
  const days = schoolDaysUntil(stage.lastDay)
  const day = (back: number): string => days.at(-1 - back) ?? addDays(stage.lastDay, -back)
  const makes = (at: Date, part: string, device: string): Act => ({
    at,
    play: async (moment) => {
      await makeKey(moment.context, actor(moment, part), { device })
    },
  })
  return [
    { at: instantAt(day(26), '09:00'), play: setWhereProxyAsks },
    makes(instantAt(day(25), '08:35'), 'office', terminalServer),
    { at: instantAt(day(25), '08:50'), play: assistantMakesKey },
    makes(instantAt(day(19), '12:40'), 'teacher', lost),
    makes(instantAt(day(16), '15:30'), 'deputydsl', 'Laptop in the cabin, behind its own router'),
    { at: instantAt(day(6), '15:35'), play: endLost },
    makes(instantAt(day(5), '08:20'), 'teacher', 'New tablet for school trips'),
    { at: instantAt(day(4), '15:45'), play: assistantLeaves },
  ]
}

/** The way in itself needs a certificate, which a demonstration has none of. */
async function setWhereProxyAsks(moment: Moment): Promise<void> {
  await changeSetting(moment.context, actor(moment, 'head'), {
    key: 'proxyKeys.proxy',
    value: 'proxy.rowan.example:3129',
    why: 'At the terminal server nobody could say any more who had opened what.',
    seenVersion: 0,
  })
}

/** The teacher came back from the museum without it: the technician ends what anybody could find in it. */
async function endLost(moment: Moment): Promise<void> {
  const { context, stage, at } = moment
  const technician = actor(moment, 'technician')
  const keys = await reading(context, technician, (tx) => listKeys(tx, stage.loaded.schoolId, at, null))
  const key = keys.find(({ device }) => device === lost)
  if (!key) throw new Error('Nobody has a key for what was lost')
  await endKey(context, technician, { id: key.id, whose: 'anybody' })
}

function assistant(moment: Moment) {
  const { persons } = moment.stage.loaded.people
  const found = persons.find(({ job_title }) => job_title === 'Administrative assistant')
  if (!found) throw new Error('The office has no assistant')
  return actorById(moment, found.id)
}

async function assistantMakesKey(moment: Moment): Promise<void> {
  const own = assistant(moment)
  const { slug } = moment.stage.loaded.school
  const sign = { personId: own.personId, signInName: `assistant.${slug}` }
  await inviteToSignIn(moment.context, actor(moment, 'head'), sign)
  await makeKey(moment.context, own, { device: terminalServer })
}

/** Says which logons there were, and goes the same afternoon: nobody has to think of the key. */
async function assistantLeaves(moment: Moment): Promise<void> {
  const { context } = moment
  const own = assistant(moment)
  const { personId } = own
  const declared = { personId, logons: [], hasNone: true, onBehalfBecause: null }
  await declareLogons(context, own, declared)
  const leaving = { personId, lastDay: londonDate(moment.at), accessEnds: 'now' } as const
  await leaveSchool(context, actor(moment, 'office'), leaving)
}

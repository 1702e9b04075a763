// Which stories a school of the demonstration tells, and when.

import { activityStories } from './activity-stories.ts'
import { adultStories } from './adult-stories.ts'
import { agreementStories } from './agreement-stories.ts'
import { happens, pick, pickWeighted, whole } from './chance.ts'
import { checkStories } from './check-stories.ts'
import { checkedSiteStories } from './checked-site-stories.ts'
import { complaintStories } from './complaint-stories.ts'
import { filterStories } from './filter-stories.ts'
import { type Ending, incidentStory } from './incident-story.ts'
import { logonStories } from './logon-stories.ts'
import { type Act, isFresh, type Stage } from './moment.ts'
import { outsideStories } from './outside-stories.ts'
import { plots } from './plots.ts'
import { policyStories } from './policy-stories.ts'
import { practiceStories } from './practice-stories.ts'
import { proxyKeyStories } from './proxy-key-stories.ts'
import { registerStories } from './register-stories.ts'
import { rosterStories } from './roster-stories.ts'
import { schoolDaysUntil, someTime } from './school-days.ts'
import { searchStories } from './search-stories.ts'
import { setUpActs } from './set-up-school.ts'
import { sourceStories } from './source-stories.ts'
import { toolStories } from './tool-stories.ts'

/** About how many school days lie between two incidents of a school. */
const daysBetweenIncidents = 16
const recentDays = 12

/** Everything that happens at one school, oldest first, so that each command finds what came before it. */
export function storiesOf(stage: Stage): Act[] {
  const days = schoolDaysUntil(stage.lastDay)
  const acts = [
    ...setUpActs(stage),
    ...adultStories(stage),
    ...complaintStories(stage),
    ...policyStories(stage),
    ...registerStories(stage),
    ...logonStories(stage),
    ...rosterStories(stage),
    ...sourceStories(stage),
    ...agreementStories(stage),
    ...outsideStories(stage),
    ...practiceStories(stage),
    ...filterStories(stage),
    ...searchStories(stage),
    ...proxyKeyStories(stage),
    ...activityStories(stage),
    ...toolStories(stage),
    ...checkStories(stage),
    ...checkedSiteStories(stage),
  ]
  const recent = new Set(days.slice(-recentDays))
  for (const day of days.filter((one) => one >= stage.firstDay)) {
    const often = recent.has(day) ? 0.7 : 1 / daysBetweenIncidents
    if (happens(stage.chance, often)) acts.push(...anIncidentOn(stage, day, days.length - days.indexOf(day)))
  }
  return acts
}

function anIncidentOn(stage: Stage, day: string, daysAgo: number): Act[] {
  const { chance } = stage
  const plot = pickWeighted(
    chance,
    plots.map((one) => [one, one.weight] as const),
  )
  const channel = pick(chance, plot.channels)
  const evening = channel === 'parent' || channel === 'anonymous' || channel === 'public'
  const toldAt = someTime(chance, day, evening ? 12 : 9, evening ? 16 : 15)
  return incidentStory(stage, { plot, channel, toldAt, ending: endingFor(stage, daysAgo) })
}

/** What is old is over; of the last weeks a part is still being worked on. */
function endingFor(stage: Stage, daysAgo: number): Ending {
  const { chance } = stage
  if (daysAgo > 15) return happens(chance, 0.05) ? 'notOnlineSafety' : 'closed'
  if (daysAgo === 1) return whole(chance, 0, 1) === 0 && isFresh(stage) ? 'new' : 'inProgress'
  return pickWeighted(chance, [
    ['inProgress', 4],
    ['waiting', 2],
    ['readyToClose', 2],
    ['closed', 3],
  ] as const)
}

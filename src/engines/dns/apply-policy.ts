// Asks the school's policy, and puts on record what it said.

import {
  type Activity,
  becauseOf,
  concernOf,
  isAllowed,
  openedBy,
  shutByAlias,
} from '#/engines/filter/index.ts'
import type { Parts, Turn } from './answer.ts'
import type { Kept } from './cache.ts'
import { goOn } from './step.ts'
import { blocked } from './write-kinds.ts'

/** Within this time the same name again is the same visit. */
const oneVisitMs = 5000

/** Blocks what the policy blocks; what it allows goes on to the next step. */
export function applyPolicy(turn: Turn, { site, schoolTime, activity }: Parts): number {
  const { client, school, query, nowMs } = turn
  const time = schoolTime(nowMs)
  site.profile = client.asker?.profile ?? 0
  site.suspended = client.asker?.suspended ?? false
  site.day = time.day
  site.minute = time.minute
  site.schoolDay = school.isSchoolDay(time.date)
  site.nowMs = nowMs
  site.host = query.name
  const decision = school.decide(site)
  const because = becauseOf(decision)
  // The school's own machines are open to everybody, but no name of theirs opens what is sealed.
  if (because !== 'sealed' && school.localNames.size > 0 && school.localNames.has(query.name)) return goOn
  note(turn, decision, activity)
  turn.openedOnPurpose = openedBy(because)
  if (isAllowed(decision)) return goOn
  // "Only chosen sites" is about sites outside, not about the school's own servers.
  return because === 'otherwise' && turn.group !== 0 ? goOn : blocked(turn)
}

/** Help is not kept against anybody, a test is nobody's visit, and one page is one visit, however many kinds of record it takes. */
function note({ client, school, query, nowMs }: Turn, decision: number, activity: Activity): void {
  const sinceMs = Math.abs(nowMs - client.lastNotedAtMs)
  if (client.lastDecision === decision && client.lastName === query.name && sinceMs < oneVisitMs) return
  client.lastDecision = decision
  client.lastNotedAtMs = nowMs
  client.lastName = query.name
  if (becauseOf(decision) === 'help' || !client.asker || client.asker.knownBy === 'test') return
  activity.note({
    atMs: nowMs,
    snapshotMadeAtMs: school.snapshotMadeAtMs,
    school: school.school,
    who: client.asker.who,
    address: client.address,
    name: query.name,
    profile: client.asker.profile,
    decision,
  })
}

/** A name with nothing said of it may lead to one that is blocked. */
export function leadsToBlocked(turn: Turn, { site, activity }: Parts, { leadsTo }: Kept): boolean {
  return leadsTo.some((host) => {
    site.host = host
    const decision = turn.school.decide(site)
    if (!shutByAlias(turn.openedOnPurpose, decision, turn.school.neverOpen)) return false
    if (becauseOf(decision) === 'sealed' || concernOf(decision) !== 0) note(turn, decision, activity)
    return true
  })
}

import { BlockList, isIP } from 'node:net'
import type { Question, Site } from '#/engines/filter/index.ts'
import { wallTimeOf, weekdayOf } from '#/kernel/london-time.ts'
import { countsAsSchoolDay } from '#/kernel/school-calendar.ts'
import type { SchoolState } from './school-state.ts'

/** The parts of a question that the clock gives, in the school's own time. */
export function momentFor(
  { calendar }: SchoolState,
  at: Date,
): Pick<Question, 'day' | 'minute' | 'schoolDay' | 'nowMs'> {
  const { date, ms } = wallTimeOf(at)
  return {
    day: weekdayOf(date) === 0 ? 7 : weekdayOf(date),
    minute: Math.floor(ms / 60_000),
    schoolDay: countsAsSchoolDay(date, calendar),
    nowMs: at.getTime(),
  }
}

/** Whether the person's or logon's internet is stopped at the moment. */
export function isSuspended({ suspended }: SchoolState, id: string | null, at: Date): boolean {
  return suspended.some((one) => one.id === id && (one.untilMs === null || at.getTime() < one.untilMs))
}

/** The part of the school's network that an address lies in; undefined for one that lies in none. */
export const networkAt = (
  { networks }: Pick<SchoolState, 'networks'>,
  address: string,
): SchoolState['networks'][number] | undefined => networks.find(({ range }) => isIn(range, address))

/** The whole question of somebody who asks for a site. A profile that the policy does not have is a mistake of the caller. */
export function questionFor(
  state: SchoolState,
  {
    profile,
    person = null,
    site,
    search = '',
    at,
  }: { profile: string; person?: string | null; site: Site; search?: string; at: Date },
): Question {
  const number = state.policy.profiles.findIndex(({ name }) => name === profile)
  if (number < 0) throw new Error(`The policy has no profile ${profile}`)
  const tail = `${site.path}${site.query}`
  return {
    ...momentFor(state, at),
    profile: number,
    suspended: isSuspended(state, person, at),
    host: site.host,
    pathAndQuery: tail === '/' ? '' : tail.toLowerCase(),
    form: '',
    search,
  }
}

function isIn(range: string, address: string): boolean {
  const [net = '', bits = ''] = range.split('/')
  const family = isIP(net) === 4 ? 'ipv4' : 'ipv6'
  if (isIP(address) !== isIP(net)) return false
  const list = new BlockList()
  list.addSubnet(net, Number(bits), family)
  return list.check(address, family)
}

// By when a school refers: by the rule behind the route, or sooner where the school has said so. Never later.

import { type Allowance, type ClockName, deadline, nameAllowance } from '#/kernel/deadline.ts'
import { hourMs } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import type { ReferralRoute } from './referral-routes.ts'
import { soonerSettings } from './settings.ts'

/** The rule’s own allowance; null where no rule gives one. */
function ruleOf({ deadline: rule }: ReferralRoute): Allowance | null {
  return rule && { count: rule.amount, clock: rule.clock }
}

/** The hours that the school gives itself by this route; null where it keeps to the rule. */
export async function soonerHours(tx: Tx, schoolId: string, { id }: ReferralRoute): Promise<number | null> {
  const setting = soonerSettings.get(id)
  return (setting && (await readSetting(tx, schoolId, setting))) || null
}

/** When the referral is due, on which clock; null where nothing says by when. */
export async function dueOf(
  tx: Tx,
  schoolId: string,
  route: ReferralRoute,
  toldAt: Date,
): Promise<{ at: Date; clock: ClockName } | null> {
  const rule = ruleOf(route)
  if (!rule) return null
  const byRule = { at: deadline(toldAt, rule, await readCalendar(tx, schoolId)), clock: rule.clock }
  const hours = await soonerHours(tx, schoolId, route)
  if (hours === null) return byRule
  const own = { at: new Date(toldAt.getTime() + hours * hourMs), clock: 'hours' } as const
  return own.at < byRule.at ? own : byRule
}

/** “4 hours, day and night, from when we were told (our own; the rule gives 1 working day)”. */
export function dueInWords(route: ReferralRoute, hours: number | null): string | null {
  const rule = ruleOf(route)
  if (!rule) return null
  if (hours === null) return `${nameAllowance(rule)}, from when we were told`
  return `${nameAllowance({ count: hours, clock: 'hours' })}, from when we were told (our own; the rule gives ${nameAllowance(rule)})`
}

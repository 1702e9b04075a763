import * as z from 'zod'
import { nameAllowance } from '#/kernel/deadline.ts'
import { defineSetting, type Setting } from '#/platform/settings/settings.ts'
import { type ReferralRoute, referralRoutes } from './referral-routes.ts'

export const escalateWorkingDays = defineSetting({
  key: 'referrals.escalateWorkingDays',
  title: 'Working days after which an answer that did not come is taken further',
  explain:
    'Counted from the day on which the answer was due. The safeguarding lead gets a task with the escalation route.',
  schema: z.number().int().min(1).max(10),
  default: 1,
  shape: { as: 'number', unit: 'working days' },
  clauses: ['H72'],
})

/** Nobody sets a deadline for 999: it is rung at once. */
const withOwnDeadline = referralRoutes.routes.filter(({ id, deadline }) => deadline && id !== 'police-999')

const hoursOf = ({ amount, clock }: NonNullable<ReferralRoute['deadline']>) =>
  clock === 'hours' ? amount : amount * 24

/** One for each route with a deadline: the school’s own hours, never more than the rule gives. 0 keeps the rule. */
export const soonerSettings: ReadonlyMap<string, Setting<number>> = new Map(
  withOwnDeadline.flatMap(({ id, name, deadline }) => {
    if (!deadline) return []
    const rule = nameAllowance({ count: deadline.amount, clock: deadline.clock })
    const setting = defineSetting<number>({
      key: `referrals.soonerHours-${id}`,
      title: `Hours in which the school refers: ${name}`,
      explain: `Day and night, from when the school was told. The rule gives ${rule}; 0 keeps to it. A school may be quicker, never slower.`,
      schema: z
        .number()
        .min(0, 'Enter 0 to keep to the rule, or the number of hours.')
        .max(hoursOf(deadline), `The rule gives ${rule}, and a child cannot wait longer. Enter fewer hours.`),
      default: 0,
      shape: { as: 'number', unit: 'hours' },
    })
    return [[id, setting] as const]
  }),
)

export const referralSettings = [escalateWorkingDays, ...soonerSettings.values()]

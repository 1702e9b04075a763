import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

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

export const referralSettings = [escalateWorkingDays]

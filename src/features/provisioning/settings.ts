import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const mostClosedPercent = defineSetting({
  key: 'provisioning.mostClosedPercent',
  title: 'How many people another system may close in a day without a second person',
  explain:
    'In hundredths of the people whose accounts it keeps. A rule that was changed by mistake there looks like many leavers here: the connection stops, and two people look first. Five may always be closed.',
  schema: z.number().int().min(1, 'Enter 1 or more').max(30, 'Enter 30 or less'),
  default: 10,
  shape: { as: 'number', unit: '%' },
  clauses: ['T192', 'B63'],
})

export const provisioningSettings = [mostClosedPercent]

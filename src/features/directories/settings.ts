import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const mostAtOnce = defineSetting({
  key: 'directories.mostAtOnce',
  title: 'How many logons may change in the directory before somebody has to look at a plan',
  explain:
    'Changes are written within seconds. When more than so many wait at once, after an import for instance, nothing is written until somebody has looked at a plan and agreed to it.',
  schema: z.number().int().min(1).max(5_000),
  default: 60,
  shape: { as: 'number', unit: 'logons' },
})

export const mostStoppedPercent = defineSetting({
  key: 'directories.mostStoppedPercent',
  title: 'Which share of all logons one plan may stop before a second person has to agree',
  explain:
    'A wrong import can make half a school look like leavers. A plan that stops more than this share, and more than five, is agreed to by somebody else than who made it.',
  schema: z.number().int().min(1).max(100),
  default: 5,
  shape: { as: 'number', unit: 'per cent' },
})

export const directorySettings = [mostAtOnce, mostStoppedPercent]

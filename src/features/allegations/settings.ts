import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const reviewWorkingDays = defineSetting({
  key: 'allegations.reviewWorkingDays',
  title: 'Working days until a low-level concern is reviewed',
  explain:
    'Counted from the day it was judged to be below the threshold. The one working day for the LADO is not a setting.',
  schema: z.number().int().min(1).max(20),
  default: 10,
  shape: { as: 'number', unit: 'working days' },
})

export const patternConcerns = defineSetting({
  key: 'allegations.patternConcerns',
  title: 'Low-level concerns about one adult that are shown as a pattern',
  explain:
    'Several small worries may together meet the threshold. From this number on, the register says so.',
  schema: z.number().int().min(2).max(5),
  default: 2,
  shape: { as: 'number', unit: 'concerns' },
})

export const patternMonths = defineSetting({
  key: 'allegations.patternMonths',
  title: 'Months over which concerns about one adult are counted together',
  explain: 'Older ones stay in the register and on the adult’s page.',
  schema: z.number().int().min(6).max(60),
  default: 24,
  shape: { as: 'number', unit: 'months' },
})

export const allegationSettings = [reviewWorkingDays, patternConcerns, patternMonths]

import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const personHours = defineSetting({
  key: 'takedowns.personHours',
  title: 'Hours in which whoever put something there removes it',
  explain: 'Counted day and night, because others see it day and night. “Immediately” in most policies.',
  schema: z.number().int().min(1).max(72),
  default: 24,
  shape: { as: 'number', unit: 'hours' },
  presets: { T: 4 },
  clauses: ['B74', 'B94', 'T142', 'T144', 'T150'],
})

export const providerHours = defineSetting({
  key: 'takedowns.providerHours',
  title: 'Hours in which a network or provider answers',
  explain: 'After that they are asked again, or Report Harmful Content is told.',
  schema: z.number().int().min(24).max(240),
  default: 48,
  shape: { as: 'number', unit: 'hours' },
  clauses: ['B94', 'T136'],
})

export const takedownSettings = [personHours, providerHours]

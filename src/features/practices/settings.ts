import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const remindDaysBefore = defineSetting({
  key: 'practices.remindDaysBefore',
  title: 'How long before it is due somebody is asked to look at a practice',
  explain:
    'Whoever the calendar of practices names gets a task so many days before the last attestation runs out. More days leave more time to look; fewer keep the list of tasks short.',
  schema: z.number().int().min(1).max(60),
  default: 21,
  shape: { as: 'number', unit: 'days' },
})

export const practiceSettings = [remindDaysBefore]

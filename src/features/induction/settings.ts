import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const guestLongestDays = defineSetting({
  key: 'induction.guestLongestDays',
  title: 'How long a guest may be entered for',
  explain:
    'Visitors, contractors and supply teachers always have a last day. Afterwards everything of theirs ends by itself.',
  schema: z.number().int().min(1, 'Enter 1 or more').max(366, 'Enter 366 or less'),
  default: 90,
  shape: { as: 'number', unit: 'days' },
  clauses: ['A28', 'A80', 'B62', 'R49'],
})

export const inductionSettings = [guestLongestDays]

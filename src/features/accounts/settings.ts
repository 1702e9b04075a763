import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const exceptionDays = defineSetting({
  key: 'accounts.exceptionDays',
  title: 'How long the head may let somebody on to the network without a signature',
  explain: 'Each exception has a reason and ends by itself. It lifts no other hold.',
  schema: z.number().int().min(1).max(60),
  default: 20,
  shape: { as: 'number', unit: 'days' },
  clauses: ['R26', 'T27'],
})

export const accountSettings = [exceptionDays]

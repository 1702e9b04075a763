import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const mostLeaversPercent = defineSetting({
  key: 'rosters.mostLeaversPercent',
  title: 'How many leavers one person may confirm in an import',
  explain:
    'In hundredths of the people who came from the same source. An import that would remove more waits until a second person has agreed: half a file looks like many leavers.',
  schema: z.number().int().min(1, 'Enter 1 or more').max(30, 'Enter 30 or less'),
  default: 10,
  shape: { as: 'number', unit: '%' },
  clauses: ['T192', 'B63'],
})

export const rosterSettings = [mostLeaversPercent]

import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { alsoReadsLog, alsoReadsSafeguarding } from './readers.ts'

export const logName = defineSetting({
  key: 'incidents.logName',
  title: 'What the school calls its incident log',
  explain: 'The name in your policy. It stands in the navigation and on print-outs.',
  schema: z.string().trim().min(3, 'Give the log a name').max(40, 'Keep the name under 40 characters'),
  default: 'Incident log',
  shape: { as: 'text' },
  presets: {
    A: 'E-safety log',
    B: 'Behaviour log',
    T: 'E-safety incident log',
    H: 'Incident log',
    R: 'IT incident book',
  },
  clauses: ['A21', 'B32', 'T100', 'H24', 'R108'],
})

export const firstQuestionsHours = defineSetting({
  key: 'incidents.firstQuestionsHours',
  title: 'Hours until the safety questions must be answered',
  explain:
    'Counted day and night from the moment the school was told. Afterwards the incident counts as overdue. “Quickly” (T107) has no figure in any policy.',
  schema: z.number().int().min(1).max(24),
  default: 2,
  shape: { as: 'number', unit: 'hours' },
  clauses: ['T107', 'B108'],
})

export const incidentSettings = [logName, firstQuestionsHours, alsoReadsLog, alsoReadsSafeguarding]

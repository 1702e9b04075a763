import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const misuseDecides = defineSetting<'head' | 'headOrDeputy'>({
  key: 'complaints.misuseDecides',
  title: 'Who deals with complaints about misuse',
  explain:
    'Policy B names the head in one place and the head or a deputy in another. A deputy head never decides about the head.',
  schema: z.enum(['head', 'headOrDeputy']),
  default: 'head',
  shape: {
    as: 'choice',
    choices: [
      { value: 'head', text: 'The head' },
      { value: 'headOrDeputy', text: 'The head or a deputy head' },
    ],
  },
  presets: { B: 'headOrDeputy' },
  clauses: ['B43'],
})

export const staffMisuseDecides = defineSetting<'head' | 'headOrDelegated'>({
  key: 'complaints.staffMisuseDecides',
  title: 'Who deals with complaints about adults of the school',
  explain: 'The confidential register stays with the head alone, whatever is chosen here.',
  schema: z.enum(['head', 'headOrDelegated']),
  default: 'head',
  shape: {
    as: 'choice',
    choices: [
      { value: 'head', text: 'The head' },
      { value: 'headOrDelegated', text: 'The head and the senior leader for online safety incidents' },
    ],
  },
  presets: { T: 'headOrDelegated' },
  clauses: ['B44', 'R109', 'T101'],
})

export const acknowledgeDays = defineSetting({
  key: 'complaints.acknowledgeDays',
  title: 'Days until a complaint is acknowledged',
  explain: 'Counted by the clock below.',
  schema: z.number().int().min(1).max(10),
  default: 2,
  shape: { as: 'number', unit: 'days' },
})

export const answerDays = defineSetting({
  key: 'complaints.answerDays',
  title: 'Days until a complaint is answered',
  explain: 'Counted by the clock below. Your complaints policy says how many.',
  schema: z.number().int().min(5).max(60),
  default: 15,
  shape: { as: 'number', unit: 'days' },
})

export const complaintClock = defineSetting<'schoolDays' | 'workingDays'>({
  key: 'complaints.clock',
  title: 'Which days count',
  explain: 'School days stand still in the holidays; working days do not.',
  schema: z.enum(['schoolDays', 'workingDays']),
  default: 'schoolDays',
  shape: {
    as: 'choice',
    choices: [
      { value: 'schoolDays', text: 'School days' },
      { value: 'workingDays', text: 'Working days' },
    ],
  },
})

export const complaintSettings = [
  misuseDecides,
  staffMisuseDecides,
  acknowledgeDays,
  answerDays,
  complaintClock,
]

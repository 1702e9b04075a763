import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, isDesignatedRole, roleChoices } from '../people/index.ts'
import { besideHead } from './who-looks.ts'

const roles = z.array(z.string().refine(isDesignatedRole, 'Choose roles from the list'))

export const openDays = defineSetting<number>({
  key: 'activity.openDays',
  title: 'How long visits to sites that were open are kept',
  explain:
    'They answer “what was this device doing that day?” when something has happened. 0 keeps none, and nobody can look back then.',
  schema: z.number().int().min(0).max(90),
  default: 14,
  shape: { as: 'number', unit: 'days' },
  clauses: ['T22', 'R107'],
})

export const blockedDays = defineSetting<number>({
  key: 'activity.blockedDays',
  title: 'How long attempts that were blocked are kept',
  explain: 'Charts, and the day of one child or device, reach back so far. Weekly reports stay.',
  schema: z.number().int().min(30).max(400),
  default: 180,
  shape: { as: 'number', unit: 'days' },
  clauses: ['R4', 'R107'],
})

export const repeatedTimes = defineSetting<number>({
  key: 'activity.repeatedTimes',
  title: 'Attempts in a day at pornography, or at ways round the filter, that somebody looks at',
  explain:
    'Below it nobody has a task: one is found by accident, and one page may ask several times. Ways round that Schoolkeeper shuts by itself (well-known encrypted DNS, hidden addresses) are not counted: devices ask for them unbidden. At what may harm a child, or be illegal, the safeguarding lead has a task at the first attempt; that is no setting.',
  schema: z.number().int().min(3).max(100),
  default: 10,
  shape: { as: 'number', unit: 'attempts' },
  clauses: ['T21', 'T152', 'B102'],
})

export const repeatedTo = defineSetting<readonly DesignatedRole[]>({
  key: 'activity.repeatedTo',
  title: 'Who looks at repeated attempts',
  explain: 'They have a task. What an adult of the school may have done goes to the head.',
  schema: roles.min(1, 'Choose somebody').readonly(),
  default: ['dsl'],
  shape: { as: 'choices', choices: roleChoices(['dsl', 'deputyDsl', 'head']) },
  presets: { A: ['head'] },
  clauses: ['A25', 'T152', 'R4'],
})

export const alsoLooks = defineSetting<readonly DesignatedRole[]>({
  key: 'activity.alsoLooks',
  title: 'Who else may look at one child’s or device’s day',
  explain:
    'Besides the head, the safeguarding lead and deputies. Each look asks for a reason and is on record.',
  schema: roles.readonly(),
  default: [],
  shape: { as: 'choices', choices: roleChoices(['deputyHead', 'coordinator', 'siro']) },
  clauses: ['T22', 'H71'],
})

export const withHead = defineSetting<readonly DesignatedRole[]>({
  key: 'activity.withHead',
  title: 'Who, together with the head, looks at what an adult did on the network',
  explain:
    'Two people always: one asks and says why, the other agrees, and both look for an hour. One of them is the head; about the head, the chair of governors agrees. Nobody looks at their own day.',
  schema: roles.min(1, 'Choose somebody').readonly(),
  default: ['deputyHead', 'dsl'],
  shape: { as: 'choices', choices: roleChoices(besideHead) },
  presets: { A: ['deputyHead', 'monitoringViewer'], T: ['deputyHead', 'lineManager'] },
  clauses: ['A88', 'A26', 'T48'],
})

export const weekTo = defineSetting<readonly DesignatedRole[]>({
  key: 'activity.weekTo',
  title: 'Who reads the weekly report of what was blocked',
  explain:
    'Each has a task on Monday, also when nothing was blocked. Nobody chosen: the reports are made all the same.',
  schema: roles.readonly(),
  default: ['dsl'],
  shape: { as: 'choices', choices: roleChoices(['head', 'deputyHead', 'dsl', 'coordinator', 'siro']) },
  presets: { A: ['head'], H: ['head', 'deputyHead'], R: ['siro'] },
  clauses: ['A25', 'H70', 'R4'],
})

export const activitySettings = [
  openDays,
  blockedDays,
  repeatedTimes,
  repeatedTo,
  alsoLooks,
  withHead,
  weekTo,
]

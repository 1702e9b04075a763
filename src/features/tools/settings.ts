import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, roleChoices } from '../people/index.ts'
import type { ToolRules } from './tool.ts'

/** Who may be named to decide. */
export const deciders = [
  'head',
  'deputyHead',
  'seniorLeader',
  'siro',
  'coordinator',
  'computingLead',
] as const
const deciderChoices = roleChoices(deciders)
const isDecider = (text: string): text is (typeof deciders)[number] =>
  (deciders as readonly string[]).includes(text)
const role = z.string().refine(isDecider, 'Choose a role from the list')

export const approver = defineSetting<DesignatedRole>({
  key: 'tools.approver',
  title: 'Who decides about tools',
  explain:
    'They approve or refuse apps, games, AI tools, online services and new technology, when somebody has assessed them. The head may do so as well.',
  schema: role,
  default: 'head',
  shape: { as: 'choice', choices: deciderChoices },
  presets: { A: 'coordinator', R: 'siro' },
  clauses: ['A69', 'B36', 'T239'],
})

export const blogApprover = defineSetting<DesignatedRole>({
  key: 'tools.blogApprover',
  title: 'Who decides about blogs, wikis and online areas',
  explain: 'They approve each system on which staff make something for pupils. The head may do so as well.',
  schema: role,
  default: 'head',
  shape: { as: 'choice', choices: deciderChoices },
  presets: { B: 'seniorLeader' },
  clauses: ['B73', 'T176'],
})

export const validMonths = defineSetting<number>({
  key: 'tools.validMonths',
  title: 'How long an approval holds',
  explain:
    'Afterwards the tool may not be used until somebody has assessed it again. A decision may end sooner.',
  schema: z.number().int().min(1, 'Enter 1 or more').max(36, 'Enter 36 or less'),
  default: 12,
  shape: { as: 'number', unit: 'months' },
  clauses: ['T239'],
})

export const underAge = defineSetting<ToolRules['underAge']>({
  key: 'tools.underAge',
  title: 'Tools for pupils who are younger than its makers say',
  explain:
    'Many services say 13 or older. An exception is possible where the school makes the accounts and each pupil’s parents have agreed in writing; each is decided by itself, with its conditions.',
  schema: z.enum(['never', 'schoolAccounts']),
  default: 'never',
  shape: {
    as: 'choice',
    choices: [
      { value: 'never', text: 'Never' },
      { value: 'schoolAccounts', text: 'With accounts of the school and parents’ agreement' },
    ],
  },
  presets: { A: 'schoolAccounts' },
  clauses: ['A50', 'T20', 'T262'],
})

export const childAccounts = defineSetting<ToolRules['childAccounts']>({
  key: 'tools.childAccounts',
  title: 'Whether pupils sign up themselves',
  explain: 'An account of a pupil’s own at an online service, with an approved tool.',
  schema: z.enum(['never', 'project', 'approved']),
  default: 'project',
  shape: {
    as: 'choice',
    choices: [
      { value: 'never', text: 'Never: the school makes the accounts' },
      { value: 'project', text: 'Only in a project that was agreed' },
      { value: 'approved', text: 'Wherever the tool is approved' },
    ],
  },
  presets: { A: 'never' },
  clauses: ['A50', 'T19'],
})

export const projectApprover = defineSetting<DesignatedRole | 'staff'>({
  key: 'tools.projectApprover',
  title: 'Who agrees to a project',
  explain:
    'A project is needed before pupils sign up anywhere, send pictures or meet somebody. Where any member of staff agrees, a teacher’s own project is agreed when it is written down.',
  schema: z.union([role, z.literal('staff')]),
  default: 'head',
  shape: { as: 'choice', choices: [...deciderChoices, { value: 'staff', text: 'Any member of staff' }] },
  presets: { T: 'staff' },
  clauses: ['T17', 'T19'],
})

export const listIsPublic = defineSetting<boolean>({
  key: 'tools.listIsPublic',
  title: 'Anybody may read which tools are approved',
  explain: 'Without it only those who are signed in may. It names no person.',
  schema: z.boolean(),
  default: true,
  shape: { as: 'yesNo' },
})

export const toolSettings = [
  approver,
  blogApprover,
  validMonths,
  underAge,
  childAccounts,
  projectApprover,
  listIsPublic,
]

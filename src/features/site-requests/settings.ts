import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, isDesignatedRole, roleChoices } from '../people/index.ts'

const roles = z.array(z.string().refine(isDesignatedRole, 'Choose roles from the list')).min(1).readonly()

export const told = defineSetting<readonly DesignatedRole[]>({
  key: 'siteRequests.told',
  title: 'Who is told of an unsuitable site',
  explain:
    'They have a task at once, and may block the site. Whoever decides about the filter may do so as well.',
  schema: roles,
  default: ['coordinator'],
  shape: { as: 'choices', choices: roleChoices() },
  presets: { A: ['coordinator', 'ictOperationsManager'], B: ['head', 'coordinator'], R: ['siro'] },
  clauses: ['A19', 'B31', 'B50', 'T167', 'R100'],
})

export const toldOfNeeded = defineSetting<readonly DesignatedRole[]>({
  key: 'siteRequests.toldOfNeeded',
  title: 'Who else knows of a site that is needed',
  explain:
    'It stands among their tasks until it is decided, by whoever decides about the filter. They need not do anything.',
  schema: z.array(z.string().refine(isDesignatedRole, 'Choose roles from the list')).readonly(),
  default: [],
  shape: { as: 'choices', choices: roleChoices() },
  presets: { A: ['coordinator', 'ictOperationsManager'] },
  clauses: ['A22'],
})

export const hasProvider = defineSetting<boolean>({
  key: 'siteRequests.hasProvider',
  title: 'A provider runs a filter for us',
  explain:
    'What is agreed is then sent to the provider’s desk too (its address stands among the contacts), and somebody asks again when nothing comes of it.',
  schema: z.boolean(),
  default: false,
  shape: { as: 'yesNo' },
  presets: { A: true, B: true, R: true },
  clauses: ['A20', 'A22', 'B51'],
})

export const chaser = defineSetting<DesignatedRole>({
  key: 'siteRequests.chaser',
  title: 'Who sees to it that the provider acts',
  explain: 'They have a task for each site that the provider was told of.',
  schema: z.string().refine(isDesignatedRole, 'Choose a role from the list'),
  default: 'technician',
  shape: { as: 'choice', choices: roleChoices() },
  presets: { A: 'ictOperationsManager', B: 'coordinator', R: 'networkManager' },
  clauses: ['A20', 'B51'],
})

export const providerDays = defineSetting<number>({
  key: 'siteRequests.providerDays',
  title: 'Working days in which the provider acts',
  explain: 'After that the task is overdue, and goes on as every task does.',
  schema: z.number().int().min(1).max(20),
  default: 2,
  shape: { as: 'number', unit: 'working days' },
})

export const siteRequestSettings = [told, toldOfNeeded, hasProvider, chaser, providerDays]

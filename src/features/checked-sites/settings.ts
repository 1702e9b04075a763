import * as z from 'zod'
import { choicesOf } from '#/platform/forms/choices.ts'
import { defineSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, isDesignatedRole, roleChoices } from '../people/index.ts'
import { isPhaseKey, type PhaseKey, phases } from '../schools/index.ts'

const phaseChoices = choicesOf(phases)

export type Checker = DesignatedRole | 'staff'

export const checkers = defineSetting<readonly Checker[]>({
  key: 'checkedSites.checkers',
  title: 'Who checks sites for children',
  explain: 'They look through a site and say for which phases it is suitable. The head may do so as well.',
  schema: z
    .array(
      z
        .string()
        .refine((one): one is Checker => one === 'staff' || isDesignatedRole(one), 'Choose from the list'),
    )
    .min(1)
    .readonly(),
  default: ['staff'],
  shape: {
    as: 'choices',
    choices: [{ value: 'staff', text: 'Any member of staff' }, ...roleChoices()],
  },
  clauses: ['A63', 'B38', 'T154'],
})

export const validMonths = defineSetting<number>({
  key: 'checkedSites.validMonths',
  title: 'How long a check holds',
  explain: 'Afterwards classes do not get the site, until somebody has looked through it again.',
  schema: z.number().int().min(1, 'Enter 1 or more').max(24, 'Enter 24 or less'),
  default: 12,
  shape: { as: 'number', unit: 'months' },
  clauses: ['A63'],
})

export const remindDaysBefore = defineSetting<number>({
  key: 'checkedSites.remindDaysBefore',
  title: 'How long before its end a check becomes a task',
  explain: 'Whoever checked the site last is asked to look through it again.',
  schema: z.number().int().min(1, 'Enter 1 or more').max(60, 'Enter 60 or less'),
  default: 14,
  shape: { as: 'number', unit: 'days' },
})

export const openSearch = defineSetting<readonly PhaseKey[]>({
  key: 'checkedSites.openSearch',
  title: 'Pupils who may search the whole web',
  explain:
    'For all others no search engine goes into a list, and their page says to use the links alone. Search engines made for children are sites like others.',
  schema: z.array(z.string().refine(isPhaseKey, 'Choose from the list')).readonly(),
  default: ['keyStage2', 'keyStage3', 'keyStage4', 'sixthForm'],
  shape: { as: 'choices', choices: phaseChoices },
  presets: {
    A: ['keyStage3', 'keyStage4', 'sixthForm'],
    T: ['keyStage3', 'keyStage4', 'sixthForm'],
  },
  clauses: ['A64', 'B40', 'T155'],
})

export const checkedSiteSettings = [checkers, validMonths, remindDaysBefore, openSearch]

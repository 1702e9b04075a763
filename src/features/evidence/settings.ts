import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { isDesignatedRole, roleChoices } from '../people/index.ts'
import type { OtherCrime } from './illegality.ts'

export const otherCrime = defineSetting<OtherCrime>({
  key: 'evidence.otherCrime',
  title: 'Evidence of a possible crime that is not a picture of a child',
  explain:
    'Whether the safeguarding lead or the head may keep a screenshot of words: threats, hatred, blackmail. A possible picture of a child and terrorist material are never kept, whatever you choose here.',
  schema: z.enum(['none', 'wordsOnly']),
  default: 'wordsOnly',
  shape: {
    as: 'choice',
    choices: [
      { value: 'none', text: 'Nothing is copied; the police review it where it is' },
      { value: 'wordsOnly', text: 'A screenshot of words, kept by the safeguarding lead or the head' },
    ],
  },
  presets: { T: 'none' },
  clauses: ['T113', 'B92'],
})

export const whoMayOpen = defineSetting<readonly string[]>({
  key: 'evidence.whoMayOpen',
  title: 'Who may open files that are kept as evidence',
  explain:
    'Among those who see the incident. Every look is written down before the file is shown. Files of a possible crime are for the safeguarding leads and the head alone.',
  schema: z.array(z.string().refine(isDesignatedRole, 'Choose roles from the list')).min(1).readonly(),
  default: [
    'dsl',
    'deputyDsl',
    'head',
    'deputyHead',
    'coordinator',
    'delegatedSeniorLeader',
    'chairOfGovernors',
  ],
  shape: {
    as: 'choices',
    choices: roleChoices(),
  },
  presets: { T: ['dsl', 'deputyDsl', 'head', 'delegatedSeniorLeader', 'chairOfGovernors'] },
  clauses: ['T119', 'T135'],
})

export const returnSchoolDays = defineSetting({
  key: 'evidence.returnSchoolDays',
  title: 'School days after which a device that is still held is looked at again',
  explain:
    'Whoever took it in gets a task: return it, hand it to the police, or say why it is kept. No policy gives a figure.',
  schema: z.number().int().min(1).max(60),
  default: 5,
  shape: { as: 'number', unit: 'school days' },
  clauses: ['A37', 'T111', 'T128'],
})

export const deletionHours = defineSetting({
  key: 'evidence.deletionHours',
  title: 'Hours in which a child confirms that a picture was deleted',
  explain: 'Counted day and night. The safeguarding lead gets a task to ask again.',
  schema: z.number().int().min(1).max(120),
  default: 48,
  shape: { as: 'number', unit: 'hours' },
})

export const evidenceSettings = [otherCrime, whoMayOpen, returnSchoolDays, deletionHours]

import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, roleChoices } from '../people/index.ts'

export const adultLength = defineSetting({
  key: 'accounts.adultPasswordLength',
  title: 'Shortest network password for adults',
  explain:
    'Length protects best: national guidance asks for three random words. “More than 8 characters” in a policy means at least 9.',
  schema: z.number().int().min(9).max(64),
  default: 12,
  shape: { as: 'number', unit: 'characters' },
  presets: { R: 9 },
  clauses: ['R43', 'B131'],
})

export const pupilLength = defineSetting({
  key: 'accounts.pupilPasswordLength',
  title: 'Shortest network password for older pupils',
  explain: 'From key stage 2 on. Younger children have a password of words or pictures.',
  schema: z.number().int().min(6).max(64),
  default: 8,
  shape: { as: 'number', unit: 'characters' },
  clauses: ['A30', 'B58'],
})

export const passwordClasses = defineSetting({
  key: 'accounts.passwordClasses',
  title: 'How many kinds of characters an adult’s password mixes',
  explain:
    'Small letters, capitals, numbers, special characters. National guidance asks for none of this, because length does more; some policies ask for all four.',
  schema: z.number().int().min(1).max(4),
  default: 1,
  shape: { as: 'number', unit: 'kinds' },
  presets: { R: 4 },
  clauses: ['R43'],
})

export const passwordSpecials = defineSetting({
  key: 'accounts.passwordSpecials',
  title: 'Which special characters count',
  explain:
    'Leave it empty to let every special character count. Some policies print a few: write those, without spaces.',
  schema: z
    .string()
    .trim()
    .max(40, 'Keep this under 40 characters')
    .regex(/^[^\p{L}\p{N}\s]*$/u, 'Write special characters only'),
  default: '',
  shape: { as: 'text' },
  presets: { R: '*&^%$' },
  clauses: ['R43'],
})

export const expiresAfterDays = defineSetting({
  key: 'accounts.passwordExpiresAfterDays',
  title: 'How long a network password of an adult is good for',
  explain:
    'With 0 it is changed only when somebody else may know it, which is what national guidance says; some policies want a change after months.',
  schema: z.number().int().min(0).max(730),
  default: 0,
  shape: { as: 'number', unit: 'days' },
  presets: { T: 365, R: 182 },
  clauses: ['T188', 'R44'],
})

export const changeAtFirstLogon = defineSetting({
  key: 'accounts.changeAtFirstLogon',
  title: 'Whoever gets a password on a slip changes it at the first logon',
  explain: 'Not children whose password is of words or pictures: theirs stays the one that they learnt.',
  schema: z.boolean(),
  default: true,
  shape: { as: 'yesNo' },
  clauses: ['T183', 'R54'],
})

export const youngestForm = defineSetting<'words' | 'pictures' | 'typed'>({
  key: 'accounts.youngestPassword',
  title: 'What passwords of the youngest children are made of',
  explain:
    'In early years and key stage 1. Words are typed one after the other; pictures are found and pointed at.',
  schema: z.enum(['words', 'pictures', 'typed']),
  default: 'words',
  shape: {
    as: 'choice',
    choices: [
      { value: 'words', text: 'Three short words' },
      { value: 'pictures', text: 'Three pictures' },
      { value: 'typed', text: 'The same as older pupils' },
    ],
  },
  clauses: ['A29', 'B55'],
})

const resetRoles = [
  'technician',
  'networkManager',
  'ictOperationsManager',
  'office',
  'head',
  'deputyHead',
  'computingLead',
] as const satisfies readonly DesignatedRole[]

export const mayReset = defineSetting<DesignatedRole[]>({
  key: 'accounts.mayReset',
  title: 'Who may give somebody a new network password',
  explain: 'Everybody else changes their own only. Each reset is on record with who gave it.',
  schema: z.array(z.enum(resetRoles)).min(1, 'Choose at least one role'),
  default: ['technician', 'networkManager', 'ictOperationsManager'],
  shape: { as: 'choices', choices: roleChoices(resetRoles) },
  clauses: ['R42'],
})

export const teachersReset = defineSetting({
  key: 'accounts.teachersReset',
  title: 'Teachers may give the pupils of their own classes a new password',
  explain: 'So that a lesson does not wait for a technician.',
  schema: z.boolean(),
  default: true,
  shape: { as: 'yesNo' },
  clauses: ['R42'],
})

export const mayTellSupport = defineSetting({
  key: 'accounts.mayTellSupport',
  title: 'A password may be told to authorised ICT support when it cannot be helped',
  explain: 'It is on record and has to be changed afterwards. Most policies say: never.',
  schema: z.boolean(),
  default: false,
  shape: { as: 'yesNo' },
  presets: { T: true },
  clauses: ['T186', 'A31', 'H40'],
})

export const passwordSettings = [
  adultLength,
  pupilLength,
  passwordClasses,
  passwordSpecials,
  expiresAfterDays,
  changeAtFirstLogon,
  youngestForm,
  mayReset,
  teachersReset,
  mayTellSupport,
]

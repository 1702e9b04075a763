import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { adultsOfTheSchool, type PersonKind, personKindWords } from '../people/index.ts'
import { type ApprovalStep, approvalSteps, steps } from './approval.ts'
import { type Group, groupNames, groups } from './policy.ts'

export const approvedBy = defineSetting<ApprovalStep[]>({
  key: 'policies.approvedBy',
  title: 'Who approves a policy, in this order',
  explain:
    'Each step gets a task when it is its turn. Whoever sends the text back sends it to its writers, and all steps begin anew.',
  schema: z
    .array(z.enum(approvalSteps))
    .min(1, 'Choose at least one')
    .refine((list) => list.some((step) => step !== 'staff'), 'Staff discuss a policy; somebody approves it'),
  default: ['head', 'governors'],
  shape: { as: 'order', choices: approvalSteps.map((value) => ({ value, text: steps[value].words })) },
  presets: { B: ['staff', 'governors'], T: ['staff', 'head', 'governors'], H: ['board'], R: ['governors'] },
  clauses: ['B1', 'B113', 'T261', 'H3', 'H5', 'H10', 'R31'],
})

export const chairSigns = defineSetting({
  key: 'policies.chairSigns',
  title: 'The chair of governors signs a policy',
  explain: 'With the chair’s own sign-in, bound to the text by its hash. It is in force when it is signed.',
  schema: z.boolean(),
  default: true,
  shape: { as: 'yesNo' },
  presets: { T: false, R: false },
  clauses: ['B1', 'H1'],
})

export const commentGroups = defineSetting<Group[]>({
  key: 'policies.commentGroups',
  title: 'Who is asked for comments on a draft',
  explain: 'They can read the draft and comment on each paragraph while it is open for comments.',
  schema: z.array(z.enum(groupNames)).min(1, 'Choose at least one group'),
  default: ['staff', 'governors'],
  shape: { as: 'choices', choices: groupNames.map((value) => ({ value, text: groups[value].words })) },
  presets: {
    T: ['staff', 'governors', 'parents', 'pupils'],
    H: ['staff', 'governors', 'parents', 'pupils'],
    R: ['staff', 'governors', 'parents'],
  },
  clauses: ['B2', 'T178', 'H3', 'H6', 'R31'],
})

export const commentSchoolDays = defineSetting({
  key: 'policies.commentSchoolDays',
  title: 'School days for comments on a draft',
  explain: 'No policy names a figure. Ten gives everybody two weeks of term.',
  schema: z.number().int().min(3).max(60),
  default: 10,
  shape: { as: 'number', unit: 'school days' },
})

export const reviewMonths = defineSetting({
  key: 'policies.reviewMonths',
  title: 'Months until a policy is reviewed',
  explain:
    'Counted from the day of adoption, or of the review before. New guidance, technology or an incident can ask for one sooner.',
  schema: z.number().int().min(1).max(24),
  default: 12,
  shape: { as: 'number', unit: 'months' },
  presets: { T: 24, R: 24 },
  clauses: ['B3', 'T259', 'H2', 'R32', 'R137'],
})

const readerKinds = adultsOfTheSchool as readonly [PersonKind, ...PersonKind[]]

export const readers = defineSetting<PersonKind[]>({
  key: 'policies.readers',
  title: 'Who confirms that they have read a policy',
  explain: 'Each of them gets a task and an e-mail when a version is published, and again each year.',
  schema: z
    .array(z.enum(readerKinds))
    .refine((list) => list.includes('staff'), 'Staff always read the policy; choose who else does'),
  default: ['staff', 'supply', 'volunteer', 'governor'],
  shape: {
    as: 'choices',
    choices: readerKinds.map((value) => ({ value, text: personKindWords[value] })),
  },
  presets: { H: ['staff', 'supply', 'volunteer', 'governor'], R: ['staff', 'supply'] },
  clauses: ['A5', 'H8', 'R39', 'R40'],
})

export const readingSchoolDays = defineSetting({
  key: 'policies.readingSchoolDays',
  title: 'School days in which a policy is read',
  explain: 'Whoever has not confirmed by then is reminded once more, and the owner sees who is missing.',
  schema: z.number().int().min(1).max(60),
  default: 10,
  shape: { as: 'number', unit: 'school days' },
})

const mailedKinds = ['staff', 'supply', 'volunteer', 'governor', 'guardian'] as const

export const mailedTo = defineSetting<PersonKind[]>({
  key: 'policies.mailedTo',
  title: 'Who gets an e-mail when a policy is published',
  explain:
    'It names the school and the public page. Whoever is asked to confirm having read it gets that e-mail alone; a parent whom the school may not write to gets none.',
  schema: z.array(z.enum(mailedKinds)),
  default: ['staff', 'governor', 'guardian'],
  shape: {
    as: 'choices',
    choices: mailedKinds.map((value) => ({ value, text: personKindWords[value] })),
  },
  clauses: ['A5', 'H8', 'R39'],
})

export const readAgainMonths = defineSetting({
  key: 'policies.readAgainMonths',
  title: 'Months until a policy is read again',
  explain: 'Also when nothing in it changed. Most policies say once a year.',
  schema: z.number().int().min(1).max(24),
  default: 12,
  shape: { as: 'number', unit: 'months' },
  clauses: ['A5', 'R40'],
})

export const policySettings = [
  approvedBy,
  chairSigns,
  commentGroups,
  commentSchoolDays,
  reviewMonths,
  readers,
  readingSchoolDays,
  mailedTo,
  readAgainMonths,
]

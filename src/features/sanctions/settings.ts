import * as z from 'zod'
import { choicesOf } from '#/platform/forms/choices.ts'
import { defineSetting } from '#/platform/settings/settings.ts'
import { isDesignatedRole, roleChoices } from '../people/index.ts'
import { type PupilLadder, pupilLadders, type StaffLadder, staffLadders } from './ladders.ts'

export const pupilLadder = defineSetting<PupilLadder>({
  key: 'sanctions.pupilLadder',
  title: 'Ladder of sanctions for pupils',
  explain:
    'The model to start from, from the mildest up. A school that wrote its own on the page “What may follow” uses that.',
  schema: z.enum(Object.keys(pupilLadders) as [PupilLadder, ...PupilLadder[]]),
  default: 'behaviourPolicy',
  shape: { as: 'choice', choices: choicesOf(pupilLadders) },
  presets: { A: 'throughPhase', B: 'accessStepByStep', T: 'schoolRules' },
  clauses: ['A90', 'A93', 'B110', 'T23', 'T130', 'H76', 'R110'],
})

export const staffLadder = defineSetting<StaffLadder>({
  key: 'sanctions.staffLadder',
  title: 'Ladder of sanctions for adults of the school',
  explain:
    'The model to start from; who must agree to each level comes with it. A school that wrote its own on the page “What may follow” uses that.',
  schema: z.enum(Object.keys(staffLadders) as [StaffLadder, ...StaffLadder[]]),
  default: 'talkFirst',
  shape: { as: 'choice', choices: choicesOf(staffLadders) },
  presets: { A: 'councilPolicy', B: 'headOrDeputy', T: 'byWeight', R: 'conductCode' },
  clauses: ['A85', 'A87', 'B112', 'T105', 'T123', 'H76', 'R11', 'R81'],
})

export const alsoReadsStaff = defineSetting<readonly string[]>({
  key: 'sanctions.alsoReadsStaff',
  title: 'Who else sees sanctions of adults',
  explain:
    'Besides the head and the chair of governors. They must see the incident too. The safeguarding lead does not see them unless you choose so.',
  schema: z.array(z.string().refine(isDesignatedRole, 'Choose roles from the list')).readonly(),
  default: [],
  shape: {
    as: 'choices',
    choices: roleChoices(),
  },
  presets: { B: ['deputyHead'] },
  clauses: ['B112'],
})

export const decideSchoolDays = defineSetting({
  key: 'sanctions.decideSchoolDays',
  title: 'School days in which a proposed sanction is decided',
  explain: 'After that the task goes on to the next person. No policy gives a figure.',
  schema: z.number().int().min(1).max(20),
  default: 2,
  shape: { as: 'number', unit: 'school days' },
})

export const sanctionSettings = [pupilLadder, staffLadder, alsoReadsStaff, decideSchoolDays]

import * as z from 'zod'
import { choicesOf } from '#/platform/forms/choices.ts'
import { defineSetting } from '#/platform/settings/settings.ts'
import { type AgreementKey, agreementKeys, agreements } from './agreement.ts'
import { type Cycle, cycleNames, cycles, type PupilNeeds, pupilNeeds } from './ask.ts'

const agreementChoices = agreementKeys.map((value) => ({ value, text: agreements[value].words }))
const cycleChoices = cycleNames.map((value) => ({ value, text: cycles[value] }))

export const askedFor = defineSetting<AgreementKey[]>({
  key: 'agreements.askedFor',
  title: 'Which agreements people are asked to sign',
  explain:
    'Whoever an agreement is for is asked by the system once its text is approved, and so is everybody who joins later. What is not chosen is asked no more, and nobody’s network account waits for it, from the next morning of a school day.',
  schema: z.array(z.enum(agreementKeys as [AgreementKey, ...AgreementKey[]])),
  default: agreementKeys.filter((key) => key !== 'visitor'),
  shape: { as: 'choices', choices: agreementChoices },
  presets: { T: agreementKeys },
  clauses: ['B20', 'T34', 'T190', 'R26', 'R41'],
})

export const unlocks = defineSetting<AgreementKey[]>({
  key: 'agreements.unlocks',
  title: 'Which agreements have to be signed before the network account works',
  explain:
    'No signature, no access, for what people are asked to sign. It never touches telling the school, help, signing itself, or a safeguarding duty.',
  schema: z.array(z.enum(agreementKeys as [AgreementKey, ...AgreementKey[]])),
  default: [
    'pupilEarly',
    'pupilKeyStage2',
    'pupilSecondary',
    'parent',
    'staff',
    'governor',
    'volunteer',
    'visitor',
  ],
  shape: { as: 'choices', choices: agreementChoices },
  clauses: ['R26', 'T27'],
})

export const whoseForPupils = defineSetting<PupilNeeds>({
  key: 'agreements.whoseForPupils',
  title: 'Whose signatures a pupil’s network account waits for',
  explain:
    'Where it waits for parents at all, a parent’s clear no always makes it wait, in the next school year too, until that parent agrees or may not sign any more and another does.',
  schema: z.enum(
    Object.keys(pupilNeeds) as [PupilNeeds, ...PupilNeeds[]],
    'Choose whose signatures it waits for',
  ),
  default: 'pupilAndOneParent',
  shape: {
    as: 'choice',
    choices: choicesOf(pupilNeeds),
  },
  clauses: ['R26', 'T27'],
})

export const waitsForSigner = defineSetting<boolean>({
  key: 'agreements.waitsForSigner',
  title: 'A pupil’s network account waits while no adult may sign for the child',
  explain:
    'After an import, or when a guardian’s part has ended, nobody with the right to sign may be left. The office is told either way. Without this the account works; with it, it waits until somebody may sign, where it waits for a parent’s signature at all.',
  schema: z.boolean(),
  default: false,
  shape: { as: 'yesNo' },
})

const cycle = (parts: {
  key: `agreements.${string}`
  title: string
  default: Cycle
  presets: Partial<Record<'A' | 'B' | 'T' | 'H' | 'R', Cycle>>
  clauses: string[]
}) =>
  defineSetting<Cycle>({
    ...parts,
    explain: 'People who join sign when they join, whatever is chosen here.',
    schema: z.enum(cycleNames as [Cycle, ...Cycle[]], 'Choose how often'),
    shape: { as: 'choice', choices: cycleChoices },
  })

export const familiesSign = cycle({
  key: 'agreements.familiesSign',
  title: 'How often pupils and parents sign again',
  default: 'eachYear',
  presets: { A: 'eachPhase', B: 'eachPhase', H: 'eachPhase', R: 'eachPhase' },
  clauses: ['T179', 'R33'],
})

export const adultsSign = cycle({
  key: 'agreements.adultsSign',
  title: 'How often staff, governors and volunteers sign again',
  default: 'eachYear',
  presets: { A: 'onChange', B: 'onChange', H: 'onChange' },
  clauses: ['T34', 'R40', 'R41'],
})

export const daysToSign = defineSetting({
  key: 'agreements.daysToSign',
  title: 'Days that people have to sign',
  explain:
    'From the day they are asked. Who joins while the school asks already, in the summer holidays or in September too, and a volunteer waits for access until they have signed.',
  schema: z.number().int().min(1).max(90),
  default: 14,
  shape: { as: 'number', unit: 'days' },
})

export const remindDaysBefore = defineSetting({
  key: 'agreements.remindDaysBefore',
  title: 'Days before the last day on which parents are reminded',
  explain: 'A parent with an e-mail address gets a new one-time link. Staff have it in their tasks.',
  schema: z.number().int().min(1).max(30),
  default: 4,
  shape: { as: 'number', unit: 'days' },
})

export const approver = defineSetting<'head' | 'chairOfGovernors'>({
  key: 'agreements.approver',
  title: 'Who approves the text of an agreement',
  explain: 'What they approve is what people sign from that moment on.',
  schema: z.enum(['head', 'chairOfGovernors'], 'Choose who approves'),
  default: 'head',
  shape: {
    as: 'choice',
    choices: [
      { value: 'head', text: 'The head' },
      { value: 'chairOfGovernors', text: 'The chair of governors' },
    ],
  },
  presets: { B: 'chairOfGovernors' },
})

export const remindOfRules = defineSetting<'eachActivity' | 'eachTerm' | 'never'>({
  key: 'agreements.remindOfRules',
  title: 'How often a class is reminded of its rules',
  explain:
    'Before each activity: a page to show the class, and a note that it was shown. Each term: a task to each class teacher.',
  schema: z.enum(['eachActivity', 'eachTerm', 'never'], 'Choose how often'),
  default: 'eachTerm',
  shape: {
    as: 'choice',
    choices: [
      { value: 'eachActivity', text: 'Before each activity' },
      { value: 'eachTerm', text: 'Each term' },
      { value: 'never', text: 'Never' },
    ],
  },
  presets: { A: 'eachActivity' },
  clauses: ['A67', 'T251', 'B146'],
})

const age = (parts: { key: `agreements.${string}`; title: string; default: number; clauses: string[] }) =>
  defineSetting({
    ...parts,
    explain: 'Stands in the texts that are drafted from now on.',
    schema: z.number().int().min(parts.default).max(25),
    shape: { as: 'number', unit: 'years' },
    onlyStricter: 'higher',
  })

export const minimumAge = age({
  key: 'agreements.minimumAge',
  title: 'The minimum age for most social media',
  default: 13,
  clauses: ['T20', 'T262'],
})

export const formerPupilAge = age({
  key: 'agreements.formerPupilAge',
  title: 'The age under which staff have no social contact online with former pupils',
  default: 19,
  clauses: ['R77'],
})

export const agreementSettings = [
  askedFor,
  unlocks,
  whoseForPupils,
  waitsForSigner,
  familiesSign,
  adultsSign,
  daysToSign,
  remindDaysBefore,
  approver,
  remindOfRules,
  minimumAge,
  formerPupilAge,
]

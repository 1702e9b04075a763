import * as z from 'zod'
import { defineSetting, type PolicyCode, type Setting } from '#/platform/settings/settings.ts'
import { type PersonKind, personKindWords } from '../people/index.ts'
import { type PhaseKey, phases } from '../schools/index.ts'

const phaseLogons = ['individual', 'class', 'generic', 'none'] as const
export type PhaseLogon = (typeof phaseLogons)[number]

const phaseLogonWords: Readonly<Record<PhaseLogon, string>> = {
  individual: 'Each pupil has a logon of their own',
  class: 'One logon for the class, opened by an adult',
  generic: 'One logon for the whole phase, opened by an adult',
  none: 'No logon',
}

type PhaseRow = {
  key: `accounts.${string}`
  usual: PhaseLogon
  presets?: Partial<Record<PolicyCode, PhaseLogon>>
}

const generic = { R: 'generic' } as const

/** What each phase logs on with, and where policies differ. A: class logons in key stage 1; B: in Reception; R: generic. */
const phaseRows: Readonly<Record<PhaseKey, PhaseRow>> = {
  earlyYears: {
    key: 'accounts.earlyYears',
    usual: 'class',
    presets: { T: 'individual', H: 'individual', ...generic },
  },
  keyStage1: { key: 'accounts.keyStage1', usual: 'individual', presets: { A: 'class', ...generic } },
  keyStage2: { key: 'accounts.keyStage2', usual: 'individual', presets: generic },
  keyStage3: { key: 'accounts.keyStage3', usual: 'individual', presets: generic },
  keyStage4: { key: 'accounts.keyStage4', usual: 'individual', presets: generic },
  sixthForm: { key: 'accounts.sixthForm', usual: 'individual', presets: generic },
}

function phaseSetting(phase: PhaseKey): Setting<PhaseLogon> {
  const { key, usual, presets = {} } = phaseRows[phase]
  return defineSetting<PhaseLogon>({
    key,
    title: `How pupils log on to the network: ${phases[phase].words.toLowerCase()}`,
    explain:
      'Logons that several children use are opened by an adult each time, and who sat at which device is on record, so that use can be traced to a child.',
    schema: z.enum(phaseLogons),
    default: usual,
    shape: {
      as: 'choice',
      choices: phaseLogons.map((value) => ({ value, text: phaseLogonWords[value] })),
    },
    presets,
    clauses: ['A29', 'A30', 'B54', 'B55', 'B58', 'T191', 'R48'],
  })
}

export const logonOfPhase: Readonly<Record<PhaseKey, Setting<PhaseLogon>>> = {
  earlyYears: phaseSetting('earlyYears'),
  keyStage1: phaseSetting('keyStage1'),
  keyStage2: phaseSetting('keyStage2'),
  keyStage3: phaseSetting('keyStage3'),
  keyStage4: phaseSetting('keyStage4'),
  sixthForm: phaseSetting('sixthForm'),
}

const adultKinds = ['staff', 'governor', 'volunteer', 'contractor'] as const

export const adultsWithLogon = defineSetting<PersonKind[]>({
  key: 'accounts.adultsWithLogon',
  title: 'Which adults get a logon of their own when they join',
  explain: 'Everybody else gets a temporary one from the office when they need it.',
  schema: z.array(z.enum(adultKinds)),
  default: ['staff', 'governor'],
  shape: { as: 'choices', choices: adultKinds.map((value) => ({ value, text: personKindWords[value] })) },
  clauses: ['A27', 'B59', 'T66', 'T191', 'R53'],
})

export const temporaryDays = defineSetting({
  key: 'accounts.temporaryDays',
  title: 'How long a temporary logon lasts at most',
  explain: 'For supply staff and visitors. It ends by itself; the office can give a new one.',
  schema: z.number().int().min(1).max(90),
  default: 14,
  shape: { as: 'number', unit: 'days' },
  clauses: ['A28', 'A80', 'B62', 'R49'],
})

export const forgottenAfterDays = defineSetting({
  key: 'accounts.forgottenAfterDays',
  title: 'When a logon that nobody uses counts as forgotten',
  explain:
    'A list of forgotten logons is made each week for whoever looks after them. Longer than the summer holidays.',
  schema: z.number().int().min(45).max(400),
  default: 90,
  shape: { as: 'number', unit: 'days' },
  clauses: ['T192', 'B63'],
})

export const rotateGenericDays = defineSetting({
  key: 'accounts.rotateGenericDays',
  title: 'How often the password of a logon that several people use is changed',
  explain:
    'Whoever looks after logons gets a task each time. It is changed as well when somebody who knew it leaves.',
  schema: z.number().int().min(7).max(365),
  default: 90,
  shape: { as: 'number', unit: 'days' },
  clauses: ['T193'],
})

export const exceptionDays = defineSetting({
  key: 'accounts.exceptionDays',
  title: 'How long the head may let somebody on to the network without a signature',
  explain: 'Each exception has a reason and ends by itself. It lifts no other hold.',
  schema: z.number().int().min(1).max(60),
  default: 20,
  shape: { as: 'number', unit: 'days' },
  clauses: ['R26', 'T27'],
})

export const reviewDays = defineSetting({
  key: 'accounts.reviewDays',
  title: 'How often owners confirm who can reach their folder or system',
  explain: 'Each owner gets a task. Whoever is not confirmed loses access.',
  schema: z.number().int().min(30).max(400),
  default: 182,
  shape: { as: 'number', unit: 'days' },
  clauses: ['A16', 'B52', 'R47', 'R118'],
})

export const logonSettings = [
  reviewDays,
  ...Object.values(logonOfPhase),
  adultsWithLogon,
  temporaryDays,
  forgottenAfterDays,
  rotateGenericDays,
  exceptionDays,
]

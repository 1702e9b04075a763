// What may follow misuse, from the mildest up, and who must approve each level: versioned data, a choice of ladders.

import * as z from 'zod'

export const stopNames = ['internet', 'email', 'tool'] as const
export type Stop = (typeof stopNames)[number]

export const approverNames = [
  'classTeacher',
  'seniorLeader',
  'deputyHead',
  'head',
  'headAndGovernors',
] as const

/** How heavy a case has to be for a level. */
export const weights = { minor: 'Any case', serious: 'Serious cases', grave: 'Only the gravest' } as const
export const weightNames = Object.keys(weights) as (keyof typeof weights)[]

export const levelSchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  name: z.string().min(3).max(80),
  approver: z.enum(approverNames),
  /** Only in cases of this weight or more. */
  atLeast: z.enum(weightNames),
  clauses: z.array(z.string().regex(/^[ABTHR]\d+$/)),
  /** What it may stop, always until a day or until a talk with a senior leader. */
  stops: z.array(z.enum(stopNames)),
})

/** By the words too: a school that writes its own rung calls it what it likes. */
const excludes = ({ id, name }: Level) => /exclu|expel|expuls/i.test(`${id} ${name}`)
const dismisses = ({ id, name }: Level) => /dismiss|sacked/i.test(`${id} ${name}`)

/** Refuses a ladder on which less than the head excludes, less than head and governors dismiss, or either comes below “grave” (A87, A93). */
export const ladderSchema = z
  .strictObject({
    version: z.int().positive(),
    from: z.iso.date(),
    of: z.enum(['pupil', 'staff']),
    words: z.string().min(3),
    levels: z.array(levelSchema).min(1, 'A ladder has at least one rung.'),
  })
  .refine(
    ({ levels }) =>
      levels.every(
        (level) =>
          !excludes(level) ||
          (['head', 'headAndGovernors'].includes(level.approver) && level.atLeast === 'grave'),
      ),
    'Exclusion needs the head to agree, and only the gravest cases. Choose both for that rung.',
  )
  .refine(
    ({ levels }) =>
      levels.every(
        (level) => !dismisses(level) || (level.approver === 'headAndGovernors' && level.atLeast === 'grave'),
      ),
    'Dismissal needs the head and the chair of governors to agree, and only the gravest cases. Choose both for that rung.',
  )
  .refine(
    ({ levels }) => new Set(levels.map(({ id }) => id)).size === levels.length,
    'Two rungs have the same words. Give each its own.',
  )
  .refine(
    ({ levels }) => levels.every(({ stops, approver }) => stops.length === 0 || approver !== 'classTeacher'),
    'Stopping internet, e-mail or a tool needs a senior leader at least.',
  )

export type Ladder = z.infer<typeof ladderSchema>
export type Level = z.infer<typeof levelSchema>
type Row = [
  id: string,
  name: string,
  approver: Level['approver'],
  atLeast: Level['atLeast'],
  clauses: string[],
  stops?: Stop[],
]

function ladder(of: Ladder['of'], words: string, rows: readonly Row[]): Ladder {
  const levels = rows.map(([id, name, approver, atLeast, clauses, stops = []]) => ({
    id,
    name,
    approver,
    atLeast,
    clauses,
    stops,
  }))
  return ladderSchema.parse({ version: 1, from: '2026-09-01', of, words, levels })
}

const warning: Row = ['warning', 'A talk or a warning', 'classTeacher', 'minor', ['A94', 'B110']]
const parents: Row = [
  'parents',
  'Parents are told, once it is safe for the child',
  'seniorLeader',
  'serious',
  ['B78', 'B96', 'B110', 'T23'],
]
const behaviour = (approver: Level['approver'], atLeast: Level['atLeast'], clauses: string[]): Row => [
  'behaviour-policy',
  'Handled under the behaviour policy',
  approver,
  atLeast,
  clauses,
]

/** Pupils’ ladders, named by how they go up. */
export const pupilLadders = {
  behaviourPolicy: ladder('pupil', 'Warning, then the behaviour policy', [
    warning,
    behaviour('seniorLeader', 'minor', ['H76', 'R110']),
  ]),
  throughPhase: ladder('pupil', 'Warning, head of phase, behaviour policy, exclusion', [
    warning,
    ['head-of-phase', 'Sent to the head of phase', 'seniorLeader', 'serious', ['A90']],
    behaviour('seniorLeader', 'serious', ['A90', 'A92']),
    ['exclusion', 'Exclusion', 'head', 'grave', ['A93']],
  ]),
  accessStepByStep: ladder('pupil', 'Warning, head or deputy, parents, a tool or the internet stopped', [
    warning,
    ['to-head', 'Sent to the head or deputy', 'classTeacher', 'serious', ['B110']],
    parents,
    [
      'suspend-tool',
      'No use of a tool or e-mail',
      'seniorLeader',
      'serious',
      ['B76', 'B77'],
      ['tool', 'email'],
    ],
    [
      'suspend-internet',
      'No internet at school for a time',
      'seniorLeader',
      'serious',
      ['B95', 'B110'],
      ['internet'],
    ],
  ]),
  schoolRules: ladder('pupil', 'Warning, school rules, parents, access online stopped', [
    warning,
    [
      'school-rules',
      'Support or a sanction under the school’s rules',
      'seniorLeader',
      'minor',
      ['T130', 'T146'],
    ],
    parents,
    ['suspend-access', 'No access online for a time', 'seniorLeader', 'serious', ['T23'], [...stopNames]],
  ]),
}
export type PupilLadder = keyof typeof pupilLadders

/** Staff ladders. Nothing here starts before the LADO has advised, where it is about a child. */
export const staffLadders = {
  talkFirst: ladder('staff', 'Talk or training, then a disciplinary investigation', [
    ['talk-or-training', 'A talk, or more training', 'head', 'minor', ['H76']],
    ['disciplinary', 'A disciplinary investigation', 'head', 'serious', ['H76', 'H74']],
  ]),
  councilPolicy: ladder('staff', 'The council’s disciplinary policy', [
    ['disciplinary', 'The council’s disciplinary policy', 'head', 'serious', ['A85']],
    ['summary-dismissal', 'Summary dismissal for gross misconduct', 'headAndGovernors', 'grave', ['A87']],
  ]),
  headOrDeputy: ladder('staff', 'Technical referral, HR, disciplinary action; the head or a deputy decides', [
    ['technical-referral', 'Technical referral about filtering', 'deputyHead', 'minor', ['B112']],
    ['hr-referral', 'Referral to HR or the local authority', 'deputyHead', 'serious', ['B112']],
    ['disciplinary', 'Disciplinary action', 'deputyHead', 'serious', ['B112']],
  ]),
  byWeight: ladder('staff', 'From a course that suits an accident to dismissal', [
    ['course-of-action', 'The course that suits an accident', 'head', 'minor', ['T123']],
    ['disciplinary', 'The disciplinary procedure', 'head', 'serious', ['T123']],
    ['suspension', 'Suspension at once', 'head', 'grave', ['T105'], [...stopNames]],
    ['dismissal', 'Dismissal', 'headAndGovernors', 'grave', ['T105']],
  ]),
  conductCode: ladder('staff', 'Measures under the code of conduct by governors and head', [
    ['conduct-code', 'Corrective measures under the code of conduct', 'headAndGovernors', 'minor', ['R11']],
    ['disciplinary', 'Disciplinary action', 'headAndGovernors', 'serious', ['R11', 'R81']],
  ]),
}
export type StaffLadder = keyof typeof staffLadders

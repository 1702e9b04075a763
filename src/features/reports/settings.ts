import * as z from 'zod'
import { defineSetting, type PolicyCode } from '#/platform/settings/settings.ts'
import { type DesignatedRole, isDesignatedRole, roleChoices } from '../people/index.ts'

const roles = z.array(
  z.custom<DesignatedRole>((role) => isDesignatedRole(String(role)), 'Choose roles from the list'),
)

type Told = readonly DesignatedRole[]

function toldOf(parts: {
  of: string
  title: string
  explain: string
  usual: Told
  presets: Partial<Record<PolicyCode, Told>>
  clauses: readonly string[]
}) {
  return defineSetting<Told>({
    key: `reports.toldOf${parts.of}`,
    title: parts.title,
    explain: parts.explain,
    schema: roles.readonly(),
    default: parts.usual,
    shape: { as: 'choices', choices: roleChoices() },
    presets: parts.presets,
    clauses: parts.clauses,
  })
}

export const alsoToldOfHarm = toldOf({
  of: 'Harm',
  title: 'Who else is told at once when a child may be harmed',
  explain: 'The safeguarding lead and every deputy are told whatever is chosen here.',
  usual: [],
  presets: { T: ['delegatedSeniorLeader'] },
  clauses: ['A9', 'B142', 'T127', 'H18'],
})

export const toldOfOrdinary = toldOf({
  of: 'Ordinary',
  title: 'Who is told of other reports about pupils',
  explain: 'One report reaches all of them; the first to open it is on it for all.',
  usual: ['coordinator', 'dsl'],
  presets: {
    A: ['coordinator', 'dsl'],
    B: ['coordinator', 'dsl'],
    T: ['coordinator', 'delegatedSeniorLeader'],
    H: ['coordinator', 'seniorLeader'],
    R: ['siro', 'dsl'],
  },
  clauses: ['A12', 'B126', 'B137', 'T98', 'T103', 'H24', 'H32', 'R128'],
})

export const toldOfTechnical = toldOf({
  of: 'Technical',
  title: 'Who is told of security, equipment and virus reports',
  explain: 'When a child may be harmed as well, they get a slip without the child’s name or words.',
  usual: ['technician', 'networkManager', 'businessManager'],
  presets: {
    A: ['ictOperationsManager', 'coordinator'],
    B: ['networkManager', 'coordinator'],
    T: ['coordinator', 'technician', 'businessManager', 'informationAssetOwner'],
    R: ['siro', 'operationsManager', 'networkManager'],
  },
  clauses: ['A19', 'B61', 'T98', 'T99', 'R82', 'R102'],
})

export const toldOfStaffVictim = toldOf({
  of: 'StaffVictim',
  title: 'Who is told when a member of staff is the target',
  explain: 'The head belongs here; who cannot turn to the head names somebody else in the form.',
  usual: ['head'],
  presets: { T: ['head', 'delegatedSeniorLeader'] },
  clauses: ['T134', 'T138'],
})

export const whenRead = defineSetting({
  key: 'reports.whenRead',
  title: 'When reports are read',
  explain:
    'Stands before the first question of every report form. Say what is true at weekends and in holidays.',
  schema: z.string().trim().min(10, 'Say when reports are read').max(300, 'Keep this under 300 characters'),
  default:
    'Somebody whose job is to keep children safe is told straight away, day and night, if anyone may be in danger. Everything else is read on the next school day.',
  shape: { as: 'text', longText: true },
})

export const ordinarySchoolDays = defineSetting({
  key: 'reports.ordinarySchoolDays',
  title: 'School days until an ordinary report must be read',
  explain: 'Reports in which somebody may be harmed are not counted in days: they go out at once.',
  schema: z.number().int().min(1).max(3),
  default: 1,
  shape: { as: 'number', unit: 'school days' },
  clauses: ['B108'],
})

export const reportSettings = [
  alsoToldOfHarm,
  toldOfOrdinary,
  toldOfTechnical,
  toldOfStaffVictim,
  whenRead,
  ordinarySchoolDays,
]

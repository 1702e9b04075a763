import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { roleChoices } from './role.ts'

export const coordinatorTitle = defineSetting({
  key: 'people.coordinatorTitle',
  title: 'What the school calls its online safety co-ordinator',
  explain:
    'The title in your policy. It stands in its text, and beside the role on the page that says who is who.',
  schema: z.string().trim().min(3, 'Enter the title').max(80, 'Keep the title under 80 characters'),
  default: 'Online safety co-ordinator',
  shape: { as: 'text' },
  presets: {
    A: 'E-safety co-ordinator',
    B: 'Computing co-ordinator',
    T: 'E-safety co-ordinator',
    H: 'Designated senior person for e-safety',
    R: 'SIRO and e-safety co-ordinator',
  },
  clauses: ['A9', 'B119', 'T103', 'H18', 'R9'],
})

export const coordinatorAlso = defineSetting<'nothing' | 'dsl' | 'siro' | 'seniorLeader' | 'computingLead'>({
  key: 'people.coordinatorAlso',
  title: 'What else the online safety co-ordinator must be',
  explain:
    'Some policies give this work to somebody who holds another role. Nobody else can be designated then.',
  schema: z.enum(['nothing', 'dsl', 'siro', 'seniorLeader', 'computingLead'], 'Choose one of the roles'),
  default: 'nothing',
  shape: {
    as: 'choice',
    choices: [
      { value: 'nothing', text: 'Nothing else' },
      { value: 'dsl', text: 'The designated safeguarding lead' },
      { value: 'siro', text: 'The senior information risk owner' },
      { value: 'seniorLeader', text: 'A senior leader' },
      { value: 'computingLead', text: 'The computing lead' },
    ],
  },
  presets: { A: 'dsl', B: 'computingLead', H: 'seniorLeader', R: 'siro' },
  clauses: ['A9', 'B119', 'H18', 'R9', 'R17'],
})

const signInKeepers = ['deputyHead', 'office', 'businessManager', 'technician', 'networkManager'] as const

export const keepsSignIns = defineSetting<readonly string[]>({
  key: 'people.keepsSignIns',
  title: 'Who looks after sign-ins',
  explain:
    'They give sign-ins, close them and make temporary passwords. Head, safeguarding lead and deputies always may; only they do so for somebody whose role opens records.',
  schema: z.array(z.enum(signInKeepers, 'Choose from the list')).readonly(),
  default: ['deputyHead', 'office', 'technician'],
  shape: { as: 'choices', choices: roleChoices(signInKeepers) },
})

export const peopleSettings = [coordinatorTitle, coordinatorAlso, keepsSignIns]

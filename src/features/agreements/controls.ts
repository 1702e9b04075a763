import type { Control } from '#/platform/controls/control.ts'
import { agreementKeys } from './agreement.ts'
import { declared, hosted, reminded, said, standing } from './evidence.ts'

const families = ['parent', 'homeSchool'] as const
const pupils = ['pupilEarly', 'pupilKeyStage2', 'pupilSecondary'] as const
const adults = ['staff', 'governor', 'volunteer', 'visitor'] as const
const saysAll = 'the model texts together say every clause about agreements and social media'

const rulesOfUse = [
  'A11',
  'B101',
  'B139',
  'B144',
  'B146',
  'B160',
  'H9',
  'H31',
  'R13',
  'R28',
  'T9',
  'T16',
  'T18',
  'T26',
]
const moreRules = [...rulesOfUse, 'T28', 'T31', 'T35', 'T50', 'T52', 'T264']
const guidance = ['A59', 'T251', 'T252', 'T262', 'R79']
const socialRules = 'T45 T49 T161 H57 H58 R76 R77 R78 R80 R83 R84 R85 R86 R88 R89 R90 R96 R142 R144'.split(
  ' ',
)

export const controls: readonly Control[] = [
  {
    id: 'agreements.rules',
    name: 'The rules for using technology stand in a text for everybody’s age and role',
    does: 'informs',
    clauses: moreRules,
    provedBy: saysAll,
    evidence: said(moreRules),
  },
  {
    id: 'agreements.everybody',
    name: 'Pupils, parents, staff, governors, volunteers and visitors are each asked to sign',
    does: 'runs',
    clauses: ['B6', 'B20', 'R26', 'T34', 'T190'],
    provedBy: 'everybody an agreement is for is asked once its text is approved, and nobody else',
    evidence: standing(agreementKeys.filter((key) => key !== 'socialMedia' && key !== 'homeSchool')),
  },
  {
    id: 'agreements.staffSign',
    name: 'Staff, governors and visitors sign with full name, job title and date, and agree to what they attest',
    does: 'records',
    clauses: ['T34', 'T35', 'T50', 'T52', 'B139', 'H31', 'R13'],
    provedBy: 'staff sign with full name, job title and date, and their task is done',
    evidence: standing(adults),
  },
  {
    id: 'agreements.pupilsPromise',
    name: 'Pupils promise to keep to the rules for their age',
    does: 'records',
    clauses: ['B144', 'B160', 'T9', 'T16', 'T18', 'T264', 'A11'],
    provedBy: 'a child finds their name, hears the rules and signs; the tablet then knows only who is left',
    evidence: standing(pupils),
  },
  {
    id: 'agreements.parents',
    name: 'Each parent signs for each child, with child, class and date',
    does: 'records',
    clauses: ['T5', 'T7', 'T25', 'T26', 'T28', 'T31', 'R26'],
    provedBy: 'each parent signs for each child in a row of their own, bound to the text they read',
    evidence: standing(families),
  },
  {
    id: 'agreements.again',
    name: 'People are asked again at the start of the year, on joining and on entering key stage 2',
    does: 'runs',
    clauses: ['T179', 'R33'],
    provedBy: 'people sign on joining, each school year, on moving up, and when the text asks for it',
    evidence: standing([...pupils, ...families]),
  },
  {
    id: 'agreements.volunteers',
    name: 'Volunteers sign before they start',
    does: 'enforces',
    clauses: ['R41'],
    provedBy: 'a volunteer has no access before signing, and has it in the moment of signing',
    evidence: standing(['volunteer']),
  },
  {
    id: 'agreements.hosts',
    name: 'A member of staff answers for each visitor who needs the network',
    does: 'records',
    clauses: ['R27'],
    provedBy: 'a member of staff answers for a visitor, who has no access before signing',
    evidence: hosted,
  },
  {
    id: 'agreements.access',
    name: 'No signature, no access to the network',
    does: 'enforces',
    clauses: ['R26', 'T27', 'T190'],
    provedBy:
      'no signature, no access: held from the day after the last, released in the transaction of the answer',
    evidence: standing(agreementKeys.filter((key) => key !== 'socialMedia' && key !== 'homeSchool')),
  },
  {
    id: 'agreements.reminders',
    name: 'Classes go through their rules as often as the school has set',
    does: 'reminds',
    clauses: ['A67', 'B139', 'B146', 'T251'],
    provedBy:
      'a class is reminded of its rules by its own teacher: each term as a task, or whenever an activity begins',
    evidence: reminded,
  },
  {
    id: 'agreements.socialMedia',
    name: 'Everybody who works here attests the social media rules',
    does: 'records',
    clauses: socialRules,
    provedBy: 'everybody who works here attests the social media rules, apart from the agreement',
    evidence: standing(['socialMedia']),
  },
  {
    id: 'agreements.exceptions',
    name: 'Exceptions to the social media rules are declared, and somebody else decides',
    does: 'runs',
    clauses: ['R76', 'R77', 'R88', 'H58'],
    provedBy:
      'an exception is declared, decided by somebody else, and ends on a day where the rule asks for one',
    evidence: declared,
  },
  {
    id: 'agreements.guidance',
    name: 'Pupils, parents and staff read what posting online means',
    does: 'informs',
    clauses: guidance,
    provedBy: saysAll,
    evidence: said(guidance),
  },
  {
    id: 'agreements.ages',
    name: 'The minimum ages that the school set stand in the texts',
    does: 'informs',
    clauses: ['T20', 'T262', 'R77'],
    provedBy: 'the ages that a school set stand in the text',
    evidence: said(['T20', 'T262', 'R77']),
  },
]

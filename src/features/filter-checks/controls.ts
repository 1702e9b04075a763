import type { Control } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Shown, seenInTests } from './evidence.ts'
import { seenInReviews } from './evidence-reviews.ts'
import { seenOfSealedList } from './evidence-sealed.ts'

type Tested = Pick<Control, 'id' | 'name' | 'provedBy'> & Shown

const everybody =
  'whoever is in the school’s network gets what was agreed, and the test of every morning shows it'
const byGroup = 'a test asks as each group, and each gets what its own rules say'
const roundAbout = 'ways round the filter are closed, and one that is not fails the test'
const closedAsPolicySays =
  'rules that leave open what the policy closes need attention, whatever a test of them says'
const byHour = 'what is open in breaks alone is shown closed by a test in a lesson, and by no other'

/** Each is shown from outside by the newest tests: what its clauses close (`closings.ts`) is closed, and its cases are as agreed. */
const tested: readonly Tested[] = [
  {
    id: 'filterChecks.everybody',
    name: 'Everybody’s access is filtered, and a test from the network shows it each morning',
    clauses: ['A18', 'B35', 'B47', 'B132', 'H67', 'R75', 'R106'],
    provedBy: everybody,
    cases: 'all',
  },
  {
    id: 'filterChecks.closedToAll',
    name: 'Illegal, hateful, violent and pornographic sites are closed to everybody',
    clauses: ['B98', 'B99', 'H38', 'T14', 'T42'],
    provedBy: closedAsPolicySays,
    cases: ['malware'],
  },
  {
    id: 'filterChecks.gamesOfChance',
    name: 'Gambling and gaming are closed to those whom the policy names',
    clauses: ['B106', 'T162', 'T173'],
    provedBy: closedAsPolicySays,
    cases: [],
  },
  {
    id: 'filterChecks.waysRound',
    name: 'Ways round the filter are closed',
    clauses: ['B102', 'T21'],
    provedBy: roundAbout,
    cases: ['webProxy', 'vpn', 'otherNameServer', 'canary', 'privateRelay', 'hiddenNames'],
  },
  {
    id: 'filterChecks.byGroup',
    name: 'Each group gets its own rules, pupils what suits their age',
    clauses: ['H68', 'R2'],
    provedBy: byGroup,
    cases: 'all',
  },
  {
    id: 'filterChecks.socialNetworks',
    name: 'Social networks and newsgroups are closed as the policy says',
    clauses: ['A58', 'B25', 'B158', 'T173', 'T250', 'H50', 'R16'],
    provedBy: closedAsPolicySays,
    cases: [],
  },
  {
    id: 'filterChecks.chats',
    name: 'Chats that nobody moderates are closed',
    clauses: ['A60'],
    provedBy: closedAsPolicySays,
    cases: [],
  },
  {
    id: 'filterChecks.pictures',
    name: 'Searches are safe, and open picture searches are closed to pupils where the policy says so',
    clauses: ['T155'],
    provedBy: closedAsPolicySays,
    cases: ['safeSearch', 'safeSearchBing', 'safeSearchDuckDuckGo', 'unsafeSearch'],
  },
  {
    id: 'filterChecks.byHour',
    name: 'What staff may use in breaks alone is closed in lessons',
    clauses: ['A41', 'H36', 'R87'],
    provedBy: byHour,
    cases: [],
  },
]

const enforced: readonly Control[] = tested.map(({ cases, ...control }) => ({
  ...control,
  does: 'enforces',
  evidence: (tx: Tx, schoolId: string, at: Date) =>
    seenInTests(tx, schoolId, at, { clauses: control.clauses, cases }),
}))

export const controls: readonly Control[] = [
  ...enforced,
  {
    id: 'filterChecks.illegalContent',
    name: 'Illegal content is blocked by a list that only licensed providers have',
    does: 'enforces',
    clauses: ['B98', 'H38', 'H67', 'T42'],
    provedBy: 'clauses about illegal content run by a licensed list that blocks, or by what somebody saw',
    evidence: seenOfSealedList,
  },
  {
    id: 'filterChecks.review',
    name: 'Leaders, safeguarding, IT and governors review filtering together each year, and act on it',
    does: 'runs',
    clauses: ['B49', 'B132'],
    provedBy:
      'a review is answered, what it asks for is somebody’s task, and it is the school’s word once all have signed',
    evidence: seenInReviews,
  },
]

import type { Control } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { seenInReviews, seenInTest } from './evidence.ts'

type Tested = Pick<Control, 'id' | 'name' | 'clauses' | 'provedBy'> & { cases: readonly string[] | 'all' }

const everybody =
  'whoever is in the school’s network gets what was agreed, and the test of every morning shows it'
const closedToAll = 'what is closed to everybody is closed to every group, by name and by page'
const byGroup = 'a test asks as each group, and each gets what its own rules say'
const byHour = 'what is open in breaks alone is tested against the rules of that hour'
const roundAbout = 'ways round the filter are closed, and one that is not fails the test'

/** Each is what the rules say, shown from outside by the newest test. */
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
    provedBy: closedToAll,
    cases: ['pornography', 'malware', 'hate', 'violence', 'crime', 'drugs', 'weapons'],
  },
  {
    id: 'filterChecks.gamesOfChance',
    name: 'Gambling and gaming are closed to those whom the policy names',
    clauses: ['B106', 'T162', 'T173'],
    provedBy: closedToAll,
    cases: ['gambling', 'games'],
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
    provedBy: byGroup,
    cases: ['socialNetworks', 'newsgroups', 'banking'],
  },
  {
    id: 'filterChecks.chats',
    name: 'Chats that nobody moderates are closed',
    clauses: ['A60'],
    provedBy: byGroup,
    cases: ['chat'],
  },
  {
    id: 'filterChecks.pictures',
    name: 'Searches are safe, and open picture searches are closed to pupils where the policy says so',
    clauses: ['T155'],
    provedBy: byGroup,
    cases: ['imageSearch', 'safeSearch'],
  },
  {
    id: 'filterChecks.byHour',
    name: 'What staff may use in breaks alone is closed in lessons',
    clauses: ['A41', 'H36', 'R87'],
    provedBy: byHour,
    cases: ['webmail', 'shopping', 'streaming', 'socialNetworks'],
  },
]

const enforced: readonly Control[] = tested.map(({ cases, ...control }) => ({
  ...control,
  does: 'enforces',
  evidence: (tx: Tx, schoolId: string, at: Date) => seenInTest(tx, schoolId, at, cases),
}))

export const controls: readonly Control[] = [
  ...enforced,
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

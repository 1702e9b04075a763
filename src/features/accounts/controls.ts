import type { Control } from '#/platform/controls/control.ts'
import {
  seenOfAccess,
  seenOfDisclosures,
  seenOfHolds,
  seenOfLogons,
  seenOfPasswordAges,
  seenOfPasswords,
  seenOfReviews,
  seenOfSeatings,
} from './evidence-store.ts'

const advice = async () => ({
  sentence: 'The page “Keep your password to yourself” is open to pupils and adults, with the school’s rule.',
  lastAt: null,
  inDate: true,
})

const logons: readonly Control[] = [
  {
    id: 'accounts.logons',
    name: 'Everybody gets the logon that their phase or work gives, and nobody two',
    does: 'enforces',
    clauses: [
      'A27',
      'A29',
      'A30',
      'B54',
      'B55',
      'B58',
      'B59',
      'T60',
      'T191',
      'T253',
      'R48',
      'R50',
      'R53',
      'H41',
    ],
    provedBy: 'everybody gets the logon that their phase or kind gives, and no one gets two',
    evidence: seenOfLogons,
  },
  {
    id: 'accounts.temporary',
    name: 'Supply staff and visitors get temporary logons on the office’s record, which end by themselves',
    does: 'enforces',
    clauses: ['A28', 'A80', 'B62', 'R49'],
    provedBy: 'a temporary logon is the office’s record, has an end, and ends by itself',
    evidence: seenOfLogons,
  },
  {
    id: 'accounts.seating',
    name: 'A logon that children share is opened by an adult, and each device is traced to a child',
    does: 'records',
    clauses: ['B56', 'B57'],
    provedBy: 'a class logon is opened by an adult of the class, and each device is traced to a child',
    evidence: seenOfSeatings,
  },
  {
    id: 'accounts.leavers',
    name: 'A leaver is off the network with their last day, or at once',
    does: 'enforces',
    clauses: ['B63', 'T192'],
    provedBy: 'a leaver is off the network with their last day',
    evidence: seenOfHolds,
  },
  {
    id: 'accounts.entitlement',
    name: 'The network is there for everybody, until a reason on record stops it and no longer',
    does: 'enforces',
    clauses: ['B5', 'T112', 'T227'],
    provedBy: 'the network works only when no reason stands against it, and every change is announced',
    evidence: seenOfHolds,
  },
  {
    id: 'accounts.fairAccess',
    name: 'Staff and pupils can read why access is owed to everybody',
    does: 'informs',
    clauses: ['R141'],
    provedBy: 'the pages show one’s own logon, the slip, and how to keep a password',
    evidence: advice,
  },
]

const passwords: readonly Control[] = [
  {
    id: 'accounts.passwordRule',
    name: 'Passwords follow the school’s rule, and what is tried first is refused',
    does: 'enforces',
    clauses: ['B131', 'R43'],
    provedBy: 'the holder’s new password follows the school’s rule, and is not the one they have',
    evidence: seenOfPasswords,
  },
  {
    id: 'accounts.firstChange',
    name: 'A password from a slip is changed at the first logon, and only named roles give one',
    does: 'enforces',
    clauses: ['T183', 'R42', 'R54'],
    provedBy: 'a new password is given on a slip once, is kept as a hash alone, and has to be changed',
    evidence: seenOfPasswords,
  },
  {
    id: 'accounts.passwordAge',
    name: 'Passwords expire where the policy says so; those that several know are changed by a timetable',
    does: 'runs',
    clauses: ['T188', 'T193', 'R44'],
    provedBy: 'passwords expire where the policy says so, and those of many are changed by the timetable',
    evidence: seenOfPasswordAges,
  },
  {
    id: 'accounts.compromise',
    name: 'A password that others may know stops the logon, tells the head and ICT support, and is changed',
    does: 'enforces',
    clauses: ['T184', 'T187'],
    provedBy:
      'a password that others may know stops the logon at once, tells the head and ICT support, and a new one gives it back',
    evidence: seenOfHolds,
  },
  {
    id: 'accounts.disclosure',
    name: 'A password told to ICT support is on record and changed afterwards; elsewhere it is refused',
    does: 'records',
    clauses: ['T186'],
    provedBy: 'telling ICT support is refused unless the policy allows it, is on record, and forces a change',
    evidence: seenOfDisclosures,
  },
  {
    id: 'accounts.passwordAdvice',
    name: 'Pupils and adults can read how to keep a password, and what makes one strong',
    does: 'informs',
    clauses: ['A31', 'B60', 'T11', 'T36', 'T182', 'T185', 'T189', 'H40'],
    provedBy: 'the pages show one’s own logon, the slip, and how to keep a password',
    evidence: advice,
  },
]

const access: readonly Control[] = [
  {
    id: 'accounts.accessRights',
    name: 'Each folder and system has an owner who lets in roles and people, as its sensitivity allows',
    does: 'records',
    clauses: ['B52', 'T12', 'H43', 'R25', 'R47', 'R118'],
    provedBy:
      'whoever answers for a folder lets in roles that need it and people until a day, and never everybody into what is confidential',
    evidence: seenOfAccess,
  },
  {
    id: 'accounts.accessReview',
    name: 'Owners confirm who can reach their folder or system; the rest loses access',
    does: 'runs',
    clauses: ['A16'],
    provedBy:
      'the owner confirms the list each period; whoever is not confirmed loses access, and so does what is over',
    evidence: seenOfReviews,
  },
  {
    id: 'accounts.presetRights',
    name: 'Rights that came defined from outside are on the list with who defined them',
    does: 'records',
    clauses: ['B159'],
    provedBy: 'the pages list folders, ask the owner, and keep what was typed',
    evidence: seenOfAccess,
  },
]

/** Schoolkeeper cannot look into these systems: whoever runs them shows it, and somebody says until when. */
const nobodyLooked = async () => ({
  sentence: 'Nobody has looked at it yet.',
  lastAt: null,
  inDate: false,
  isSetUp: false,
})
const lookedAt =
  'what a system outside does runs while somebody’s look at it is in date, and says which system it is'

const outside: readonly Control[] = [
  {
    id: 'accounts.ownFiles',
    name: 'Nobody opens, changes or deletes another person’s files without leave',
    does: 'enforces',
    clauses: ['T12', 'H43', 'R118'],
    enforcedBy: 'Where the school’s files lie',
    provedBy: lookedAt,
    evidence: nobodyLooked,
  },
  {
    id: 'accounts.typedEachTime',
    name: 'A password is typed at each logon; computers and browsers do not do it by themselves',
    does: 'enforces',
    clauses: ['T182'],
    enforcedBy: 'How the school’s computers are set',
    provedBy: lookedAt,
    evidence: nobodyLooked,
  },
  {
    id: 'accounts.cloudAccounts',
    name: 'Each joiner gets an account and e-mail in the school’s cloud, as their work asks for',
    does: 'runs',
    clauses: ['R53'],
    enforcedBy: 'The school’s Google Workspace',
    provedBy: lookedAt,
    evidence: nobodyLooked,
  },
]

/** What the school can show for the clauses about logons, passwords and access. */
export const controls: readonly Control[] = [...logons, ...passwords, ...access, ...outside]

import type { Control } from '#/platform/controls/control.ts'
import {
  seenApprovals,
  seenComments,
  seenInForce,
  seenIntroductions,
  seenLetters,
  seenLinked,
  seenPublished,
  seenReading,
  seenReviews,
} from './evidence-store.ts'

const fromModelToPublic =
  'a policy goes from a model through head, governors and the chair’s signature to the public page'
const comments =
  'each group that is asked comments on the draft, and reads what came of it; nobody else sees the draft'
const reading =
  'publishing asks everybody to read it; each confirms the text they read, and the late are reminded once'
const told = 'how people were told of a policy is kept, and what it is read together with'
const reviews = 'a review comes by the calendar and by new guidance; unchanged, the next is a year away'

/** What the school can show for the clauses about its policies. */
export const controls: readonly Control[] = [
  {
    id: 'policies.scope',
    name: 'Each policy says whom and what it covers, and what follows from breaking it',
    does: 'informs',
    clauses: ['A1', 'B33', 'T1', 'H4', 'R139'],
    provedBy: 'the public reads scope, owner, dates and every paragraph, without a sign-in',
    evidence: seenInForce,
  },
  {
    id: 'policies.dates',
    name: 'Each policy shows its owner, when it was adopted, from when it applies and when it is reviewed',
    does: 'records',
    clauses: ['A3', 'B1', 'H1', 'R137'],
    provedBy: fromModelToPublic,
    evidence: seenInForce,
  },
  {
    id: 'policies.linked',
    name: 'Each policy names what it is read together with, and where that is kept',
    does: 'records',
    clauses: ['A2', 'B7', 'T53', 'H7', 'H15', 'R138'],
    provedBy: told,
    evidence: seenLinked,
  },
  {
    id: 'policies.publicPage',
    name: 'Policies in force are on a public page, without a sign-in',
    does: 'informs',
    clauses: ['A4', 'B151', 'H8', 'R6'],
    provedBy: 'what is adopted is published by whoever may, once, and only then can the public read it',
    evidence: seenPublished,
  },
  {
    id: 'policies.reading',
    name: 'Everybody who works here is asked by e-mail to read a policy that was published, and confirms it',
    does: 'runs',
    clauses: ['A5', 'H8', 'R39'],
    provedBy: reading,
    evidence: seenReading,
  },
  {
    id: 'policies.mailed',
    name: 'Whom the school names is sent the address of a policy when it is published',
    does: 'informs',
    clauses: ['A5', 'H8', 'R39'],
    provedBy: 'publishing writes once to each address that the settings name, an hour without mail included',
    evidence: seenLetters,
  },
  {
    id: 'policies.yearlyReading',
    name: 'Policies are read and confirmed again each year',
    does: 'reminds',
    clauses: ['A5', 'R40'],
    provedBy: 'a new version ends the round of the one before, and the yearly round comes by itself',
    evidence: seenReading,
  },
  {
    id: 'policies.introductions',
    name: 'It is kept how each group was told of a policy',
    does: 'records',
    clauses: ['A5', 'B151', 'T178', 'R6'],
    provedBy: told,
    evidence: seenIntroductions,
  },
  {
    id: 'policies.comments',
    name: 'Staff, governors, parents and pupils are asked what they think, and get an answer',
    does: 'runs',
    clauses: ['B1', 'B2', 'T178', 'H3', 'H6', 'R29', 'R31'],
    provedBy: comments,
    evidence: seenComments,
  },
  {
    id: 'policies.approval',
    name: 'A policy comes into force only when everybody who must has approved the same text',
    does: 'enforces',
    clauses: ['B1', 'B113', 'T261', 'H3', 'H5', 'H10', 'R31'],
    provedBy:
      'what was sent for approval cannot be changed, not even in the database; sent back, all steps begin anew',
    evidence: (tx, schoolId) => seenApprovals(tx, schoolId),
  },
  {
    id: 'policies.signature',
    name: 'The chair of governors signs the text, by their own sign-in',
    does: 'enforces',
    clauses: ['B1', 'H1'],
    provedBy: fromModelToPublic,
    evidence: (tx, schoolId) => seenApprovals(tx, schoolId, 'signature'),
  },
  {
    id: 'policies.writers',
    name: 'Those whom the school names write and review the policy, and nobody else',
    does: 'enforces',
    clauses: ['B2', 'B122', 'H5'],
    provedBy:
      'a draft is written paragraph by paragraph, numbered by its order, and two writers do not overwrite each other',
    evidence: seenInForce,
  },
  {
    id: 'policies.reviewCalendar',
    name: 'Each policy is reviewed by its day: how far it is put into practice, and how well it works',
    does: 'reminds',
    clauses: ['B3', 'T259', 'H2', 'H14', 'H77', 'R32'],
    provedBy: reviews,
    evidence: seenReviews,
  },
  {
    id: 'policies.reviewTriggers',
    name: 'New guidance, law or technology, or an incident, brings a policy back to be looked at',
    does: 'runs',
    clauses: ['T133', 'T260', 'H2', 'R5', 'R7'],
    provedBy:
      'guidance, technology and the lesson of an incident become reviews and tasks by the morning’s job, once each, in time',
    evidence: seenReviews,
  },
  {
    id: 'policies.quotedSettings',
    name: 'What was signed stays as it is; a setting that changes afterwards is shown to its owner',
    does: 'enforces',
    clauses: ['T260'],
    provedBy: 'what was signed stays as it is when a setting changes, and its owner is asked to look',
    evidence: seenReviews,
  },
]

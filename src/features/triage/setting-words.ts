// Titles and explanations of the settings of triage, as the settings page shows them.

import type { ContactList, OwnSwitch, RoleList, Text, Timer } from './triage-settings.ts'

export type Words = { title: string; explain: string; clauses?: readonly string[] }

export const timerWords: Readonly<Record<Timer, Words>> = {
  decideQuicklyHours: {
    title: 'Hours in which “could it be illegal?” is decided',
    explain: 'Counted day and night. “Quickly” has no figure in any policy.',
    clauses: ['T107'],
  },
  immediatelyHours: {
    title: 'What “immediately” means, in hours',
    explain: '0.25 is a quarter of an hour, day and night. “Immediately” has no figure in any policy.',
    clauses: ['T127', 'A89'],
  },
  sameDayHours: {
    title: 'Hours in which a child who may be harmed is referred',
    explain: 'Counted day and night, also in holidays.',
    clauses: ['T127'],
  },
  ladoWorkingDays: {
    title: 'Working days in which the LADO is consulted',
    explain: 'National guidance says one.',
    clauses: ['T115', 'T121'],
  },
  adviceReplyWorkingDays: {
    title: 'Working days after which a missing answer to a question for advice is chased',
    explain: 'The person who asked gets a reminder.',
  },
  policeReplyWorkingDays: {
    title: 'Working days after which the police are asked again',
    explain: 'Nothing that they hold up goes on until they have answered.',
    clauses: ['T114'],
  },
  imageReviewHours: {
    title: 'Hours in which the safeguarding lead decides about a possible image of a child',
    explain: 'Until then “not sure” counts as yes.',
    clauses: ['R112'],
  },
  deletionConfirmedHours: {
    title: 'Hours that children are given to say that an image is deleted',
    explain: 'Nobody checks a device: the child says that it is done.',
  },
  removalHours: {
    title: 'Hours until somebody looks whether a post that was to be removed is gone',
    explain: 'Counted day and night.',
    clauses: ['T135'],
  },
  ordinarySchoolDays: {
    title: 'School days for an ordinary step',
    explain: 'For steps that have no time of their own.',
  },
  reviewSchoolDays: {
    title: 'School days until the school has written down what it will change',
    explain: 'Counted from the day on which everything else was done.',
    clauses: ['T133', 'B126'],
  },
}

export const textWords: Readonly<Record<Text, Words>> = {
  illegalMeans: {
    title: 'What “illegal” means',
    explain: 'Shown beside the question “did it involve something illegal?”',
    clauses: ['T108'],
  },
  seriousMeans: { title: 'What “serious” means', explain: 'Shown beside the question.', clauses: ['T121'] },
  persistentMeans: {
    title: 'What “persistent” means',
    explain: 'Shown beside the question.',
    clauses: ['T121'],
  },
}

export const contactWords: Readonly<Record<ContactList, Words>> = {
  crimeAuthorities: {
    title: 'To whom a suspected crime is reported, in this order',
    explain: 'The police are always among them. Names and numbers come from the school’s contacts.',
    clauses: ['A82', 'A83', 'B107', 'T110', 'H74', 'R12'],
  },
  adviceWhenUnsure: {
    title: 'Whom to ask when nobody is sure whether it is illegal',
    explain: 'One of them is enough.',
    clauses: ['T109', 'H73'],
  },
  staffSupport: {
    title: 'Who helps when a member of staff is the target',
    explain: 'Offered to choose from.',
    clauses: ['T136', 'T139'],
  },
}

export const peopleWords: Readonly<Record<RoleList, Words>> = {
  decidesTriage: {
    title: 'Who decides where an incident goes',
    explain: 'The first who holds the role and may see the incident gets the task; any of them may answer.',
    clauses: ['T107', 'T118', 'T134'],
  },
  decidesStaffMatters: {
    title: 'Who decides what follows for a member of staff',
    explain: 'The case manager is the head, or the chair of governors where it is about the head.',
    clauses: ['T123', 'B112'],
  },
  supportsVictim: {
    title: 'Who stands by the person it happened to',
    explain: 'In this order.',
    clauses: ['T125', 'T148'],
  },
  keepsEvidence: {
    title: 'Who may keep evidence',
    explain: 'Nobody keeps a possible image of a child or terrorist material, whatever stands here.',
    clauses: ['T119', 'B92'],
  },
}

export const switchWords: Readonly<Record<OwnSwitch, Words>> = {
  adviceBeforePolice: {
    title: 'Ask for advice before the police are told of a suspected crime',
    explain: 'Danger, and harm to a child, never wait for it.',
    clauses: ['H73'],
  },
  preliminaryLook: {
    title: 'The head may gather what is known before the police are told',
    explain: 'Without opening, searching or asking anyone; never in an allegation or where nobody may look.',
    clauses: ['H74'],
  },
  liaisonOfficerTold: {
    title: 'The child protection liaison officer is told of suspected crimes',
    explain: 'A step among the others.',
    clauses: ['T112'],
  },
  pupilDevicesConfiscated: {
    title: 'Pupils’ devices may be taken in',
    explain: 'Staff are asked to hand over. Nobody searches, scrolls or deletes.',
    clauses: ['T126', 'A37'],
  },
}

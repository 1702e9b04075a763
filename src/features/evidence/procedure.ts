// The parts of the procedure for nude images, and of finding out who did something, that are records (UKCIS 2024, B92, B93).

export const onlyWays = {
  toDecide: 'It is the only way to decide whether to involve the police or children’s social care',
  toReport: 'A site or app will not take it down without somebody reporting it who has seen it',
  unavoidable: 'It was seen already: a pupil showed it to a member of staff, or it lies open to all',
} as const
export type OnlyWay = keyof typeof onlyWays
export const onlyWayNames = Object.keys(onlyWays) as [OnlyWay, ...OnlyWay[]]

export type Viewing = {
  id: string
  incidentId: string
  onlyWay: OnlyWay
  why: string
  othersPresent: string
  place: string
  plannedFor: Date
  askedAt: Date
  askedBy: string
  decision: 'approved' | 'refused' | null
  decisionWhy: string | null
  decidedAt: Date | null
  decidedBy: string | null
  viewedAt: Date | null
  decidedAfter: string | null
  notedBy: string | null
}

export const viewingStates = {
  asked: { text: 'Asked', means: 'The head has not decided. Until then nobody looks.', colour: 'orange' },
  approved: {
    text: 'Approved',
    means: 'May be looked at once, as it was asked for, and never on a personal device.',
    colour: 'blue',
  },
  refused: { text: 'Refused', means: 'Nobody looks. Decide without it, or ask the police.', colour: 'grey' },
  done: { text: 'Done', means: 'It was looked at, and what was decided then is on record.', colour: 'green' },
} as const

/** In which of its states a viewing is. */
export function viewingState(viewing: Pick<Viewing, 'decision' | 'viewedAt'>): keyof typeof viewingStates {
  if (viewing.viewedAt) return 'done'
  return viewing.decision ?? 'asked'
}

export type Deletion = {
  id: string
  incidentId: string
  pupilId: string
  agreedWith: string
  askedAt: Date
  confirmBy: Date
  confirmedAt: Date | null
  says: string | null
}

/** What is done to find out who did it, and to help whoever it was done to. */
export const stepKinds = {
  logs: {
    words: 'Logs asked for',
    hint: 'Which logs, of which days. Ask IT support to keep them before they are overwritten.',
  },
  witness: {
    words: 'Witness heard',
    hint: 'What they saw or heard themselves, in their own words. Describe no pictures.',
  },
  provider: { words: 'Provider asked', hint: 'Which service, what was asked for, and its reference.' },
  police: { words: 'Police asked', hint: 'Who was asked for what, and the reference they gave.' },
  keepARecord: {
    words: 'Advised to keep a record',
    hint: 'Dates, times, names and what was said. Never to copy a nude or sexual picture of a child.',
  },
  reportRemove: {
    words: 'Report Remove explained and given',
    hint: 'Childline and the IWF take pictures of under-18s down. The child does it, alone or with somebody they trust.',
  },
  platform: { words: 'Reported to the platform', hint: 'Which site or app, and its reference.' },
} as const
export type StepKind = keyof typeof stepKinds
export const stepKindNames = Object.keys(stepKinds) as [StepKind, ...StepKind[]]

export type StepTaken = {
  id: string
  incidentId: string
  kind: StepKind
  whom: string
  says: string
  at: Date
  recordedBy: string | null
}

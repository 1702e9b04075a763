// Why a policy is looked at again, before its time or at it, and what may come of that.

export const causes = {
  calendar: 'Its time has come',
  guidance: 'New guidance, from the local authority or nationally',
  law: 'A change in the law or a government order',
  technology: 'New technology in the school',
  incident: 'Something that happened',
  settings: 'A setting that it quotes was changed',
  asked: 'Somebody asked',
} as const
export type Cause = keyof typeof causes

/** Those that a person chooses from; the calendar and changed settings are found by a job. */
export const causesToAsk = [
  'guidance',
  'law',
  'technology',
  'incident',
  'asked',
] as const satisfies readonly Cause[]

/** How soon, in school days, somebody has to look after each cause. No policy names a figure. */
export const lookWithinSchoolDays: Readonly<Record<Cause, number>> = {
  calendar: 30,
  guidance: 20,
  law: 20,
  technology: 20,
  incident: 10,
  settings: 20,
  asked: 20,
}

export const outcomes = {
  unchanged: 'It stays as it is',
  newVersion: 'It is written anew: a new version begins',
} as const
export type Outcome = keyof typeof outcomes
export const outcomeNames = Object.keys(outcomes) as [Outcome, ...Outcome[]]

export type Review = {
  id: string
  policyId: string
  cause: Cause
  says: string
  askedAt: Date
  askedBy: string | null
  dueOn: string
  outcome: Outcome | null
  findings: string | null
  endedAt: Date | null
  endedBy: string | null
}

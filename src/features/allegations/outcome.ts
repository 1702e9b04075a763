// What comes of an allegation: the five words that an outcome may have, and what the school did.

type OutcomeRow = { words: string; means: string; file: string }

/** The five words of Keeping children safe in education, and what each means for the staff file. */
export const outcomes = {
  substantiated: {
    words: 'Substantiated',
    means: 'There is enough evidence to prove it.',
    file: 'A clear summary stays on the staff file until pension age, or for ten years if that is longer.',
  },
  unfounded: {
    words: 'Unfounded',
    means: 'There is no evidence or proper basis that supports it.',
    file: 'A clear summary stays on the staff file, and does not go into references.',
  },
  unsubstantiated: {
    words: 'Unsubstantiated',
    means:
      'There is not enough evidence either to prove or to disprove it. It implies neither guilt nor innocence.',
    file: 'A clear summary stays on the staff file, and does not go into references.',
  },
  false: {
    words: 'False',
    means: 'There is enough evidence to disprove it.',
    file: 'Details are taken out of the staff file, unless the adult wants them kept.',
  },
  malicious: {
    words: 'Malicious',
    means: 'There is enough evidence to disprove it, and it was a deliberate act to deceive.',
    file: 'Details are taken out of the staff file, unless the adult wants them kept.',
  },
} as const satisfies Record<string, OutcomeRow>
export type Outcome = keyof typeof outcomes
export const outcomeNames = Object.keys(outcomes) as Outcome[]

/** What the school did, in order of seriousness (T105). */
export const measures = {
  none: 'No measure',
  advice: 'Advice, training or supervision',
  warning: 'Written warning',
  finalWarning: 'Final written warning',
  dismissal: 'Dismissal, or services no longer used',
  summaryDismissal: 'Summary dismissal for gross misconduct',
} as const
export type Measure = keyof typeof measures
export const measureNames = Object.keys(measures) as Measure[]

// A school as a place: its name in addresses, its day, its network, its phases and classes.

export type School = {
  id: string
  slug: string
  name: string
  /** Where people write to with a question about the school's Schoolkeeper. */
  email: string | null
  policyCode: 'A' | 'B' | 'T' | 'H' | 'R' | null
  trustId: string | null
  networkRanges: readonly string[]
  dayStartsAt: string
  dayEndsAt: string
  setUpAt: Date | null
}

/** The parts of English schools, in order of age, with the year groups of each. */
export const phases = {
  earlyYears: { words: 'Early years', years: [-1, 0] },
  keyStage1: { words: 'Key stage 1', years: [1, 2] },
  keyStage2: { words: 'Key stage 2', years: [3, 4, 5, 6] },
  keyStage3: { words: 'Key stage 3', years: [7, 8, 9] },
  keyStage4: { words: 'Key stage 4', years: [10, 11] },
  sixthForm: { words: 'Sixth form', years: [12, 13] },
} as const satisfies Record<string, { words: string; years: readonly number[] }>

export type PhaseKey = keyof typeof phases

export type Phase = { id: string; key: PhaseKey; name: string }

export type SchoolClass = {
  id: string
  phaseId: string
  name: string
  yearGroup: number | null
  startsOn: string
  endsOn: string | null
}

/** Whether it names one of the phases that a school can have. */
export function isPhaseKey(text: string): text is PhaseKey {
  return Object.hasOwn(phases, text)
}

/** A year group in words. */
export function yearWords(year: number | null): string {
  if (year === null) return 'Mixed years'
  return year === -1 ? 'Nursery' : year === 0 ? 'Reception' : `Year ${year}`
}

// "Could it be illegal?" comes before any evidence, because the answer says what may be kept at all (decision S11).

import type { Incident } from '../incidents/index.ts'

type AnswerRow = { words: string; hint: string; weight: number }

/** The answers, the gravest first. A lighter answer after a graver one is for the safeguarding lead alone. */
export const answers = {
  childImage: {
    words: 'It may show or be a picture of a child, or I am not sure',
    hint: 'Nude or semi-nude, real, drawn or made by a computer. “Not sure” counts as yes until the safeguarding lead has decided.',
    weight: 3,
  },
  terroristMaterial: {
    words: 'It may be terrorist material',
    hint: 'Instructions, propaganda, recruiting. Having a copy can be a crime in itself.',
    weight: 3,
  },
  otherCrime: {
    words: 'It may be another crime',
    hint: 'Threats, hatred, blackmail, stalking, fraud, breaking into computers.',
    weight: 2,
  },
  notIllegal: {
    words: 'No, nothing in it could be illegal',
    hint: 'Unkind, against our rules, or simply a mistake.',
    weight: 1,
  },
} as const satisfies Record<string, AnswerRow>
export type Answer = keyof typeof answers
export const answerNames = Object.keys(answers) as [Answer, ...Answer[]]

/** What may be kept of an incident: `entries` are words about where something lies, and never a file. */
export type Keeps = 'unanswered' | 'entries' | 'words' | 'files'

/** What a school keeps of another possible crime: nothing, or a screenshot of words kept by a lead. */
export type OtherCrime = 'none' | 'wordsOnly'

/**
 * What may be kept. A possible picture of a child and terrorist material stand above the setting: no file, whatever
 * the school has chosen.
 */
export function whatMayBeKept(
  incident: Pick<Incident, 'possibleChildImage'>,
  answer: Answer | null,
  otherCrime: OtherCrime,
): Keeps {
  if (incident.possibleChildImage) return 'entries'
  switch (answer) {
    case null:
      return 'unanswered'
    case 'childImage':
    case 'terroristMaterial':
      return 'entries'
    case 'otherCrime':
      return otherCrime === 'wordsOnly' ? 'words' : 'entries'
    case 'notIllegal':
      return 'files'
  }
}

/** Why a file is refused, in words for whoever chose one. */
export const noFileBecause = {
  unanswered:
    'First answer whether it could be illegal: that decides what the school may keep at all. Nothing of the file was kept.',
  entries:
    'No file can be kept for this incident, because having it may itself be a crime. Nothing of the file was kept. Leave it where it is, put the device into a safe and write down where it lies.',
} as const satisfies Record<Exclude<Keeps, 'words' | 'files'>, string>

/** Whether the answer protects more than what counts now. A picture of a child does also where it weighs the same. */
export function addsProtection(now: Answer | null, after: Answer): boolean {
  if (now === null || answers[after].weight > answers[now].weight) return true
  return after === 'childImage' && now !== 'childImage'
}

/** Whether the answer takes protection back that an earlier one gave. */
export function takesProtectionBack(before: Answer | null, after: Answer): boolean {
  return before !== null && answers[after].weight < answers[before].weight
}

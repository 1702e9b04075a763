// Kinds of misuse and harm, as the policies list them (B109, B111, B161, T108, T120). A kind is never renamed or removed:
// a new version adds, and records keep the version they were written under.

import type { RegisterName } from './incident.ts'

export const catalogueVersion = 1

export type MisuseKind = {
  id: string
  words: string
  register: RegisterName
  /** For the safeguarding lead and deputies (decision S7). */
  safeguarding: boolean
  /** IT support gets a technical slip or, where it is only technical, the incident. */
  technical?: boolean
  /** "Not sure" counts as yes until the safeguarding lead has decided (decision S11). */
  childImage?: boolean
  /** Lost personal data: the Information Commissioner may have to hear of it within 72 hours. */
  personalData?: boolean
  /** Every report of bullying is recorded, whatever comes of it (B91). */
  bullying?: boolean
  clauses: readonly string[]
}

const pupil = { register: 'pupil', safeguarding: false } as const
const harm = { register: 'pupil', safeguarding: true } as const
const technical = { register: 'technical', safeguarding: false, technical: true } as const
const adult = { register: 'adult', safeguarding: false } as const

export const misuseCatalogue: readonly MisuseKind[] = [
  {
    id: 'childImage',
    words: 'Nude or sexual picture of a child, or talk of one',
    ...harm,
    childImage: true,
    clauses: ['T108', 'R112'],
  },
  {
    id: 'fakeImage',
    words: 'Faked picture, voice or film of a real person',
    ...harm,
    childImage: true,
    clauses: ['T108', 'B109'],
  },
  {
    id: 'harmfulContact',
    words: 'Contact from somebody who may be a risk',
    ...harm,
    clauses: ['B143', 'A89'],
  },
  {
    id: 'sexualBehaviour',
    words: 'Sexual words or behaviour online between pupils',
    ...harm,
    clauses: ['B143'],
  },
  { id: 'blackmail', words: 'Threats or blackmail', ...harm, clauses: ['T108', 'B97'] },
  { id: 'selfHarm', words: 'Self-harm, suicide or eating disorder', ...harm, clauses: ['T108', 'B143'] },
  { id: 'extremism', words: 'Extremism or hatred', ...harm, clauses: ['T108'] },
  {
    id: 'illegalMaterial',
    words: 'Other material that may be illegal',
    ...harm,
    clauses: ['B109', 'H42', 'T108'],
  },
  {
    id: 'bullying',
    words: 'Bullying online',
    ...pupil,
    bullying: true,
    clauses: ['B91', 'B109', 'T120', 'T175'],
  },
  {
    id: 'accidentalFind',
    words: 'Came across something nasty by accident',
    ...pupil,
    clauses: ['T15', 'T103', 'R127', 'A21'],
  },
  {
    id: 'deliberateAccess',
    words: 'Looked for unsuitable material on purpose',
    ...pupil,
    clauses: ['B109', 'T104', 'T120'],
  },
  { id: 'nastyMessage', words: 'Nasty or upsetting message', ...pupil, clauses: ['A43', 'T75', 'T76'] },
  { id: 'filming', words: 'Filmed, photographed or shared without leave', ...pupil, clauses: ['T120'] },
  {
    id: 'othersAccount',
    words: 'Used somebody else’s account',
    ...pupil,
    technical: true,
    clauses: ['B109', 'T120'],
  },
  {
    id: 'offTask',
    words: 'Off-task sites, games or messages in a lesson',
    ...pupil,
    clauses: ['B109', 'A94', 'T120'],
  },
  {
    id: 'ownDevice',
    words: 'Phone or own device used against the rules',
    ...pupil,
    clauses: ['B109', 'A36'],
  },
  { id: 'disrepute', words: 'Brought the school into disrepute', ...pupil, clauses: ['B109'] },
  { id: 'moneyLost', words: 'Scam, or money spent or lost', ...pupil, clauses: ['B147'] },
  {
    id: 'falseInformation',
    words: 'False information or conspiracy that frightens or misleads',
    ...pupil,
    clauses: ['B147'],
  },
  {
    id: 'staffTargeted',
    words: 'A member of staff is the target',
    register: 'staffVictim',
    safeguarding: false,
    clauses: ['T134', 'T138'],
  },
  {
    id: 'securityBreach',
    words: 'Security breach, or an attempt',
    ...technical,
    clauses: ['B61', 'T98', 'R82'],
  },
  {
    id: 'passwordKnown',
    words: 'Somebody knows a password that is not theirs',
    ...technical,
    clauses: ['B61', 'T99'],
  },
  { id: 'equipmentLost', words: 'Equipment lost, stolen or damaged', ...technical, clauses: ['T98', 'T99'] },
  {
    id: 'dataLost',
    words: 'Personal data lost or sent to the wrong place',
    ...technical,
    personalData: true,
    clauses: ['T99'],
  },
  {
    id: 'virus',
    words: 'Virus notice or strange behaviour of a device',
    ...technical,
    clauses: ['T99', 'T57'],
  },
  { id: 'unwantedMail', words: 'Suspicious or unsolicited e-mail', ...technical, clauses: ['T99', 'R102'] },
  { id: 'adultIllegal', words: 'Illegal or pornographic material, by an adult', ...adult, clauses: ['B111'] },
  {
    id: 'adultMessages',
    words: 'Personal messages between an adult and pupils',
    ...adult,
    clauses: ['B111'],
  },
  {
    id: 'adultOffensive',
    words: 'Offensive, harassing or bullying messages, by an adult',
    ...adult,
    clauses: ['B161'],
  },
  {
    id: 'adultAccounts',
    words: 'Shared passwords or used another’s account, an adult',
    ...adult,
    clauses: ['B111'],
  },
  {
    id: 'adultData',
    words: 'Careless or deliberate breach of data rules, by an adult',
    ...adult,
    clauses: ['B111', 'B161'],
  },
  { id: 'adultPersonalUse', words: 'Excessive personal use, by an adult', ...adult, clauses: ['B111'] },
  {
    id: 'adultReputation',
    words: 'Acts that harm a professional’s or the school’s name',
    ...adult,
    clauses: ['B111', 'B161'],
  },
  {
    id: 'adultLicences',
    words: 'Copyright or licence breach, by an adult',
    ...adult,
    clauses: ['B111', 'B161'],
  },
  {
    id: 'adultOther',
    words: 'Something else an adult of the school did or may have done',
    ...adult,
    clauses: ['A84', 'B44', 'R109'],
  },
  { id: 'other', words: 'Something else', ...pupil, clauses: ['A12'] },
]

const byId = new Map(misuseCatalogue.map((kind) => [kind.id, kind]))

/** The kind of that id; undefined when no version of the catalogue has it. */
export function misuseKind(id: string): MisuseKind | undefined {
  return byId.get(id)
}

/** The kind in words. Something that is in no catalogue any more prints its id rather than nothing. */
export function kindWords(id: string): string {
  return byId.get(id)?.words ?? id
}

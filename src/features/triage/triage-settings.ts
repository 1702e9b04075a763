import type { Contact, Role } from './triage-words.ts'

/** What schools decide differently. No value here can weaken the safety rules: those never read settings. */
export type TriageSettings = {
  /** Amounts; the clock each is counted on stands at the step that uses it. */
  timers: Record<Timer, number>
  /** The school's own words, shown beside the question they belong to. */
  texts: Record<Text, string>
  /** Whom to tell or ask, in the school's order. */
  contacts: Record<ContactList, Contact[]>
  /** Who decides or acts, in order of preference. */
  people: Record<RoleList, Role[]>
  switches: Record<Switch, boolean>
}

export const timers = [
  'decideQuicklyHours',
  'immediatelyHours',
  'sameDayHours',
  'ladoWorkingDays',
  'adviceReplyWorkingDays',
  'policeReplyWorkingDays',
  'imageReviewHours',
  'deletionConfirmedHours',
  'removalHours',
  'ordinarySchoolDays',
  'reviewSchoolDays',
] as const
export type Timer = (typeof timers)[number]

export const texts = ['illegalMeans', 'seriousMeans', 'persistentMeans'] as const
export type Text = (typeof texts)[number]

export const contactLists = ['crimeAuthorities', 'adviceWhenUnsure', 'staffSupport'] as const
export type ContactList = (typeof contactLists)[number]

export const roleLists = ['decidesTriage', 'decidesStaffMatters', 'supportsVictim', 'keepsEvidence'] as const
export type RoleList = (typeof roleLists)[number]

export const ownSwitches = [
  'adviceBeforePolice',
  'preliminaryLook',
  'liaisonOfficerTold',
  'pupilDevicesConfiscated',
] as const
export type OwnSwitch = (typeof ownSwitches)[number]
/** `screenshotOfWordsKept` follows from what evidence may keep of another crime. */
export const switches = [...ownSwitches, 'screenshotOfWordsKept'] as const
export type Switch = (typeof switches)[number]

export const defaultTriageSettings: TriageSettings = {
  timers: {
    decideQuicklyHours: 2,
    immediatelyHours: 0.25,
    sameDayHours: 8,
    ladoWorkingDays: 1,
    adviceReplyWorkingDays: 1,
    policeReplyWorkingDays: 2,
    imageReviewHours: 24,
    deletionConfirmedHours: 48,
    removalHours: 24,
    ordinarySchoolDays: 5,
    reviewSchoolDays: 20,
  },
  texts: {
    illegalMeans:
      'Getting or passing on images of child abuse; stirring up hatred because of race or religion; extreme ' +
      'online bullying; encouraging crime, threats, violence or mental harm.',
    seriousMeans:
      'A person was hurt, threatened, humiliated in front of others or left afraid; or it was planned; or it was ' +
      'aimed at somebody because of who they are; or a rule that protects others was broken on purpose.',
    persistentMeans: 'It is the third time in twelve months, or it went on after a clear request to stop.',
  },
  contacts: {
    crimeAuthorities: ['police'],
    adviceWhenUnsure: ['onlineSafetyAdviser', 'police'],
    staffSupport: ['police', 'hr', 'governanceSupport', 'onlineSafetyAdviser', 'union'],
  },
  people: {
    decidesTriage: ['head', 'delegatedLeader'],
    decidesStaffMatters: ['caseManager'],
    supportsVictim: ['dsl', 'head', 'seniorLeader', 'classTeacher'],
    keepsEvidence: ['dsl', 'head'],
  },
  switches: {
    adviceBeforePolice: false,
    preliminaryLook: false,
    screenshotOfWordsKept: true,
    liaisonOfficerTold: false,
    pupilDevicesConfiscated: true,
  },
}

/** The longest that a school may allow itself, in the unit of the name. A child cannot wait longer (S1, S2). */
export const longest: Record<Timer, number> = {
  decideQuicklyHours: 24,
  immediatelyHours: 1,
  sameDayHours: 12,
  ladoWorkingDays: 1,
  adviceReplyWorkingDays: 10,
  policeReplyWorkingDays: 10,
  imageReviewHours: 24,
  deletionConfirmedHours: 120,
  removalHours: 120,
  ordinarySchoolDays: 20,
  reviewSchoolDays: 60,
}

type Changes = { [Group in keyof TriageSettings]?: Partial<TriageSettings[Group]> }

function withChanges(changes: Changes): TriageSettings {
  const base = defaultTriageSettings
  return {
    timers: { ...base.timers, ...changes.timers },
    texts: { ...base.texts, ...changes.texts },
    contacts: { ...base.contacts, ...changes.contacts },
    people: { ...base.people, ...changes.people },
    switches: { ...base.switches, ...changes.switches },
  }
}

/** What each of the five policies says (A82, A83; B107; T107 to T110, T114; H73, H74; R12). */
export const triagePresets = {
  alder: withChanges({
    contacts: { crimeAuthorities: ['police', 'filterProvider'] },
    people: { decidesTriage: ['head'] },
  }),
  beech: withChanges({
    contacts: { crimeAuthorities: ['localAuthority', 'police'] },
    people: { decidesTriage: ['head', 'deputyHead'] },
  }),
  thorn: withChanges({
    contacts: {
      crimeAuthorities: ['police', 'onlineSafetyAdviser'],
      adviceWhenUnsure: ['neighbourhoodPolice', 'youthCrimeOfficer', 'onlineSafetyAdviser'],
    },
    people: { decidesTriage: ['delegatedLeader', 'head'] },
    switches: { screenshotOfWordsKept: false, liaisonOfficerTold: true },
  }),
  hazel: withChanges({
    people: { decidesTriage: ['head'] },
    switches: { adviceBeforePolice: true, preliminaryLook: true },
  }),
  rowan: withChanges({ people: { decidesTriage: ['head', 'governors'] } }),
} satisfies Record<string, TriageSettings>

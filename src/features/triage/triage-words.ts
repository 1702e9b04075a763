/** The words a flow may use. Closed lists, so that a school's edited copy is checked word by word. */

/** Who does a step. People hold these by dated designation; one person may hold several. */
export const roles = [
  'anyStaff',
  'classTeacher',
  'dsl',
  'deputyDsl',
  'head',
  'deputyHead',
  'delegatedLeader',
  'seniorLeader',
  'caseManager',
  'chairOfGovernors',
  'governors',
  'coordinator',
  'siro',
  'itSupport',
  'businessManager',
] as const
export type Role = (typeof roles)[number]

/** Whom to contact outside: names in the school's own contact directory, never constants. */
export const contacts = [
  'emergencyServices',
  'police',
  'neighbourhoodPolice',
  'youthCrimeOfficer',
  'lado',
  'socialCare',
  'localAuthority',
  'onlineSafetyAdviser',
  'childProtectionLiaison',
  'filterProvider',
  'hr',
  'governanceSupport',
  'antiBullyingAdviser',
  'union',
  'reportRemove',
  'provider',
  'counterTerrorism',
] as const
export type Contact = (typeof contacts)[number]

/** Which clock a deadline runs on. Hours run at night and in holidays; days do not. */
export const clocks = ['hours', 'workingDays', 'schoolDays'] as const
export type DeadlineClock = (typeof clocks)[number]

/** What an answer establishes about the incident. Only ever added; the opposite has its own word. */
export const findings = [
  'danger',
  'childAtRisk',
  'adultOfTheSchool',
  'childImage',
  'terroristMaterial',
  'noChildInImage',
  'illegal',
  'notIllegal',
  'sealed',
  'ladoAdvised',
  'policeObject',
  'onSchoolNetwork',
  'deliberate',
  'serious',
  'persistent',
  'victimParentsMayBeTold',
  'instigatorParentsMayBeTold',
  'doNotDiscuss',
  'removalRefused',
] as const
export type Finding = (typeof findings)[number]

/** What a node does to people and things: the safety rules are written in these words alone. */
export const touches = [
  'dangerQuestion',
  'childQuestion',
  'adultQuestion',
  'imageQuestion',
  'illegalQuestion',
  'emergency',
  'tellDsl',
  'tellLado',
  'seal',
  'tellVictimParents',
  'tellInstigatorParents',
  'investigation',
  'interview',
  'confiscation',
  'evidenceUpload',
  'evidenceWords',
  'evidenceView',
  'tellAdult',
  'askRemoval',
  'sanction',
] as const
export type Touch = (typeof touches)[number]

/** Registers that a step may open a line in. */
export const registers = [
  'confiscation',
  'sealedEvidence',
  'evidence',
  'sanction',
  'referral',
  'takedown',
  'viewing',
  'deletion',
  'contact',
  'parentsInformed',
  'accountDisable',
  'welfareConcern',
  'allegation',
  'lowLevelConcern',
  'complaint',
  'lesson',
] as const
export type Register = (typeof registers)[number]

export const personKinds = ['pupil', 'staff', 'parent', 'other'] as const
export const personRoles = ['allegedInstigator', 'victim', 'witness', 'reporter', 'other'] as const

// Whom a school may have to reach outside, as a table. What the school enters stands above what is shipped.

/** What the directory is sorted by: the first stands open, the others are folded away by what they are for. */
export const contactGroups = {
  now: 'A child may be harmed, or a crime',
  advice: 'Advice and support for the school',
  systems: 'Systems and data',
  online: 'Taking things down, and helplines',
} as const
export type ContactGroup = keyof typeof contactGroups

export type ContactRow = {
  words: string
  group: ContactGroup
  /** When one turns to them, as the directory prints it. */
  when: string
  /** Set-up and the warnings ask for it: without it somebody would look for a number on the worst of days. */
  required?: boolean
  clauses?: readonly string[]
}

export const contactRoles = {
  emergencyServices: { group: 'now', words: 'Emergency services', when: 'Somebody is in danger now.' },
  police: {
    group: 'now',
    words: 'Police',
    when: 'A crime, or a possible one, that is no emergency.',
    required: true,
    clauses: ['A82', 'B107', 'T110', 'H74', 'R12'],
  },
  lado: {
    group: 'now',
    words: 'Local authority designated officer (LADO)',
    when: 'An adult who works or volunteers here may have harmed a child.',
    required: true,
    clauses: ['T115', 'T121', 'T148'],
  },
  socialCare: {
    group: 'now',
    words: 'Children’s social care (MASH)',
    when: 'A child may be harmed or at risk. Anyone may ring.',
    required: true,
    clauses: ['T127', 'H72'],
  },
  outOfHoursSocialCare: {
    group: 'now',
    words: 'Children’s social care at night, weekends and holidays',
    when: 'A child may be harmed or at risk and the day team has gone home.',
    required: true,
  },
  localAuthority: {
    group: 'advice',
    words: 'Local authority',
    when: 'Support and guidance; another way to report when the head cannot be approached.',
    clauses: ['B107', 'T138', 'R5'],
  },
  childProtectionLiaison: {
    group: 'advice',
    words: 'Child protection school liaison officer',
    when: 'A pupil is in a case that may be illegal.',
    clauses: ['T114'],
  },
  onlineSafetyAdviser: {
    group: 'advice',
    words: 'Online safety adviser',
    when: 'Advice on what to do next.',
    clauses: ['T109', 'T110', 'T147'],
  },
  neighbourhoodPolice: {
    group: 'advice',
    words: 'Neighbourhood police team',
    when: 'Advice from the local officer.',
    clauses: ['T109'],
  },
  youthCrimeOfficer: {
    group: 'advice',
    words: 'Youth crime reduction officer',
    when: 'Advice about a young person.',
    clauses: ['T109'],
  },
  antiBullyingAdviser: {
    group: 'advice',
    words: 'Anti-bullying adviser',
    when: 'Support for a victim.',
    clauses: ['T140'],
  },
  hr: {
    group: 'advice',
    words: 'Human resources',
    when: 'A member of staff is a victim, or may have broken the code.',
    clauses: ['T140', 'T141', 'B112'],
  },
  governanceSupport: {
    group: 'advice',
    words: 'School governance support',
    when: 'The chair or the governors need advice.',
    clauses: ['T140'],
  },
  union: {
    group: 'advice',
    words: 'Union or professional association',
    when: 'A member of staff wants support.',
    clauses: ['T140'],
  },
  safeguardingBoard: {
    group: 'advice',
    words: 'Safeguarding children partnership',
    when: 'Child protection procedures.',
    clauses: ['H72'],
  },
  filterProvider: {
    group: 'systems',
    words: 'Filter provider',
    when: 'A harmful site got through, or a good one is blocked.',
    required: true,
    clauses: ['A20', 'A83', 'B41'],
  },
  ictSupport: {
    group: 'systems',
    words: 'ICT support',
    when: 'Equipment, viruses, accounts.',
    clauses: ['T58', 'R102', 'R105'],
  },
  connectivity: {
    group: 'systems',
    words: 'Internet connection',
    when: 'The connection is down or attacked.',
    clauses: ['R24', 'R98'],
  },
  dpo: {
    group: 'systems',
    words: 'Data protection officer',
    when: 'Personal data was lost, or somebody asks for theirs.',
    clauses: ['R105'],
  },
  ico: {
    group: 'systems',
    words: 'Information Commissioner’s Office',
    when: 'A data breach that puts people at risk: within 72 hours.',
  },
  prevent: {
    group: 'advice',
    words: 'Prevent education officer',
    when: 'Somebody may be drawn into terrorism.',
  },
  counterTerrorism: {
    group: 'advice',
    words: 'Counter-terrorism police',
    when: 'Terrorist material or a plan.',
  },
  iwf: {
    group: 'online',
    words: 'Internet Watch Foundation',
    when: 'A public page shows child sexual abuse. Do not copy or send it.',
  },
  reportRemove: {
    group: 'online',
    words: 'Report Remove',
    when: 'A young person wants a nude image of themselves taken down.',
  },
  reportHarmfulContent: {
    group: 'online',
    words: 'Report Harmful Content',
    when: 'A provider did not take harmful content down.',
  },
  ceop: {
    group: 'online',
    words: 'CEOP Safety Centre',
    when: 'An adult grooms or exploits a child online.',
    clauses: ['T91'],
  },
  professionalsHelpline: {
    group: 'online',
    words: 'Professionals Online Safety Helpline',
    when: 'Advice for staff, also about themselves.',
  },
  childline: {
    group: 'online',
    words: 'Childline',
    when: 'A child wants to talk to somebody outside the school.',
    clauses: ['T91'],
  },
} as const satisfies Record<string, ContactRow>

export type ContactRole = keyof typeof contactRoles

export type Contact = {
  /** Null for what is shipped and not yet entered by the school. */
  id: string | null
  role: ContactRole
  name: string
  organisation: string | null
  phone: string | null
  outOfHoursPhone: string | null
  email: string | null
  webAddress: string | null
  notes: string | null
  /** Since when it stands, entered or confirmed by somebody of the school; null for what is shipped. */
  since: Date | null
  /** Shipped, and nobody of the school has compared it with its source yet. */
  checkBeforeUse: boolean
  /** Where a shipped entry can be compared; null for the school’s own. */
  source: string | null
}

/** What the table says of a contact: what for, and from where it is delivered. */
export const contactRow = (role: ContactRole): ContactRow => contactRoles[role]

/** Whether a part of an address names one. */
export function isContactRole(text: string): text is ContactRole {
  return Object.hasOwn(contactRoles, text)
}

export const allContactRoles = Object.keys(contactRoles).filter(isContactRole)

/** The shipped entries that nobody of the school has confirmed. */
export function unconfirmedContacts(contacts: readonly Contact[]): Contact[] {
  return contacts.filter(({ checkBeforeUse }) => checkBeforeUse)
}

/** The required entries that nobody could be reached by: neither a number nor an address. */
export function missingContacts(contacts: readonly Contact[]): ContactRole[] {
  const reached = new Set(
    contacts.filter((one) => one.phone || one.email || one.webAddress).map(({ role }) => role),
  )
  return allContactRoles.filter((role) => contactRow(role).required && !reached.has(role))
}

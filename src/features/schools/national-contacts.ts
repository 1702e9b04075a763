// Bodies that are the same for every school in England. Look at each source once a year, and raise the version.

import type { Contact, ContactRole } from './contact.ts'

type National = Partial<Pick<Contact, 'phone' | 'email' | 'webAddress' | 'notes'>> & {
  name: string
  source: string
}

export const nationalContacts = {
  version: '2026-11',
  entries: {
    emergencyServices: {
      name: 'Emergency services',
      phone: '999',
      source: 'gov.uk/guidance/999-and-112-the-uks-national-emergency-numbers',
    },
    police: {
      name: 'Police',
      phone: '101',
      webAddress: 'https://www.police.uk/pu/contact-us/',
      source: 'police.uk',
    },
    ico: {
      name: 'Information Commissioner’s Office',
      phone: '0303 123 1113',
      webAddress: 'https://ico.org.uk/for-organisations/report-a-breach/',
      source: 'ico.org.uk',
    },
    counterTerrorism: {
      name: 'Anti-terrorist hotline',
      phone: '0800 789 321',
      webAddress: 'https://www.gov.uk/report-terrorism',
      source: 'gov.uk/report-terrorism',
    },
    iwf: {
      name: 'Internet Watch Foundation',
      webAddress: 'https://report.iwf.org.uk/',
      source: 'iwf.org.uk',
    },
    reportRemove: {
      name: 'Report Remove',
      webAddress: 'https://www.childline.org.uk/remove',
      notes:
        'By Childline and the Internet Watch Foundation, for under-18s; the young person reports, with an adult beside them if they like.',
      source: 'childline.org.uk',
    },
    reportHarmfulContent: {
      name: 'Report Harmful Content',
      webAddress: 'https://reportharmfulcontent.com/',
      source: 'reportharmfulcontent.com',
    },
    ceop: {
      name: 'CEOP Safety Centre',
      webAddress: 'https://www.ceop.police.uk/Safety-Centre/',
      source: 'ceop.police.uk',
    },
    professionalsHelpline: {
      name: 'Professionals Online Safety Helpline',
      phone: '0344 381 4772',
      email: 'helpline@saferinternet.org.uk',
      webAddress: 'https://saferinternet.org.uk/professionals-online-safety-helpline',
      source: 'saferinternet.org.uk',
    },
    childline: {
      name: 'Childline',
      phone: '0800 1111',
      webAddress: 'https://www.childline.org.uk/',
      notes: 'Free, day and night. The number does not show on the bill.',
      source: 'childline.org.uk',
    },
  } as const satisfies Partial<Record<ContactRole, National>>,
} as const

/** The shipped entry of a role, where there is one. */
export function nationalContact(role: ContactRole): Contact | undefined {
  const entries: Partial<Record<ContactRole, National>> = nationalContacts.entries
  const entry = entries[role]
  if (!entry) return undefined
  return {
    id: null,
    role,
    name: entry.name,
    organisation: null,
    phone: entry.phone ?? null,
    outOfHoursPhone: null,
    email: entry.email ?? null,
    webAddress: entry.webAddress ?? null,
    notes: entry.notes ?? null,
    since: null,
  }
}

// Bodies that are the same for every school in England. Numbers and addresses change, so what is shipped is offered and
// not asserted: `checkBeforeUse` stands on every entry until somebody at the school has compared it with its source and
// said so with a date. Without it are the two that the safety rules of this product name themselves.

import type { Contact, ContactRole } from './contact.ts'

type National = Partial<Pick<Contact, 'phone' | 'email' | 'webAddress' | 'notes'>> & {
  name: string
  source: string
  checkBeforeUse: boolean
}

export const nationalContacts = {
  version: '2026-11',
  entries: {
    emergencyServices: {
      name: 'Emergency services',
      phone: '999',
      source: 'gov.uk/guidance/999-and-112-the-uks-national-emergency-numbers',
      checkBeforeUse: false,
    },
    police: {
      name: 'Police',
      phone: '101',
      webAddress: 'https://www.police.uk/pu/contact-us/',
      source: 'police.uk',
      checkBeforeUse: true,
    },
    ico: {
      name: 'Information Commissioner’s Office',
      phone: '0303 123 1113',
      webAddress: 'https://ico.org.uk/for-organisations/report-a-breach/',
      source: 'ico.org.uk',
      checkBeforeUse: true,
    },
    counterTerrorism: {
      name: 'Anti-terrorist hotline',
      phone: '0800 789 321',
      webAddress: 'https://www.gov.uk/report-terrorism',
      source: 'gov.uk/report-terrorism',
      checkBeforeUse: true,
    },
    iwf: {
      name: 'Internet Watch Foundation',
      webAddress: 'https://report.iwf.org.uk/',
      source: 'iwf.org.uk',
      checkBeforeUse: true,
    },
    reportRemove: {
      name: 'Report Remove',
      webAddress: 'https://www.childline.org.uk/remove',
      notes:
        'By Childline and the Internet Watch Foundation, for under-18s; the young person reports, with an adult beside them if they like.',
      source: 'childline.org.uk',
      checkBeforeUse: true,
    },
    reportHarmfulContent: {
      name: 'Report Harmful Content',
      webAddress: 'https://reportharmfulcontent.com/',
      source: 'reportharmfulcontent.com',
      checkBeforeUse: true,
    },
    ceop: {
      name: 'CEOP Safety Centre',
      webAddress: 'https://www.ceop.police.uk/Safety-Centre/',
      source: 'ceop.police.uk',
      checkBeforeUse: true,
    },
    professionalsHelpline: {
      name: 'Professionals Online Safety Helpline',
      phone: '0344 381 4772',
      email: 'helpline@saferinternet.org.uk',
      webAddress: 'https://saferinternet.org.uk/professionals-online-safety-helpline',
      source: 'saferinternet.org.uk',
      checkBeforeUse: true,
    },
    childline: {
      name: 'Childline',
      phone: '0800 1111',
      webAddress: 'https://www.childline.org.uk/',
      notes: 'Free, day and night. The number does not show on the bill.',
      source: 'childline.org.uk',
      checkBeforeUse: false,
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
    checkBeforeUse: entry.checkBeforeUse,
    source: entry.source,
  }
}

import type { Control } from '#/platform/controls/control.ts'
import { contactRow, missingContacts, unconfirmedContacts } from './contact.ts'
import { contactsOf } from './contact-store.ts'

export const controls: readonly Control[] = [
  {
    id: 'schools.contacts',
    name: 'Everybody knows whom to ring outside the school',
    does: 'informs',
    clauses: ['A82', 'T109', 'T110', 'T115', 'T140', 'T147', 'B107', 'R12'],
    provedBy: 'the directory says which numbers are missing, and says nothing when they are there',
    evidence: async (tx, schoolId) => {
      const contacts = await contactsOf(tx, schoolId)
      const missing = missingContacts(contacts).map((role) => contactRow(role).words)
      const unconfirmed = unconfirmedContacts(contacts).length
      const since = contacts.flatMap(({ since: at }) => (at ? [at.getTime()] : []))
      return {
        sentence:
          missing.length === 0
            ? `Everybody who has to be there is in the directory${unconfirmed === 0 ? '' : '; some came with Schoolkeeper and wait to be confirmed'}.`
            : `Missing: ${missing.join(', ')}.`,
        lastAt: since.length > 0 ? new Date(Math.max(...since)) : null,
        inDate: missing.length === 0,
        mendAt: '/contacts',
      }
    },
  },
]

import type { Control } from '#/platform/controls/control.ts'
import { settingsInForce } from '#/platform/settings/save-setting.ts'
import { contactRow, missingContacts, unconfirmedContacts } from './contact.ts'
import { contactsOf } from './contact-store.ts'

export const controls: readonly Control[] = [
  {
    id: 'schools.contacts',
    name: 'Everybody knows whom to ring outside the school',
    does: 'informs',
    clauses: ['A82', 'T109', 'T110', 'T115', 'T140', 'T147', 'B107', 'R12', 'R102'],
    provedBy: 'the directory says which numbers are missing, and says nothing when they are there',
    evidence: async (tx, schoolId) => {
      const contacts = await contactsOf(tx, schoolId)
      const missing = missingContacts(contacts).map((role) => contactRow(role).words)
      const unconfirmed = unconfirmedContacts(contacts).length
      const since = contacts.flatMap(({ since: at }) => (at ? [at.getTime()] : []))
      return {
        sentence:
          missing.length === 0
            ? `${contacts.length} contacts are in the directory${unconfirmed === 0 ? '' : `; ${unconfirmed} came with Schoolkeeper and wait to be confirmed`}.`
            : `Missing: ${missing.join(', ')}.`,
        lastAt: since.length > 0 ? new Date(Math.max(...since)) : null,
        inDate: missing.length === 0,
      }
    },
  },
  {
    id: 'schools.settings',
    name: 'What the school sets differently is on record, with the reason',
    does: 'records',
    clauses: ['A22', 'B41', 'R20'],
    provedBy: 'a setting is changed with a reason, and the earlier value is kept',
    evidence: async (tx, schoolId) => {
      const set = await settingsInForce(tx, schoolId)
      const last = set.map(({ changedAt }) => changedAt.getTime())
      return {
        sentence: `${set.length} settings were set by the school; everything else runs on its default.`,
        lastAt: last.length > 0 ? new Date(Math.max(...last)) : null,
        inDate: true,
      }
    },
  },
]

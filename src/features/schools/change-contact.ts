import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused, Stale } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsSaid } from '#/platform/forms/answers.ts'
import { type Contact, type ContactRole, contactRow } from './contact.ts'
import { contactOf, replaceContact } from './contact-store.ts'

export const phone = z
  .string()
  .trim()
  .default('')
  .refine(
    (text) => text === '' || /^[+()0-9][0-9 ()+-]{1,24}$/.test(text),
    'Enter a phone number, like 0121 496 0000',
  )
  .transform((text) => text || null)

export const email = z
  .string()
  .trim()
  .default('')
  .refine(
    (text) => text === '' || z.email().safeParse(text).success,
    'Enter an e-mail address, like lado@council.gov.uk',
  )
  .transform((text) => text || null)

export const contactForm = z.object({
  name: z
    .string('Enter a name')
    .trim()
    .min(1, 'Enter a name, or what they are called')
    .max(120, 'Keep this under 120 characters'),
  organisation: perhapsSaid(120),
  phone,
  outOfHoursPhone: phone,
  email,
  webAddress: z
    .string()
    .trim()
    .default('')
    .refine(
      (text) => text === '' || /^https:\/\/[^\s/]+\.[^\s]+$/.test(text),
      'Enter an address that begins with https://',
    )
    .transform((text) => text || null),
  notes: perhapsSaid(1000),
})

export type ContactEntry = z.infer<typeof contactForm>
export type ChangeContact = ContactEntry & { role: ContactRole; seenId: string | null }

/** Enters or changes whom to reach; the earlier entry is kept with its dates. Refuses one that nobody can be reached by. */
export function changeContact(context: Context, actor: Actor, request: ChangeContact): Promise<void> {
  return inTransaction(context, actor, (tx) => {
    allow(context, actor, 'schools.changeContacts')
    return saveContact(context, tx, actor, request)
  })
}

/** The same inside a command that has asked its own permission: the first set-up. */
export async function saveContact(
  context: Context,
  tx: Tx,
  actor: Actor,
  request: ChangeContact,
): Promise<void> {
  const { role, seenId, ...entry } = request
  if (!entry.phone && !entry.email && !entry.webAddress) {
    throw new Refused(
      'Enter a phone number, an e-mail address or a web address: without one nobody can be reached.',
    )
  }
  const row = {
    school_id: actor.schoolId,
    id: newId(),
    role,
    name: entry.name,
    organisation: entry.organisation,
    phone: entry.phone,
    out_of_hours_phone: entry.outOfHoursPhone,
    email: entry.email,
    web_address: entry.webAddress,
    notes: entry.notes,
    in_force_from: context.clock(),
    in_force_to: null,
    changed_by: personOf(actor),
  }
  if (!(await replaceContact(tx, row, seenId))) {
    const now = await contactOf(tx, actor.schoolId, role)
    throw new Stale(
      'Somebody else changed this entry while you were typing. Look at what stands now, then save again.',
      {
        ...entryWords(now),
        seenId: now?.id ?? '',
      },
    )
  }
  record(tx, {
    did: 'schools.contactChanged',
    about: { kind: 'school', id: actor.schoolId },
    detail: { role, words: contactRow(role).words },
  })
}

/** An entry as the fields of its form. */
export function entryWords(contact: Contact | undefined): Record<string, string> {
  return {
    name: contact?.name ?? '',
    organisation: contact?.organisation ?? '',
    phone: contact?.phone ?? '',
    outOfHoursPhone: contact?.outOfHoursPhone ?? '',
    email: contact?.email ?? '',
    webAddress: contact?.webAddress ?? '',
    notes: contact?.notes ?? '',
  }
}

// Whose day somebody means, by what they typed.

import { isIP } from 'node:net'
import * as z from 'zod'
import { hostOf } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { findPeopleByName, fullName, type PersonKind } from '../people/index.ts'
import { lookForm } from './look-at-day.ts'
import type { Whose } from './visit-store.ts'

export const askForm = z.object({
  who: said('Write whose day you want to look at', 200),
  ...lookForm.shape,
})

const namesAlike = 20

/**
 * An address, or one person by their whole name: somebody of the wanted kind before others, and the very name before names
 * that only begin so. Refuses a name that nobody has, or more than one.
 */
export async function whoseDay(
  tx: Tx,
  schoolId: string,
  who: string,
  wanted: (kind: PersonKind) => boolean,
): Promise<Whose> {
  const family = isIP(who)
  // One address of the sixth version can be written in many ways; engines write it in one.
  if (family !== 0) return { address: hostOf(family === 6 ? `[${who}]` : who)?.replace(/[[\]]/g, '') ?? who }
  const typed = who.trim().replace(/\s+/g, ' ').toLowerCase()
  const alike = await findPeopleByName(tx, schoolId, who, namesAlike)
  const wantedFirst = narrowed(alike, ({ kind }) => wanted(kind))
  const [person, ...others] = narrowed(wantedFirst, (one) => fullName(one).toLowerCase() === typed)
  if (!person)
    throw new Refused(
      'Nobody of that name is at the school. Write the whole name, or the address of a device.',
    )
  if (others.length > 0) throw new Refused('More than one person has a name like that. Write the whole name.')
  return { personId: person.id }
}

/** Those that fit, or all where none does. */
function narrowed<One>(all: readonly One[], fits: (one: One) => boolean): readonly One[] {
  const some = all.filter(fits)
  return some.length > 0 ? some : all
}

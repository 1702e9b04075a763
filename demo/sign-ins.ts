// Sign-ins that everybody knows: a name for each part, one password, and second factors made from the seed.

import { generate } from 'otplib'
import { systemActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { insertLogin, savePassword } from '#/platform/sign-in/login-store.ts'
import { hashPassword } from '#/platform/sign-in/password.ts'
import { replaceRecoveryCodes } from '#/platform/sign-in/second-factor-store.ts'
import type { SignInParts } from '#/platform/sign-in/sign-in.ts'
import type { SignInTables } from '#/platform/sign-in/tables.ts'
import { roleWords } from '../src/features/people/index.ts'
import { castOf } from './cast.ts'
import { chanceFrom, pick } from './chance.ts'
import type { LoadedSchool } from './insert-school.ts'
import { type DemoSchool, demoSchools } from './schools.ts'

/** The password of everybody in the demonstration. Three words that have nothing to do with each other. */
export const demoPassword = 'marmalade kettle lantern'

export type DemoSignIn = { name: string; part: string; who: string; first: boolean }

const families = [
  { part: 'pupil', jobTitle: 'Pupil in Year 4', roles: [], signsIn: true },
  { part: 'parent', jobTitle: 'Parent of that pupil', roles: [], signsIn: true },
] as const

/** Who can sign in at a school. `first`: whom visitors try first. */
export function signInsOf(school: DemoSchool): DemoSignIn[] {
  return [...castOf(school.code), ...families].map(({ part, jobTitle, roles, signsIn }) => ({
    name: `${part}.${school.slug}`,
    part,
    who: roles[0] === undefined ? jobTitle : roleWords(roles[0]),
    first: signsIn === true,
  }))
}

/** The secret of the authenticator app that belongs to a sign-in: the same in every demonstration. */
export function appSecretOf(signInName: string): string {
  const chance = chanceFrom(`authenticator ${signInName}`)
  return Array.from({ length: 32 }, () => pick(chance, [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'])).join('')
}

/** The code that the app of a sign-in shows now. */
export function codeNow(signInName: string, now: Date): Promise<string> {
  return generate({ secret: appSecretOf(signInName), epoch: Math.floor(now.getTime() / 1000) })
}

/** Gives every part of the cast a sign-in with its second factor enrolled. */
export async function insertSignIns(
  context: Context,
  parts: Pick<SignInParts, 'cipher'>,
  { school, schoolId, people }: LoadedSchool,
): Promise<void> {
  const hash = await hashPassword(demoPassword)
  const at = context.clock()
  await inTransaction(context, systemActor(schoolId), async (tx) => {
    for (const { name, part } of signInsOf(school)) {
      const personId = people.cast.get(part)
      if (personId === undefined) throw new Error(`Nobody plays the part ${part} at ${school.name}`)
      if (!(await insertLogin(tx, schoolId, { personId, signInName: name, at }))) {
        throw new Error(`The sign-in name ${name} is taken`)
      }
      await savePassword(tx, schoolId, personId, { hash, temporary: false, at })
      if (hasSecondFactor({ part })) await enrol(parts, tx, { schoolId, personId, name, at })
    }
  })
}

/** Children and parents sign in with their password alone. */
export const hasSecondFactor = ({ part }: Pick<DemoSignIn, 'part'>): boolean =>
  part !== 'pupil' && part !== 'parent'

async function enrol(
  parts: Pick<SignInParts, 'cipher'>,
  tx: Tx,
  { schoolId, personId, name, at }: { schoolId: string; personId: string; name: string; at: Date },
): Promise<void> {
  const about = { schoolId, id: personId }
  const secret = await parts.cipher.seal(tx, 'signIn.app', Buffer.from(appSecretOf(name)), about)
  await tx
    .withTables<SignInTables>()
    .insertInto('sign_in.totp')
    .values({
      school_id: schoolId,
      person_id: personId,
      secret,
      pending_secret: null,
      after_time_step: null,
      enrolled_at: at,
    })
    .execute()
  // Sign-in asks for recovery codes to be written down. Here nobody will: that there are some is enough.
  const hashes = [Buffer.from(`recovery code of ${name}, which nobody has`)]
  await replaceRecoveryCodes(tx, schoolId, personId, { hashes, at })
}

/** The sign-in of that name, and its school. */
export function findSignIn(name: string): { school: DemoSchool; signIn: DemoSignIn } | undefined {
  for (const school of demoSchools) {
    const signIn = signInsOf(school).find((one) => one.name === name)
    if (signIn) return { school, signIn }
  }
  return undefined
}

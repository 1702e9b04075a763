import { newId } from '#/kernel/id.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { carry, encrypt } from '#/platform/keys/keys.ts'
import { findSchool } from '../schools/index.ts'
import { insertAuthority, inspectedHere, type KeptAuthority, newestAuthority } from './inspected-store.ts'
import { neverInspectedCategories, neverInspectedNames } from './never-inspected.ts'
import { profiles } from './profile.ts'
import { askToPublish } from './publish-jobs.ts'
import type { SchoolState } from './school-state.ts'

export const keepAuthorityName = 'filtering.keepAuthority'

/** Makes a certificate authority, as PEM. app/ hands in the engine's own. */
export type MakeAuthority = (
  schoolName: string,
  nowMs: number,
) => Promise<{ certificatePem: string; keyPem: string }>

/** Its certificates are valid for three years (engines/proxy/authority.ts). */
const lastsMs = 3 * 365 * 86_400_000
const renewBeforeMs = 60 * 86_400_000

const boundTo = (schoolId: string, id: string) => ({ schoolId, about: id, purpose: 'inspection authority' })

/** Where encrypted pages are looked into: makes the school's authority, or the next one in time, and hands all to the engines. */
export function keepAuthority(context: Context, actor: Actor, make: MakeAuthority): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    if ((await inspectedHere(tx, schoolId)) === null) return
    const now = context.clock()
    const known = await newestAuthority(tx, schoolId)
    if (known === undefined || known.endsAt.getTime() < now.getTime() + renewBeforeMs) {
      const { name } = await findSchool(tx, schoolId)
      const { certificatePem, keyPem } = await make(name, now.getTime())
      const id = newId()
      const key = Buffer.from(keyPem)
      await insertAuthority(tx, schoolId, {
        id,
        certificate: certificatePem,
        sealedKey: await encrypt(tx, context.vault.keyring, 'inspection', key, boundTo(schoolId, id)),
        madeAt: now,
        endsAt: new Date(now.getTime() + lastsMs),
      })
      record(tx, { did: 'filtering.authorityMade', about: { kind: 'school', id: schoolId } })
    }
    await askToPublish(tx)
  })
}

/** What engines need to look inside; undefined where nobody does, or the authority is not made yet. */
export async function inspectionState(tx: Tx, schoolId: string): Promise<SchoolState['inspection']> {
  const inspected = await inspectedHere(tx, schoolId)
  const authority = inspected === null ? undefined : await newestAuthority(tx, schoolId)
  if (inspected === null || authority === undefined) return null
  return {
    profiles: inspected.map((key) => profiles[key].words),
    never: { categories: [...neverInspectedCategories], names: [...neverInspectedNames] },
    certificate: authority.certificate,
    sealedKey: await carriedKey(tx, schoolId, authority),
  }
}

const carriedKey = (tx: Tx, schoolId: string, { id, sealedKey }: KeptAuthority): Promise<string> =>
  carry(tx, 'inspection', sealedKey, boundTo(schoolId, id))

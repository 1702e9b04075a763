// Who decides (decision S3): the head; about the head, the chair of governors; about the chair, nobody at the school.

import { londonDate } from '#/kernel/london-time.ts'
import { type KeptFrom, keptFromOf } from '#/platform/access/kept-from.ts'
import type { Tx } from '#/platform/database/database.ts'
import { holdersOn, relativesOf } from '../people/index.ts'
import type { CaseManager } from './allegation.ts'

type About = { schoolId: string; adultId: string | null; at: Date }

/** Everybody a matter is kept from that tells of these adults, besides those whom the reporter cannot turn to. */
export async function keptBecauseOf(
  tx: Tx,
  schoolId: string,
  adultIds: readonly (string | null)[],
): Promise<KeptFrom[]> {
  const adults = new Set(adultIds.filter((id) => id !== null))
  if (adults.size === 0) return []
  const relatives = await relativesOf(tx, schoolId, [...adults])
  return [
    ...[...adults].map((personId) => ({ personId, why: 'subject' as const })),
    ...[...relatives]
      .filter((id) => !adults.has(id))
      .map((personId) => ({ personId, why: 'relative' as const })),
  ]
}

/**
 * Who manages a matter that is kept from these people. Null: the LADO and the local authority decide. About the chair
 * that is so even where the head is free, because the chair is the head's superior.
 */
export async function chooseCaseManager(
  tx: Tx,
  about: About,
  kept: ReadonlySet<string>,
): Promise<CaseManager | null> {
  const day = londonDate(about.at)
  const chairs = await holdersOn(tx, about.schoolId, 'chairOfGovernors', day)
  if (chairs.some(({ id }) => id === about.adultId)) return null
  const heads = await holdersOn(tx, about.schoolId, 'head', day)
  if (heads.some(({ id }) => !kept.has(id))) return 'head'
  return chairs.some(({ id }) => !kept.has(id)) ? 'chairOfGovernors' : null
}

/** Who would manage a new matter about this adult: what a form needs to know before it asks for an account. */
export async function wouldManage(
  tx: Tx,
  about: About,
  alsoKept: readonly string[] = [],
): Promise<CaseManager | null> {
  const kept = (await keptBecauseOf(tx, about.schoolId, [about.adultId])).map(({ personId }) => personId)
  return chooseCaseManager(tx, about, new Set([...kept, ...alsoKept]))
}

/** Who manages a matter that stands, after a change of whom it is kept from. */
export async function managesNow(tx: Tx, about: About & { id: string }): Promise<CaseManager | null> {
  return chooseCaseManager(tx, about, await keptFromOf(tx, about.schoolId, about.id))
}

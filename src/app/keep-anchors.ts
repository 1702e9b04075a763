import { setTimeout as wait } from 'node:timers/promises'
import { type Anchored, anchorChains } from '#/platform/audit/keep-anchors.ts'
import type { Context } from '#/platform/context.ts'
import { isDatabaseGone } from '#/platform/database/database.ts'

const lookEveryMs = 5_000

/** Anchors the chains outside the database (decision X12) until the signal ends it, and then a last time. */
export async function keepAnchors(
  context: Context,
  folder: string,
  allSchools: () => Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<void> {
  const anchored: Anchored = new Map()
  const anchor = async (all: boolean): Promise<void> => {
    try {
      await anchorChains(context, folder, { schoolIds: await allSchools(), anchored, all })
    } catch (error) {
      if (!isDatabaseGone(error)) context.log.error({ err: error }, 'the audit trail could not be anchored')
    }
  }
  while (!signal.aborted) {
    await anchor(false)
    await wait(lookEveryMs, undefined, { signal }).catch(() => undefined)
  }
  await anchor(true)
}

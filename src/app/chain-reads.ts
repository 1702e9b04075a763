import { setTimeout as wait } from 'node:timers/promises'
import { chainReads } from '#/platform/audit/reads.ts'
import type { Context } from '#/platform/context.ts'
import { isDatabaseGone } from '#/platform/database/database.ts'

const everyMs = 500

/** Chains what was read, for every school, twice a second (decision X12), until the signal ends it. */
export async function keepChaining(
  context: Context,
  allSchools: () => Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for (const schoolId of await allSchools()) {
        while ((await chainReads(context, schoolId)) > 0) if (signal.aborted) return
      }
    } catch (error) {
      if (!isDatabaseGone(error)) context.log.error({ err: error }, 'reads could not be chained')
    }
    await wait(everyMs, undefined, { signal }).catch(() => undefined)
  }
}

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
  const say = (error: unknown): void => {
    if (!isDatabaseGone(error)) context.log.error({ err: error }, 'reads could not be chained')
  }
  while (!signal.aborted) {
    const schoolIds = await allSchools().catch((error: unknown) => {
      say(error)
      return []
    })
    // One school's trouble must not keep the others' reads waiting.
    for (const schoolId of schoolIds) await chainAll(context, schoolId, signal).catch(say)
    await wait(everyMs, undefined, { signal }).catch(() => undefined)
  }
}

async function chainAll(context: Context, schoolId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await chainReads(context, schoolId)) > 0);
}

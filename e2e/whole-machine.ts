// A school whose network is this whole machine, with its engines: for browsers that reach them by themselves.

import type { TestContext } from 'node:test'
import { sql } from 'kysely'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { engineSnapshotPath, publishPolicy } from '../src/features/filtering/index.ts'
import { schoolIdBySlug } from '../src/features/schools/index.ts'
import { aCertificate } from '../test/a-certificate.ts'
import { type RunningEngines, runEngines } from '../test/running-engines.ts'
import { openSchool, openStage, type Stage } from './stage.ts'

export type WholeMachine = { stage: Stage; engines: RunningEngines; schoolId: string; context: Context }

/** Engines go by the clock on the wall, so the school does too: it is in the school year of today. */
const clock = () => new Date()
const yearNow = (): number => clock().getFullYear() - (clock().getMonth() < 8 ? 1 : 0)

/** Devices are of key stage 2 where nobody has signed in; `settings` are what the school sets differently besides. Everything ends with the test. */
export async function openWholeMachine(
  t: TestContext,
  { settings, byName }: { settings: Readonly<Record<string, string>>; byName: boolean },
): Promise<WholeMachine> {
  const stage = await openStage(
    t,
    'alder',
    (context, parts) => openSchool('alder', context, parts, yearNow()),
    { clock },
  )
  const { context, address } = stage.app
  const schoolId = (await schoolIdBySlug(context.db, 'alder')) ?? ''
  await inTransaction(context, systemActor(schoolId), async (tx) => {
    await sql`update schools.school set network_ranges = '{127.0.0.0/24}' where id = ${schoolId}`.execute(tx)
    const all = { 'filtering.networks': '127.0.0.0/24 keyStage2', ...settings }
    for (const [key, value] of Object.entries(all))
      await sql`
        insert into settings.value (school_id, key, version, value, why, changed_at)
        values (${schoolId}, ${key}, 1, ${JSON.stringify(value)}::jsonb, 'for a journey', now())`.execute(tx)
  })
  await publishPolicy(context, systemActor(schoolId))
  const engines = await runEngines(t, engineSnapshotPath(context), {
    publicUrl: address,
    certificate: aCertificate(),
    byName,
  })
  return { stage, engines, schoolId, context }
}

// What the web bench measures on: five schools, 3,000 people, a head signed in at each.

import { join } from 'node:path'
import { migrateAll } from '#/app/databases.ts'
import { keyringOf } from '#/app/keyring.ts'
import { signInParts } from '#/app/sign-in-parts.ts'
import type { Clock } from '#/kernel/clock.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { type Config, type DatabaseUrls, readConfig } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { createLog } from '#/platform/log/log.ts'
import { chanceFrom, idAt } from '../demo/chance.ts'
import { insertSchool, type LoadedSchool } from '../demo/insert-school.ts'
import { demoSchools } from '../demo/schools.ts'
import { benchClock } from './clock.ts'
import { signIn } from './sign-in.ts'

const yearBegan = 2026

export type Filled = {
  context: Context
  schools: readonly { loaded: LoadedSchool; session: { cookie: string; csrf: string } }[]
}

/** Migrates the database that the environment names, and puts the schools in. */
export async function fill(env: Readonly<Record<string, string>>): Promise<Filled> {
  const config = readConfig(env)
  if (config.database === undefined) throw new Error('The bench brings its own database')
  await migrateAll(config.database)
  const context = await contextOf(config, config.database, benchClock(env))
  const parts = signInParts(config, context.vault.keyring, context.clock)
  const trustId = idAt(chanceFrom('bench'), new Date(`${yearBegan - 2}-08-01T09:00:00Z`))
  const schools: Filled['schools'][number][] = []
  for (const school of demoSchools) {
    const loaded = await insertSchool(context, school, trustId, chanceFrom(school.slug), yearBegan)
    schools.push({ loaded, session: await signIn(parts, context, headOf(loaded)) })
  }
  return { context, schools }
}

async function contextOf(config: Config, urls: DatabaseUrls, clock: Clock): Promise<Context> {
  const log = createLog({ level: 'error' })
  return {
    db: openDatabase(urls.app),
    clock,
    log,
    vault: { dataFolder: join(config.dataDir), keyring: await keyringOf(config, urls) },
    permissions: new Map(),
    heeds: [],
    settings: new Map(),
    search: [],
    holds: [],
    figures: [],
    trailRules: [],
    taskWords: [],
    controls: [],
    retention: [],
  }
}

/** The head of a school, as somebody who signed in and proved it. */
export function headOf({ schoolId, people }: LoadedSchool): PersonActor {
  return {
    kind: 'person',
    schoolId,
    personId: people.cast.get('head') ?? '',
    sessionId: crypto.randomUUID(),
    name: 'Head teacher',
    roles: new Set(['staff', 'head', 'seniorLeader']),
    steppedUpAt: new Date(),
  }
}

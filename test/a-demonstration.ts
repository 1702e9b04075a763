// The demonstration, or some of its schools, in a database of its own.

import { after } from 'node:test'
import pg from 'pg'
import { collect } from '#/app/contributions.ts'
import { features } from '#/app/features.ts'
import { platformFeatures } from '#/app/platform-features.ts'
import { signInParts } from '#/app/sign-in-parts.ts'
import { readConfig } from '#/platform/config/config.ts'
import { createSignIn } from '#/platform/sign-in/sign-in.ts'
import { type DemonstrationOptions, loadDemonstration } from '../demo/load.ts'
import { aGround } from './ground.ts'

/** Loaded at a moment, by default on Tuesday 24 November 2026. It ends with the file's tests. */
export async function aDemonstration(options: DemonstrationOptions, at?: string) {
  const ground = await aGround()
  if (at) ground.setTime(at)
  const config = readConfig({ DATA_DIR: ground.vault.dataFolder, HOST: '127.0.0.1' })
  const parts = { ...signInParts(config, ground.vault.keyring, ground.context.clock), failuresTakeMs: 0 }
  const offered = collect([...platformFeatures(createSignIn(parts), ground.vault, features), ...features])
  const context = { ...ground.context, ...offered }
  const superuser = new pg.Client({ connectionString: ground.database.superuserUrl })
  await superuser.connect()
  after(async () => {
    await superuser.end()
    await ground.close()
  })
  await loadDemonstration(context, parts, options)
  const query = async (sql: string) => (await superuser.query({ text: sql, rowMode: 'array' })).rows
  return { context, parts, jobs: offered.jobs, database: ground.database, query }
}

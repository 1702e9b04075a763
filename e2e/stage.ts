// A school for a journey: the people of a demonstration school, with sign-ins and seal keys, and nothing that ever happened.

import type { TestContext } from 'node:test'
import type { Demonstration } from '#/app/launch.ts'
import type { Clock } from '#/kernel/clock.ts'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { makeSchoolSealKeys } from '#/platform/keys/keys.ts'
import type { SignInParts } from '#/platform/sign-in/sign-in.ts'
import type { SignInTables } from '#/platform/sign-in/tables.ts'
import { chanceFrom } from '../demo/chance.ts'
import { insertSchool } from '../demo/insert-school.ts'
import { demoRoutes } from '../demo/routes.ts'
import { demoSchools } from '../demo/schools.ts'
import { insertSignIns } from '../demo/sign-ins.ts'
import { findPerson, fullName } from '../src/features/people/index.ts'
import { schoolIdBySlug } from '../src/features/schools/index.ts'
import { type App, openApp, openBrowser } from './app.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

export type Stage = {
  app: App
  /** Of one of the demonstration's people, as the school knows them. */
  nameOf: (signInName: string) => Promise<string>
  /** Somebody who has not signed in. */
  visitor: (options?: Partial<VisitorOptions>) => Promise<Visitor>
  /** One of the demonstration's people, signed in: `dsl.alder`. */
  signedIn: (name: string, options?: Partial<VisitorOptions>) => Promise<Visitor>
}

/** The school year that journeys fall into. */
const yearBegan = 2026

/** Opens the school of that short name, or what `load` loads. Everything ends with the test; its subtests share it. */
export async function openStage(
  t: TestContext,
  slug = 'alder',
  load: Demonstration['load'] = (context, parts) => openSchool(slug, context, parts),
  { clock, ...more }: Pick<Demonstration, 'providersAt'> & { clock?: Clock } = {},
): Promise<Stage> {
  const app = await openApp({ load, routes: demoRoutes, ...more }, clock)
  t.after(app.close)
  const browser = await openBrowser()
  t.after(() => browser.close())
  const visitor: Stage['visitor'] = (options) => openVisitor(browser, app, { who: 'anybody', ...options })
  return {
    app,
    nameOf: (signInName) => nameOf(app, slug, signInName),
    visitor,
    signedIn: async (name, options) => {
      const somebody = await visitor({ who: name.split('.')[0] ?? name, ...options })
      const headers = { origin: app.address, 'sec-fetch-site': 'same-origin' }
      await somebody.page.request.post('/demo/sign-in', { form: { name }, headers })
      return somebody
    },
  }
}

/** The school of that short name in the school year that began then. */
export async function openSchool(
  slug: string,
  context: Context,
  parts: SignInParts,
  began = yearBegan,
): Promise<void> {
  const school = demoSchools.find((one) => one.slug === slug)
  if (!school) throw new Error(`No school of the demonstration is called ${slug}`)
  const loaded = await insertSchool(context, school, newId(), chanceFrom(slug), began)
  await insertSignIns(context, parts, loaded)
  await inTransaction(context, systemActor(loaded.schoolId), (tx) =>
    makeSchoolSealKeys(tx, loaded.schoolId, context.clock()),
  )
}

async function nameOf({ context }: App, slug: string, signInName: string): Promise<string> {
  const schoolId = (await schoolIdBySlug(context.db, slug)) ?? ''
  return reading(context, systemActor(schoolId), async (tx) => {
    const { person_id: personId } = await tx
      .withTables<SignInTables>()
      .selectFrom('sign_in.login')
      .select('person_id')
      .where('school_id', '=', schoolId)
      .where('sign_in_name', '=', signInName)
      .executeTakeFirstOrThrow()
    return fullName(await findPerson(tx, schoolId, personId))
  })
}

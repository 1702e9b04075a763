// A school for a journey: the people of a demonstration school, with sign-ins and seal keys, and nothing that ever happened.

import type { TestContext } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { makeSchoolSealKeys } from '#/platform/keys/keys.ts'
import type { SignInTables } from '#/platform/sign-in/tables.ts'
import { loadDemonstration } from '../demo/load.ts'
import { demoRoutes } from '../demo/routes.ts'
import { demoSchools } from '../demo/schools.ts'
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

/** Opens the school of that short name; everything ends with the test, whose subtests may share it. */
export async function openStage(t: TestContext, slug = 'alder'): Promise<Stage> {
  const app = await openApp({
    load: async (context, parts) => {
      await loadDemonstration(context, parts, {
        schools: demoSchools.filter((school) => school.slug === slug),
        stories: false,
      })
      const schoolId = (await schoolIdBySlug(context.db, slug)) ?? ''
      await inTransaction(context, systemActor(schoolId), (tx) =>
        makeSchoolSealKeys(tx, schoolId, context.clock()),
      )
    },
    routes: demoRoutes,
  })
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

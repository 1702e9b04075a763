// Two schools with every feature mounted behind the real web server. A cookie says who asks; all else is as it is in use.

import type { TestContext } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { type Contributions, collect } from '#/app/contributions.ts'
import { drawPage } from '#/app/draw-page.ts'
import { features } from '#/app/features.ts'
import { drawTrouble } from '#/app/start-web.ts'
import type { Context } from '#/platform/context.ts'
import { createServer } from '#/platform/web/server.ts'
import { type StaffedSchools, type StaffName, staffedSchools } from '../../test/staffed-school.ts'

/** What a form sends: a field that is sent several times is a list. */
export type Fields = Readonly<Record<string, string | readonly string[]>>
/** A member of staff by name, or nobody. */
export type Who = StaffName | 'nobody'

export type WholeSchool = StaffedSchools & {
  offered: Contributions
  /** What the log was told of pages that failed: empty, or there is a bug. */
  failures: string[]
  get: (path: string, who: Who) => Promise<LightMyRequestResponse>
  /** Sends a form of this school. */
  post: (path: string, fields: Fields, who: Who) => Promise<LightMyRequestResponse>
  /** Sends bytes as they are. */
  postRaw: (
    path: string,
    payload: string | Buffer,
    who: Who,
    type?: string,
  ) => Promise<LightMyRequestResponse>
}

const urlEncoded = 'application/x-www-form-urlencoded'

/** Opens both schools; `get` and `post` go to the first one. */
export async function wholeSchool(t: TestContext): Promise<WholeSchool> {
  const offered = collect(features)
  const world = await staffedSchools(t, {
    permissions: features.map(({ permissions }) => permissions),
    settings: [...offered.settings.values()],
    heeds: offered.heeds,
  })
  const failures: string[] = []
  const context: Context = {
    ...world.context,
    search: offered.search,
    holds: offered.holds,
    figures: offered.figures,
    controls: offered.controls,
    retention: offered.retention,
    log: Object.assign(Object.create(world.context.log), {
      error: ({ err }: { err: unknown }) => void failures.push(err instanceof Error ? String(err.stack) : ''),
    }),
  }
  const server = openServer(context, offered, world)
  await server.ready()
  t.after(() => server.close())
  const at = (path: string) => `/s/${world.school.slug}${path}`
  const postRaw: WholeSchool['postRaw'] = (path, payload, who, type = urlEncoded) =>
    server.inject({
      method: 'POST',
      url: at(path),
      headers: { cookie: `who=${who}`, 'sec-fetch-site': 'same-origin', 'content-type': type },
      payload,
    })
  return {
    ...world,
    context,
    offered,
    failures,
    get: (path, who) => server.inject({ method: 'GET', url: at(path), headers: { cookie: `who=${who}` } }),
    post: (path, fields, who) => postRaw(path, encoded({ csrf: 'token', ...fields }), who),
    postRaw,
  }
}

/** A form as a browser sends it. */
export function encoded(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
  return new URLSearchParams(pairs).toString()
}

function openServer(context: Context, offered: Contributions, { school }: StaffedSchools) {
  const place = { id: school.id, slug: school.slug, name: 'Alder Primary School' }
  return createServer({
    context,
    routes: offered.routes,
    rootRoutes: offered.rootRoutes,
    panels: offered.panels,
    findSchool: async (slug) => (slug === place.slug ? place : undefined),
    identify: async ({ cookies: { who = '' } }) => {
      const actor = Object.entries(school.people).find(([name]) => name === who)?.[1]
      return actor ? { actor, csrf: 'token' } : null
    },
    askToSignIn: async () => ({ kind: 'redirect', to: '/sign-in' }),
    typedBefore: async () => null,
    drawPage: (page, request) =>
      drawPage({ navigation: offered.navigation, pages: new Set(), demonstration: undefined }, page, request),
    drawTrouble,
    publicUrl: 'http://localhost',
    secure: false,
    trustProxy: false,
  })
}

// Incidents and reports behind the real web server, without sign-in: a cookie says who asks.

import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { collect } from '#/app/contributions.ts'
import { drawPage } from '#/app/draw-page.ts'
import { features } from '#/app/features.ts'
import { drawTrouble } from '#/app/start-web.ts'
import { newId } from '#/kernel/id.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { createServer } from '#/platform/web/server.ts'
import type { StaffedSchools, StaffName } from './staffed-school.ts'

export type IncidentDoor = {
  server: FastifyInstance
  get: (path: string, who?: Who) => Promise<LightMyRequestResponse>
  post: (path: string, body: Readonly<Record<string, string>>, who?: Who) => Promise<LightMyRequestResponse>
}

/** A member of staff by name, a class's device, the device that a test brings along, or nobody. */
export type Who = StaffName | 'class' | 'nobody' | 'device'

/** Opens the pages of incidents and reports of the world's first school. */
export async function openIncidentDoor(
  world: StaffedSchools,
  more: Readonly<Record<string, Actor>> = {},
): Promise<IncidentDoor> {
  const { context, school } = world
  // The tasks page asks for permissions of other features, so it is there for tests that offer all.
  const open = ['incidents', 'reports', ...(context.permissions.has('people.editCover') ? ['tasks'] : [])]
  const offered = collect(features.filter(({ name }) => open.includes(name)))
  const place = { id: school.id, slug: school.slug, name: 'Alder Primary School' }
  const classSession: Actor = {
    kind: 'classSession',
    schoolId: school.id,
    classSessionId: newId(),
    className: '3B',
  }
  const actors: Readonly<Record<string, Actor>> = { ...school.people, class: classSession, ...more }
  const server = createServer({
    context,
    routes: offered.routes,
    rootRoutes: [],
    panels: offered.panels,
    homeCards: offered.homeCards,
    sights: offered.sights,
    findSchool: async (slug) => (slug === place.slug ? place : undefined),
    identify: async (request) => {
      const actor = actors[request.cookies.who ?? '']
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
  const send = (method: 'GET' | 'POST', path: string, who: Who, body?: Readonly<Record<string, string>>) =>
    server.inject({
      method,
      url: `/s/${place.slug}${path}`,
      headers: {
        cookie: `who=${who}`,
        ...(body
          ? { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
          : {}),
      },
      ...(body ? { payload: new URLSearchParams({ csrf: 'token', ...body }).toString() } : {}),
    })
  return {
    server,
    get: (path, who = 'nobody') => send('GET', path, who),
    post: (path, body, who = 'nobody') => send('POST', path, who, body),
  }
}

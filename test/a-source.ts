// A school whose technician has connected a system that says who has an account, behind the real web server.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { PersonActor } from '#/platform/access/actor.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { layout } from '#/platform/web/layout.ts'
import { createServer } from '#/platform/web/server.ts'
import type { Brings } from '../src/features/provisioning/connection.ts'
import { provisioning } from '../src/features/provisioning/feature.ts'
import { addConnection, makeToken } from '../src/features/provisioning/keep-connection.ts'
import { everythingOffered } from './everything-offered.ts'
import { aPerson } from './ground.ts'
import { type StaffedSchools, staffedSchools } from './staffed-school.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Asked = {
  body?: unknown
  text?: string
  headers?: Readonly<Record<string, string>>
  token?: string | null
}
/** An answer of the protocol; what is not there is undefined. */
export type Said = {
  status: number
  headers: Readonly<Record<string, unknown>>
  text: string
  body: {
    id: string
    active: boolean
    detail: string
    scimType: string
    totalResults: number
    Resources: { id: string; userName: string; members?: unknown[] }[]
    members: { value: string }[]
    meta: { version: string; location: string }
  } & Record<string, unknown>
}

/** A message as a system sends it: our own writing, in the shape of Entra or Google. `MEMBER` becomes the id of an account. */
export const sent = (name: string, member = ''): unknown =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, 'scim', `${name}.json`), 'utf8').replaceAll('MEMBER', member),
  )

export type Sourced = StaffedSchools & {
  connectionId: string
  token: string
  technician: PersonActor
  office: PersonActor
  ask: (method: Method, path: string, asked?: Asked) => Promise<Said>
  /** The web server finds no database meanwhile. */
  withoutDatabase: <T>(work: () => Promise<T>) => Promise<T>
  page: (who: PersonActor | null, path: string, headers?: Readonly<Record<string, string>>) => Promise<Said>
}

/** The school, its connection with one token, and `ask`: what the other system sends. */
export async function aSource(t: TestContext, brings: Brings = 'both'): Promise<Sourced> {
  const schools = await staffedSchools(t, {
    permissions: [Object.fromEntries(everythingOffered.permissions)],
    heeds: everythingOffered.heeds,
    settings: [...everythingOffered.settings.values()],
  })
  const { context, school } = schools
  const technician = await aPerson(context, school.id, { name: 'Tess Tech', roles: ['technician'] })
  const office = await aPerson(context, school.id, { name: 'Ofra Office', roles: ['office'] })
  const connectionId = await addConnection(context, technician, { name: 'Entra', source: 'entra', brings })
  const { token } = await makeToken(context, technician, connectionId)
  const actors = new Map<string, PersonActor>()
  const nowhere = openDatabase('postgresql://nobody@127.0.0.1:1/nothing')
  let db = context.db
  const served = Object.defineProperty({ ...context }, 'db', { get: () => db, enumerable: true })
  const server = serverOf({ ...schools, context: served }, actors)
  await server.ready()
  t.after(() => Promise.all([server.close(), nowhere.destroy()]))
  const send = async (method: Method, url: string, headers: Record<string, string>, payload?: string) => {
    const answer = await server.inject({
      method,
      url,
      headers,
      ...(payload === undefined ? {} : { payload }),
    })
    const isJson = String(answer.headers['content-type']).includes('json') && answer.body !== ''
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: (isJson ? JSON.parse(answer.body) : {}) as Said['body'],
    }
  }
  return {
    ...schools,
    connectionId,
    token,
    technician,
    office,
    withoutDatabase: async (work) => {
      db = nowhere
      try {
        return await work()
      } finally {
        db = context.db
      }
    },
    ask: (method, path, { body, text, headers = {}, token: other } = {}) => {
      const payload = text ?? (body === undefined ? undefined : JSON.stringify(body))
      const bearer = other === null ? {} : { authorization: `Bearer ${other ?? token}` }
      const type = payload === undefined ? {} : { 'content-type': 'application/scim+json' }
      const url = path.startsWith('/s/') ? path : `/s/${school.slug}/scim/v2${path}`
      return send(method, url, { ...bearer, ...type, ...headers }, payload)
    },
    page: (who, path, headers = {}) => {
      if (who) actors.set(who.personId, who)
      const known = who === null ? {} : { 'x-who': who.personId }
      return send('GET', `/s/${school.slug}${path}`, { ...known, ...headers })
    },
  }
}

function serverOf(
  { context, school, otherSchool }: StaffedSchools,
  actors: ReadonlyMap<string, PersonActor>,
): FastifyInstance {
  return createServer({
    context,
    routes: provisioning.routes,
    rootRoutes: [],
    exchanges: provisioning.exchanges ?? [],
    findSchool: async (slug) =>
      [school, otherSchool].map((one) => ({ ...one, name: one.slug })).find((one) => one.slug === slug),
    identify: async ({ headers }) => {
      const actor = actors.get(String(headers['x-who']))
      return actor ? { actor, csrf: 'token-of-the-test' } : null
    },
    askToSignIn: async () => ({ kind: 'redirect', to: '/sign-in' }),
    typedBefore: async () => null,
    drawPage: async (page) => String(layout(page)),
    drawTrouble: ({ kind, sentence }) => ({
      status: { notFound: 404, notAllowed: 403, refused: 409 }[String(kind)] ?? 500,
      markup: sentence ?? kind,
    }),
    publicUrl: 'https://safety.example',
    secure: false,
    trustProxy: false,
  })
}

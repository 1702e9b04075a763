// Two schools with everybody who may knock, one record of every kind about nobody among them, and for each person a set of
// records about them; behind the real web server, where a cookie says who asks and nothing that is asked stays.

import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { collect } from '#/app/contributions.ts'
import { features } from '#/app/features.ts'
import { platformFeatures } from '#/app/platform-features.ts'
import { signInParts } from '#/app/sign-in-parts.ts'
import { drawTrouble } from '#/app/start-web.ts'
import { webParts } from '#/app/web-parts.ts'
import { newId } from '#/kernel/id.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { createSignIn } from '#/platform/sign-in/sign-in.ts'
import { createServer, type WebParts } from '#/platform/web/server.ts'
import { freshDatabase } from './database.ts'
import { freshVault } from './vault.ts'
import { type ActorName, type PersonName, personNames, strangers } from './world/cast.ts'
import { forgetting } from './world/forgetting.ts'
import { placesKeptBesides } from './world/kept-besides.ts'
import { type Places, placesAbout, placesOfSchool } from './world/places.ts'
import { type MatrixSchool, staffSchool } from './world/staff-school.ts'

export const csrf = 'token-of-the-matrix'

export type World = Awaited<ReturnType<typeof openWorld>>

/** Opens it, with records about these people. Making them takes some seconds: one world serves a whole test file. */
export async function openWorld(subjects: readonly PersonName[] = personNames) {
  const [database, vault] = await Promise.all([freshDatabase(), freshVault()])
  const db = openDatabase(database.appUrl)
  const config = readConfig({ DATA_DIR: vault.dataFolder, HOST: '127.0.0.1' })
  const now = new Date('2026-11-24T10:00:00Z')
  const clock = () => now
  const signIn = createSignIn({ ...signInParts(config, vault.keyring, clock), failuresTakeMs: 0 })
  const offered = collect([...platformFeatures(signIn, vault, features), ...features])
  const errors: string[] = []
  const log = pino({ level: 'error' }, { write: (line) => void errors.push(line) })
  const context: Context = { db, clock, log, vault, ...offered }
  const ours = await staffSchool(context, 'alder')
  const theirs = await staffSchool(context, 'beech')
  const own = await placesOfSchool(context, ours, signIn.twoPersonActions)
  const other = await placesOfSchool(context, theirs, signIn.twoPersonActions)
  const subject = new Map<ActorName, Places>()
  for (const name of subjects) subject.set(name, await placesAbout(context, ours, name))
  const { relative, notApproachable } = await placesKeptBesides(context, ours)
  const actors = actorsOf(ours)
  const asking: Context = { ...context, db: forgetting(db) }
  const server = createServer({
    ...webParts(asking, config, offered, signIn, 'start'),
    drawTrouble: onceEach(drawTrouble),
    identify: async ({ cookies }) => {
      const actor = actors.get(cookies.who as ActorName)
      return actor ? { actor, csrf } : null
    },
  })
  await server.ready()
  return {
    offered,
    actors,
    school: ours,
    /** Where a test changes what no command would: as nobody in the product may. */
    superuserUrl: database.superuserUrl,
    places: { own, other, subject, relative, notApproachable },
    /** What went wrong inside while pages answered 500. */
    errors,
    ask: asker(server, ours, own.token),
    /** A style sheet or picture, as browsers ask for it beside a page. */
    file: (url: string) => server.inject({ url }),
    close: async () => {
      await server.close()
      await db.destroy()
      await database.drop()
      await vault.remove()
    },
  }
}

/** Pages about trouble are drawn once for each kind: most of the matrix is refusals, and drawing takes the time. */
function onceEach(draw: WebParts['drawTrouble']): WebParts['drawTrouble'] {
  const drawn = new Map<string, ReturnType<WebParts['drawTrouble']>>()
  return (trouble, requestId) => {
    const known = drawn.get(trouble.kind) ?? draw(trouble, requestId)
    drawn.set(trouble.kind, known)
    return { ...known, markup: `${known.markup}${trouble.sentence ?? ''}` }
  }
}

/** What each answers to. Whoever is not in the map is anonymous. */
function actorsOf({ id: schoolId, people }: MatrixSchool): ReadonlyMap<ActorName, Actor> {
  const ids = {
    classSessionId: newId(),
    className: '3B',
    kioskId: newId(),
    linkId: newId(),
    integrationId: newId(),
  }
  const others = strangers
    .filter((kind) => kind !== 'anonymous')
    .map((kind): [ActorName, Actor] => [kind, { kind, schoolId, ...ids }])
  return new Map<ActorName, Actor>([
    ...personNames.map((name: PersonName): [ActorName, Actor] => [name, people[name]]),
    ...others,
  ])
}

export type Fields = Readonly<Record<string, string>>
/** A GET, a form as browsers send it, a form that may hold a file, or what another system sends. */
export type Sending = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  fields?: Fields
  multipart?: boolean
  json?: unknown
}

/** `token` is what another system of the school proves itself with; it sends that wherever it asks. */
function asker(server: FastifyInstance, { slug }: MatrixSchool, token: string) {
  return (who: ActorName, path: string, { method, fields = {}, multipart, json }: Sending) => {
    const sent = { csrf, ...fields }
    const bearer = who === 'integration' ? { authorization: `Bearer ${token}` } : {}
    const headers = { cookie: `who=${who}`, 'sec-fetch-site': 'same-origin', ...bearer }
    const url = `/s/${slug}${path}`
    if (method === 'GET' || method === 'DELETE') return server.inject({ method, url, headers })
    if (json !== undefined)
      return server.inject({
        method,
        url,
        headers: { ...headers, 'content-type': 'application/scim+json' },
        payload: JSON.stringify(json),
      })
    if (multipart) {
      const payload = new FormData()
      for (const [name, value] of Object.entries(sent)) payload.set(name, value)
      return server.inject({ method, url, headers, payload })
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    return server.inject({
      method,
      url,
      headers: { ...headers, ...form },
      payload: new URLSearchParams(sent).toString(),
    })
  }
}

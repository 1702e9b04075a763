// A school with sign-in and nothing else, on a real database behind the real web server: what tests of sign-in and of
// two-person actions knock at.

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { pino } from 'pino'
import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { openDatabase, type Tx } from '#/platform/database/database.ts'
import type { Feature } from '#/platform/feature.ts'
import type { Cipher } from '#/platform/sign-in/parts.ts'
import { createSignIn, inviteLogin, type SignInParts } from '#/platform/sign-in/sign-in.ts'
import { errorPage } from '#/platform/web/components/whole-pages.ts'
import { layout } from '#/platform/web/layout.ts'
import type { Route } from '#/platform/web/route.ts'
import { createServer } from '#/platform/web/server.ts'
import { freshDatabase } from './database.ts'
import { freshVault } from './vault.ts'

export type SchoolDoor = Awaited<ReturnType<typeof openSchoolDoor>>
export type Answered = LightMyRequestResponse

/** A person of the test school. `password` is set when they have a sign-in. */
export type Somebody = { id: string; name: string; password: string }

const key = randomBytes(32)

const cipher: Cipher = {
  seal: async (_tx, purpose, bytes, about) => {
    const iv = randomBytes(12)
    const sealing = createCipheriv('aes-256-gcm', key, iv).setAAD(aad(purpose, about))
    return Buffer.concat([iv, sealing.update(bytes), sealing.final(), sealing.getAuthTag()])
  },
  open: async (_tx, purpose, sealed, about) => {
    const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
    opening.setAAD(aad(purpose, about)).setAuthTag(sealed.subarray(-16))
    return Buffer.concat([opening.update(sealed.subarray(12, -16)), opening.final()])
  },
}
const aad = (purpose: string, about: { schoolId: string; id: string }) =>
  Buffer.from(JSON.stringify([purpose, about.schoolId, about.id]))

/** Opens the school: `school` in addresses, a clock that tests move, one page that needs a sign-in, one that needs proof. */
export async function openSchoolDoor(
  more: { routes?: readonly Route[]; features?: readonly Feature[]; parts?: Partial<SignInParts> } = {},
) {
  const [database, vault] = await Promise.all([freshDatabase(), freshVault()])
  const db = openDatabase(database.appUrl, { connections: 5 })
  const school = { id: newId(), slug: 'alder', name: 'Alder Primary' }
  const people = new Map<string, { name: string; roles: ReadonlySet<string> }>()
  const time = { now: new Date('2026-11-23T09:00:00Z') }
  const signIn = createSignIn({ ...partsOf(people), ...more.parts })
  const features = [signIn.feature, ...(more.features ?? [])]
  const logged: string[] = []
  const context: Context = {
    db,
    clock: () => time.now,
    log: pino({ level: 'info' }, { write: (line) => void logged.push(line) }),
    vault,
    permissions: new Map(
      features.flatMap(({ permissions }) => Object.entries(permissions)),
    ) as Context['permissions'],
    heeds: [],
    settings: new Map(),
  }
  const server = serverOf(context, signIn, school, [
    ...features.flatMap(({ routes }) => routes),
    ...(more.routes ?? []),
  ])
  await server.ready()
  const invite = (id: string, signInName: string) =>
    inTransaction(context, { kind: 'system', schoolId: school.id }, (tx) =>
      inviteLogin(context, tx, { kind: 'system', schoolId: school.id }, { personId: id, signInName }),
    )
  return {
    context,
    signIn,
    school,
    server,
    time,
    logged,
    people,
    invite,
    /** Lets the clock run. */
    wait: (seconds: number) => {
      time.now = new Date(time.now.getTime() + seconds * 1000)
    },
    visitor: () => visitorOf(server, school.slug),
    /** Somebody with these roles and a sign-in name; the password is chosen by their link. */
    add: async (signInName: string, roles: readonly string[]): Promise<Somebody> => {
      const id = newId()
      people.set(id, { name: signInName, roles: new Set(roles) })
      const password = `marmalade ${signInName} bicycle`
      const path = await invite(id, signInName)
      const visitor = visitorOf(server, school.slug)
      const chosen = await visitor.post(`${path}/choose`, { password, again: password })
      if (chosen.statusCode !== 303) throw new Error(`The password was not taken: ${chosen.body}`)
      return { id, name: signInName, password }
    },
    actor: (person: Somebody, steppedUpAt: Date | null = time.now): PersonActor => ({
      kind: 'person',
      schoolId: school.id,
      personId: person.id,
      sessionId: newId(),
      name: person.name,
      roles: people.get(person.id)?.roles ?? new Set(),
      steppedUpAt,
    }),
    inSchool: <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
      inTransaction(context, { kind: 'system', schoolId: school.id }, work),
    /** What the trail says was done, oldest first. */
    trail: async (): Promise<string[]> => {
      const { rows } = await inTransaction(context, { kind: 'system', schoolId: school.id }, (tx) =>
        sql<{ did: string }>`select did from audit.entry order by number`.execute(tx),
      )
      return rows.map(({ did }) => did)
    },
    close: async () => {
      await server.close()
      await db.destroy()
      await database.drop()
      await vault.remove()
    },
  }
}

function partsOf(people: ReadonlyMap<string, { name: string; roles: ReadonlySet<string> }>): SignInParts {
  return {
    rolesOf: async (_tx, _schoolId, personId) => people.get(personId)?.roles ?? new Set(),
    nameOf: async (_tx, _schoolId, personId) => people.get(personId)?.name ?? '',
    cipher,
    keyedHash: (purpose, text) => createHmac('sha256', key).update(`${purpose}\n${text}`).digest(),
    secure: false,
    passkeys: { rpId: 'localhost', origins: ['http://localhost:8080'] },
    roles: {
      all: ['teacher', 'head', 'lead', 'chair', 'pupil'].map((value) => ({ value, text: value })),
      secondFactor: ['head', 'lead', 'chair'],
      simple: ['pupil'],
      openClassSession: ['teacher', 'head'],
      askForReset: ['head', 'lead'],
      agreeToReset: ['lead'],
      breakGlass: { asks: ['head'], agrees: ['chair'], reviews: ['lead'] },
    },
    classes: {
      networkRangesOf: async () => ['127.0.0.0/8'],
      dayEndsAt: async (_tx, _schoolId, at) => new Date(`${at.toISOString().slice(0, 10)}T15:30:00Z`),
      classesOf: async () => [{ id: '00000000-0000-7000-8000-00000000000a', name: 'Oak' }],
    },
    failuresTakeMs: 0,
  }
}

function serverOf(
  context: Context,
  signIn: ReturnType<typeof createSignIn>,
  school: { id: string; slug: string; name: string },
  routes: readonly Route[],
): FastifyInstance {
  return createServer({
    context,
    routes,
    rootRoutes: [],
    findSchool: async (slug) => (slug === school.slug ? school : undefined),
    ...signIn.webParts(context),
    drawPage: async (page, request) =>
      String(
        layout({
          ...page,
          school: { name: school.name, href: '/' },
          ...(request?.actor.kind === 'person'
            ? {
                signedIn: {
                  name: request.actor.name,
                  role: [...request.actor.roles].join(', '),
                  href: request.at('/account'),
                  signOut: { action: request.at('/sign-out'), csrf: request.csrf },
                },
              }
            : {}),
        }),
      ),
    drawTrouble: ({ kind, sentence = '' }, requestId) => {
      const { status, title } = errorPage(kind, { requestId })
      return { status, markup: `${title}: ${sentence}` }
    },
    secure: false,
    trustProxy: false,
  })
}

export type Visitor = ReturnType<typeof visitorOf>

/** A browser: keeps cookies, sends forms with the token that the last page had. */
function visitorOf(server: FastifyInstance, slug: string) {
  const cookies = new Map<string, string>()
  let csrf = ''
  let address = '127.0.0.1'
  const send = async (
    method: 'GET' | 'POST',
    path: string,
    body?: Record<string, string>,
  ): Promise<Answered> => {
    const answer = await server.inject({
      method,
      url: path.startsWith('/s/') ? path : `/s/${slug}${path}`,
      remoteAddress: address,
      headers: {
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36',
        ...(method === 'POST' ? { 'sec-fetch-site': 'same-origin' } : {}),
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(body
        ? {
            payload: new URLSearchParams({ csrf, ...body }).toString(),
            headers: {
              'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36',
              'sec-fetch-site': 'same-origin',
              'content-type': 'application/x-www-form-urlencoded',
              cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            },
          }
        : {}),
    })
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0) cookies.delete(name)
      else cookies.set(name, value)
    }
    const token = [...answer.body.matchAll(/name="csrf" value="([\w-]+)"/g)].at(-1)?.[1]
    if (token) csrf = token
    return answer
  }
  return {
    cookies,
    get: (path: string) => send('GET', path),
    post: (path: string, body: Record<string, string> = {}) => send('POST', path, body),
    signIn: (person: Somebody) => send('POST', '/sign-in', { name: person.name, password: person.password }),
    from: (remoteAddress: string) => {
      address = remoteAddress
    },
  }
}

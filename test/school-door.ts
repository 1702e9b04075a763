// A school with sign-in and nothing else, on a real database behind the real web server: what tests of sign-in and of
// two-person actions knock at.

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { pino } from 'pino'
import { newId } from '#/kernel/id.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { openDatabase, type Tx } from '#/platform/database/database.ts'
import type { Cipher } from '#/platform/sign-in/parts.ts'
import { createSignIn, inviteLogin, type SignInParts } from '#/platform/sign-in/sign-in.ts'
import { twoPersonContribution } from '#/platform/two-person/contribution.ts'
import type { TwoPersonAction } from '#/platform/two-person/two-person.ts'
import { errorPage } from '#/platform/web/components/whole-pages.ts'
import { layout, type SignedIn } from '#/platform/web/layout.ts'
import { pupilLayout } from '#/platform/web/pupil-layout.ts'
import type { Route, WebRequest } from '#/platform/web/route.ts'
import { createServer } from '#/platform/web/server.ts'
import { freshDatabase } from './database.ts'
import { freshVault } from './vault.ts'
import { type Somebody, visitorOf } from './visitor.ts'

export type SchoolDoor = Awaited<ReturnType<typeof openSchoolDoor>>
export type { Somebody, Visitor } from './visitor.ts'

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

type More = { routes?: readonly Route[]; parts?: Partial<SignInParts>; actions?: readonly TwoPersonAction[] }

const nothingOffered = {
  search: [],
  holds: [],
  figures: [],
  trailRules: [],
  taskWords: [],
  controls: [],
  retention: [],
}

/** Opens the school: `alder` in addresses, with a clock that tests move. */
export async function openSchoolDoor(more: More = {}) {
  const [database, vault] = await Promise.all([freshDatabase(), freshVault()])
  const db = openDatabase(database.appUrl, { connections: 5 })
  const school = { id: newId(), slug: 'alder', name: 'Alder Primary' }
  const people: People = new Map()
  const time = { now: new Date('2026-11-23T09:00:00Z') }
  const signIn = createSignIn({ ...partsOf(people), ...more.parts })
  const actions = [...signIn.twoPersonActions, ...(more.actions ?? [])]
  const nameOf = async (_tx: Tx, _schoolId: string, personId: string) => people.get(personId)?.name ?? ''
  const features = [signIn.feature, twoPersonContribution({ actions, nameOf })]
  const logged: string[] = []
  const announced: { happening: string; payload: unknown }[] = []
  const hear = (happening: string) => ({
    happening,
    act: async (_context: Context, _tx: Tx, _actor: Actor, payload: unknown) => {
      announced.push({ happening, payload })
    },
  })
  const context: Context = {
    db,
    clock: () => time.now,
    log: pino({ level: 'info' }, { write: (line) => void logged.push(line) }),
    vault,
    permissions: new Map(
      features.flatMap(({ permissions }) => Object.entries(permissions)),
    ) as Context['permissions'],
    heeds: [
      'signIn.presenceChanged',
      'signIn.loginDisabled',
      'twoPerson.asked',
      'twoPerson.breakGlassUsed',
    ].map(hear) as Context['heeds'],
    settings: new Map(),
    ...nothingOffered,
  }
  const routes = [...features.flatMap((feature) => feature.routes), ...(more.routes ?? [])]
  const server = serverOf(context, signIn, school, routes)
  await server.ready()
  return {
    context,
    signIn,
    school,
    server,
    time,
    logged,
    announced,
    people,
    ...conveniences({ context, school, server, time, people }),
    close: async () => {
      await server.close()
      await db.destroy()
      await database.drop()
      await vault.remove()
    },
  }
}

type People = Map<string, { name: string; roles: ReadonlySet<string> }>

function conveniences(door: {
  context: Context
  school: { id: string; slug: string }
  server: FastifyInstance
  time: { now: Date }
  people: People
}) {
  const { context, school, server, time, people } = door
  const system: Actor = { kind: 'system', schoolId: school.id }
  const inSchool = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(context, system, work)
  const invite = (personId: string, signInName: string) =>
    inSchool((tx) => inviteLogin(context, tx, system, { personId, signInName }))
  return {
    system,
    inSchool,
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
      const password = 'marmalade bicycle tuesday'
      const path = await invite(id, signInName)
      const chosen = await visitorOf(server, school.slug).post(`${path}/choose`, {
        password,
        again: password,
      })
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
    /** What the trail says was done, oldest first. */
    trail: async (): Promise<string[]> => {
      const { rows } = await inSchool((tx) =>
        sql<{ did: string }>`select did from audit.entry order by number`.execute(tx),
      )
      return rows.map(({ did }) => did)
    },
  }
}

function partsOf(people: People): SignInParts {
  return {
    rolesOf: async (_tx, _schoolId, personId) => people.get(personId)?.roles ?? new Set(),
    nameOf: async (_tx, _schoolId, personId) => people.get(personId)?.name ?? '',
    cipher,
    keyedHash: async (_tx, _schoolId, purpose, text) =>
      createHmac('sha256', key).update(`${purpose}\n${text}`).digest(),
    secure: false,
    publicUrl: 'http://localhost:8080',
    passkeys: { rpId: 'localhost', origins: ['http://localhost:8080'] },
    roles: {
      all: ['teacher', 'head', 'lead', 'chair', 'pupil'].map((value) => ({ value, text: value })),
      secondFactor: ['head', 'lead', 'chair'],
      simple: ['pupil'],
      openClassSession: ['teacher', 'head'],
      askForReset: ['head', 'lead'],
      agreeToReset: ['lead'],
      breakGlass: { asks: ['head'], agrees: ['chair'], reviews: ['lead'] },
      keepProviders: ['technician'],
    },
    providers: {
      issuerOf: () => 'https://provider.invalid',
      onThisMachine: false,
      kinds: [{ value: 'teacher', text: 'Teachers', byDefault: true }],
    },
    classes: {
      startPage: '/report',
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
    drawPage: async (page, request) => {
      const frame = { ...page, school: { name: school.name, href: `/s/${school.slug}` } }
      if (page.look === 'pupil') return String(pupilLayout(frame))
      return String(
        layout(request?.actor.kind === 'person' ? { ...frame, signedIn: signedInOf(request) } : frame),
      )
    },
    drawTrouble: ({ kind, sentence = '' }, requestId) => {
      const { status, title } = errorPage(kind, { requestId })
      return { status, markup: `${title}: ${sentence}` }
    },
    publicUrl: 'http://localhost',
    secure: false,
    trustProxy: false,
  })
}

function signedInOf({ actor, at, csrf }: WebRequest): SignedIn {
  const person = actor.kind === 'person' ? actor : undefined
  return {
    name: person?.name ?? '',
    role: [...(person?.roles ?? [])].join(', '),
    href: at('/account'),
    signOut: { action: at('/sign-out'), csrf },
  }
}

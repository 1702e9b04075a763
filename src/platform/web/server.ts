// The web server. `answerSchool` below is the ordered list that every request passes.

import { randomBytes } from 'node:crypto'
import cookies from '@fastify/cookie'
import formBody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { allow } from '../access/access.ts'
import type { Actor } from '../access/actor.ts'
import { hasFreshProof } from '../access/proof.ts'
import type { Context } from '../context.ts'
import { doorsOf, mayKnock, sightOf } from './doors.ts'
import { type Exchange, mountExchanges } from './exchange.ts'
import { securityHeaders } from './headers.ts'
import { paramsOf } from './path-params.ts'
import { putPagesFirst } from './put-pages-first.ts'
import { TooMany, type Trouble, troubleOf } from './refusals.ts'
import { readBody, readQuery } from './request-body.ts'
import type {
  Answer,
  Client,
  HomeCard,
  Opens,
  Page,
  Panel,
  RecordSight,
  RootRoute,
  Route,
  SchoolInPath,
  Sent,
  WebRequest,
} from './route.ts'
import { requireSameSite, requireToken } from './same-site.ts'
import { schoolOf } from './school-in-path.ts'
import { sendAnswer } from './send-answer.ts'
import { rememberWhere, SentBefore, whereItWent } from './sent-once.ts'
import { uploadsOf } from './uploads.ts'

/** Who asked, as the sign-in knows them. `csrf` is the token of this sign-in's forms. */
export type Identity = { actor: Actor; csrf: string }

export type WebParts = {
  context: Context
  routes: readonly Route[]
  rootRoutes: readonly RootRoute[]
  panels?: readonly Panel[]
  homeCards?: readonly HomeCard[]
  sights?: readonly RecordSight[]
  /** Where other systems ask. */
  exchanges?: readonly Exchange[]
  /** The school of a path; undefined when there is none. */
  findSchool: (slug: string) => Promise<SchoolInPath | undefined>
  /** Who holds this sign-in, if it is one of this school; everybody else is anonymous. */
  identify: (request: FastifyRequest, school: SchoolInPath) => Promise<Identity | null>
  /** Where somebody goes who has to sign in, or prove again who they are; keeps what they typed. */
  askToSignIn: (parts: {
    request: FastifyRequest
    school: SchoolInPath
    sent: Sent
    why: 'signIn' | 'stepUp'
  }) => Promise<Answer>
  /** What was typed before the sign-in ran out, when the page was opened again with it. */
  typedBefore: (request: FastifyRequest, school: SchoolInPath) => Promise<Sent | null>
  drawPage: (page: Page, request: WebRequest | null) => Promise<string>
  /** Must work when nothing else can be reached. */
  drawTrouble: (trouble: Trouble, requestId: string, home?: string) => { status: number; markup: string }
  /** What the addresses begin with that people type. */
  publicUrl: string
  secure: boolean
  trustProxy: string | false
}

/** Certificate and key as PEM. Without them, TLS ends before us or the caller is this machine. */
export type Tls = { cert: string | Buffer; key: string | Buffer }

const bodyLimitBytes = 256 * 1024

/** Builds the server; the caller adds assets and listens. */
export function createServer(parts: WebParts, tls: Tls | null = null): FastifyInstance {
  const server = fastify({
    https: tls,
    bodyLimit: bodyLimitBytes,
    trustProxy: parts.trustProxy,
    requestIdHeader: false,
    genReqId: () => randomBytes(8).toString('hex'),
    logger: false,
    routerOptions: { maxParamLength: 200, caseSensitive: true, ignoreTrailingSlash: true },
    requestTimeout: 60_000,
  })
  server.register(cookies)
  server.register(formBody, { bodyLimit: bodyLimitBytes })
  server.register(multipart)
  const headers = securityHeaders(parts.secure)
  server.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
  putPagesFirst(server)
  server.setErrorHandler((error, request, reply) => answerTrouble(parts, error, request, reply))
  server.setNotFoundHandler((request, reply) => answerTrouble(parts, new NotFound('page'), request, reply))
  server.register(async (scope) => mount(scope, parts))
  mountExchanges(server, parts)
  return server
}

function mount(server: FastifyInstance, parts: WebParts): void {
  const withDoors = { ...parts, doors: doorsOf(parts.routes) }
  for (const route of parts.routes) {
    server.route({
      method: route.method,
      url: route.path === '/' ? '/s/:school' : `/s/:school${route.path}`,
      handler: (request, reply) => answerSchool(withDoors, route, request, reply),
    })
  }
  for (const route of parts.rootRoutes) {
    server.route({
      method: route.method,
      url: route.path,
      handler: (request, reply) => answerRoot(parts, route, request, reply),
    })
  }
}

type SchoolParts = WebParts & { doors: (context: Context, actor: Actor) => Opens }

async function answerSchool(parts: SchoolParts, route: Route, request: FastifyRequest, reply: FastifyReply) {
  const school = await schoolOf(parts, request)
  const params = paramsOf(request.params)
  const identity = await parts.identify(request, school)
  const actor: Actor = identity?.actor ?? { kind: 'anonymous', schoolId: school.id }
  if (request.method === 'POST') requireSameSite(request.headers as Record<string, string | undefined>)
  const uploads = route.takesFile ? await uploadsOf(request) : null
  const sent = uploads ? uploads.fields : readBody(request.body)
  if (identity === null && route.may !== 'anybody') {
    return sendAnswer(parts, reply, await parts.askToSignIn({ request, school, sent, why: 'signIn' }), null)
  }
  if (request.method === 'POST' && identity) requireToken(sent.csrf, identity.csrf)
  const context = withToken(parts.context, sent.once)
  admit(context, route, actor)
  if (route.stepUp && !hasFreshProof(actor, context.clock())) {
    return sendAnswer(parts, reply, await parts.askToSignIn({ request, school, sent, why: 'stepUp' }), null)
  }
  const web: WebRequest = {
    context,
    actor,
    school,
    params,
    query: readQuery(request.query),
    body: sent,
    typed: await parts.typedBefore(request, school),
    csrf: identity?.csrf ?? '',
    once: randomBytes(16).toString('base64url'),
    publicUrl: parts.publicUrl,
    route: route.path,
    at: (path) => `/s/${school.slug}${path}`,
    opens: parts.doors(context, actor),
    sees: sightOf(parts.sights ?? [], context, actor),
    nextUpload: uploads ? uploads.next : async () => null,
    panels: parts.panels ?? [],
    homeCards: parts.homeCards ?? [],
    client: clientOf(request),
    id: request.id,
  }
  return sendAnswer(parts, reply, await answerOnce(route, web), web)
}

function clientOf(request: FastifyRequest): Client {
  return {
    address: request.ip,
    cookies: request.cookies,
    userAgent: request.headers['user-agent'] ?? '',
    fromOwnPage: request.headers['sec-fetch-site'] === 'same-origin',
  }
}

async function answerRoot(parts: WebParts, route: RootRoute, request: FastifyRequest, reply: FastifyReply) {
  if (request.method === 'POST') requireSameSite(request.headers as Record<string, string | undefined>)
  const answer = await route.answer({
    context: parts.context,
    params: paramsOf(request.params),
    query: readQuery(request.query),
    body: readBody(request.body),
    client: clientOf(request),
    fromLoopback: /^(::1|(::ffff:)?127\.)/.test(request.ip),
    id: request.id,
  })
  return sendAnswer(parts, reply, answer, null)
}

/** Who may not even knock gets 403: the page exists for everybody of the school, and its name says nothing. */
function admit(context: Context, route: Route, actor: Actor): void {
  if (mayKnock(context, actor, route)) return
  if (route.may === 'signedIn' || route.may === 'anybody')
    throw new NotAllowed('Sign in as yourself to open this page.')
  allow(context, actor, route.may)
}

function withToken(context: Context, once: unknown): Context {
  if (typeof once !== 'string' || !/^[A-Za-z0-9_-]{16,64}$/.test(once)) return context
  return { ...context, once: { token: once, claimed: false } }
}

/** A form that was sent before is answered as if it had just been saved: the record is there, once. */
async function answerOnce(route: Route, web: WebRequest): Promise<Answer> {
  try {
    const answer = await route.answer(web)
    if (answer.kind === 'redirect' && web.context.once?.claimed) await rememberWhere(web, answer.to)
    return answer
  } catch (error) {
    if (error instanceof SentBefore) return { kind: 'redirect', to: await whereItWent(web) }
    throw error
  }
}

/** The first page of the school that an address names, from any other page of it. */
const homeOf = ({ url }: FastifyRequest): string | undefined => /^\/s\/[a-z0-9-]{1,40}(?=\/)/.exec(url)?.[0]

async function answerTrouble(parts: WebParts, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const trouble = troubleOf(error)
  if (trouble.kind === 'broken')
    parts.context.log.error({ requestId: request.id, err: error }, 'a page failed')
  if (error instanceof TooMany) reply.header('retry-after', String(error.afterSeconds))
  const { status, markup } = parts.drawTrouble(trouble, request.id, homeOf(request))
  return reply.status(status).type('text/html; charset=utf-8').send(markup)
}

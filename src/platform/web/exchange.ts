// Addresses at which another system asks, not a person, in a protocol of its own. A token says who asks: cookies are never
// read here, and the token opens no page.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '#/kernel/refusal.ts'
import { allow, type Permission } from '../access/access.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { paramsOf } from './path-params.ts'
import { TooMany, type Trouble, troubleOf } from './refusals.ts'
import { readQuery } from './request-body.ts'
import type { SchoolInPath } from './route.ts'
import { schoolOf } from './school-in-path.ts'

export type Exchange = {
  /** Where it stands under `/s/<school>`. */
  path: `/${string}`
  /** What answers are. Requests may be this, or plain JSON. */
  contentType: string
  routes: readonly ExchangeRoute[]
  /** Who asks. Null is answered 401, whatever was wrong with the token. Runs before the body is read. */
  identify: (asked: Knock) => Promise<Actor | null>
  /** How the protocol says that something was refused. */
  refusal: (refused: { status: number; sentence: string; error: unknown }) => ExchangeAnswer
}

export type Knock = { context: Context; school: SchoolInPath; token: string | null; address: string }

export type ExchangeRoute = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Under the path of the exchange. */
  path: `/${string}`
  may: Permission
  does: string
  answer: (request: ExchangeRequest) => Promise<ExchangeAnswer>
}

export type ExchangeRequest = {
  context: Context
  actor: Actor
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  /** The JSON that was sent, of any shape; undefined when nothing was. */
  body: unknown
  headers: Readonly<Record<string, string | undefined>>
  /** The address that it was asked from. */
  from: string
  /** What addresses of the exchange begin with: `https://safety.example/s/alder/scim/v2`. */
  base: string
}

export type ExchangeAnswer = {
  status: number
  body?: unknown
  headers?: Readonly<Record<string, string>>
}

export type ExchangeParts = {
  context: Context
  exchanges?: readonly Exchange[]
  findSchool: (slug: string) => Promise<SchoolInPath | undefined>
  publicUrl: string
}

/** Deep enough for every protocol here; deeper is somebody looking for a recursion. */
const deepest = 12

/** A database that starts again is there after so long; nothing of what was sent is lost by asking once more. */
const databaseBackSeconds = 60

const statuses: Readonly<Record<Trouble['kind'], number>> = {
  notFound: 404,
  notAllowed: 403,
  tooLarge: 413,
  refused: 409,
  throttled: 429,
  unavailable: 503,
  unreadable: 400,
  broken: 500,
}

const usualSentences: Readonly<Record<number, string>> = {
  400: 'This could not be read.',
  401: 'The token is missing, is over, or is not one of this school.',
  404: 'There is nothing here.',
  413: 'This is too large.',
  415: 'Send this as JSON.',
  500: 'Something went wrong here, and nothing was changed.',
  503: 'The database cannot be reached just now. Try again later.',
}

/** Mounts every exchange, each with its own content types and its own way to say that something was refused. */
export function mountExchanges(server: FastifyInstance, parts: ExchangeParts): void {
  for (const exchange of parts.exchanges ?? [])
    server.register(async (scope) => mount(scope, parts, exchange))
}

function mount(scope: FastifyInstance, parts: ExchangeParts, exchange: Exchange): void {
  const start = `/s/:school${exchange.path}`
  const asked = new WeakMap<FastifyRequest, { actor: Actor; school: SchoolInPath }>()
  readJson(scope, exchange.contentType)
  scope.setErrorHandler((error, request, reply) => refuse(parts, exchange, error, request, reply))
  scope.addHook('onRequest', async (request, reply) => {
    const school = await schoolOf(parts, request)
    const knock = { context: parts.context, school, token: bearerOf(request), address: request.ip }
    const actor = await exchange.identify(knock)
    if (actor) asked.set(request, { actor, school })
    else return send(exchange, reply, notIdentified(exchange))
  })
  for (const route of exchange.routes) {
    scope.route({
      method: route.method,
      url: `${start}${route.path}`,
      handler: async (request, reply) => {
        const by = asked.get(request)
        if (!by) throw new NotFound('page')
        return send(exchange, reply, await answer(parts, exchange, route, request, by))
      },
    })
  }
  scope.all(`${start}/*`, async () => {
    throw new NotFound('page')
  })
}

async function answer(
  { context, publicUrl }: ExchangeParts,
  { path }: Exchange,
  route: ExchangeRoute,
  request: FastifyRequest,
  { actor, school }: { actor: Actor; school: SchoolInPath },
): Promise<ExchangeAnswer> {
  allow(context, actor, route.may)
  return route.answer({
    context,
    actor,
    params: paramsOf(request.params),
    query: readQuery(request.query),
    body: request.body,
    headers: request.headers as Record<string, string | undefined>,
    from: request.ip,
    base: `${publicUrl}/s/${school.slug}${path}`,
  })
}

/** Reads JSON; names that would reach into objects themselves, and what is nested too deep, are refused. */
function readJson(scope: FastifyInstance, contentType: string): void {
  const parse = scope.getDefaultJsonParser('error', 'error')
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    [...new Set([contentType, 'application/json'])],
    { parseAs: 'string' },
    (request, text, done) => {
      if (String(text).trim() === '') return done(null, undefined)
      if (isTooDeep(String(text)))
        return done(Object.assign(new Error('nested too deep'), { statusCode: 400 }))
      return parse(request, String(text), done)
    },
  )
}

/** Counts open brackets outside quoted text, before anything is built from it. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (sign === '"') quoted = !quoted
    else if (!quoted) depth += nesting[sign] ?? 0
    else if (sign === '\\') at += 1
    if (depth > deepest) return true
  }
  return false
}

const nesting: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 }

function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer ([A-Za-z0-9_-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
}

function notIdentified(exchange: Exchange): ExchangeAnswer {
  const sentence = usualSentences[401] ?? ''
  const refused = exchange.refusal({ status: 401, sentence, error: null })
  return { ...refused, headers: { ...refused.headers, 'www-authenticate': 'Bearer' } }
}

function send(exchange: Exchange, reply: FastifyReply, { status, body, headers }: ExchangeAnswer) {
  reply.status(status).headers(headers ?? {})
  if (body === undefined) return reply.send()
  return reply.type(`${exchange.contentType}; charset=utf-8`).send(JSON.stringify(body))
}

function refuse(
  { context }: ExchangeParts,
  exchange: Exchange,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { kind, sentence } = troubleOf(error)
  const status = kind === 'unreadable' ? statusOf(error) : statuses[kind]
  if (kind === 'broken') context.log.error({ requestId: request.id, err: error }, 'an exchange failed')
  if (error instanceof TooMany) reply.header('retry-after', String(error.afterSeconds))
  if (kind === 'unavailable') reply.header('retry-after', String(databaseBackSeconds))
  const said = sentence ?? usualSentences[status] ?? 'This could not be done.'
  return send(exchange, reply, exchange.refusal({ status, sentence: said, error }))
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 400
}

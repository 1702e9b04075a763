// Google and Microsoft for a test: real providers of OpenID Connect on a free port of this machine, whose accounts the test
// makes up and whose answers it may spoil.

import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { interactionPolicy, Provider } from 'oidc-provider'

/** What a provider says of an account besides its id. `amr`: how it was signed in there. */
export type TestAccount = Readonly<Record<string, unknown>> & { amr?: readonly string[] }

export const testClient = { id: 'schoolkeeper', secret: 'a-secret-of-the-test' }
export const testTenant = '8f2a6c1e-4b7d-4e0a-9c35-1d2e3f4a5b6c'

/** Made anew by `rotate`. The key signs ID tokens; forgers may borrow it. */
type Key = { id: string; secret: KeyObject }
type Spoiling = {
  /** Changes an ID token before it is sent; a promise makes the provider slow. */
  idToken?: (token: string) => string | Promise<string>
  /** Changes what the provider publishes of itself. */
  discovery?: (published: Record<string, unknown>) => Record<string, unknown>
}

export type Issuer = {
  issuer: string
  accounts: Map<string, TestAccount>
  spoil: Spoiling
  key: () => Key
  /** Signs with another key from now on. */
  rotate: () => void
}

export type Providers = Awaited<ReturnType<typeof openProviders>>

/** Opens both. `returnTo`: addresses that browsers may be sent back to. */
export async function openProviders(returnTo: () => readonly string[]) {
  const handlers = new Map<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>()
  const state = { away: false }
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    const prefix = [...handlers.keys()].find((each) => url.startsWith(`${each}/`)) ?? ''
    const handle = handlers.get(prefix)
    if (state.away || !handle) return void request.socket.destroy()
    Object.assign(request, { originalUrl: url, url: url.slice(prefix.length) })
    handle(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const at = (prefix: string): Issuer => {
    const issuer = issuerAt(`${address}${prefix}`, returnTo)
    handlers.set(prefix, issuer.handle)
    return issuer
  }
  return {
    address,
    google: at('/google'),
    microsoft: at(`/${testTenant}/v2.0`),
    otherTenant: at('/00000000-1111-4222-8333-444444444444/v2.0'),
    /** Nobody answers while it is true. */
    state,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function issuerAt(issuer: string, returnTo: () => readonly string[]) {
  const accounts = new Map<string, TestAccount>()
  const spoil: Spoiling = {}
  let made = makeProvider(issuer, accounts, spoil, returnTo)
  return {
    issuer,
    accounts,
    spoil,
    key: () => made.key,
    rotate: () => {
      made = makeProvider(issuer, accounts, spoil, returnTo)
    },
    handle: async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const way = /^\/interaction\/[\w-]+$/.test(request.url ?? '')
      if (!way) return made.provider.callback()(request, response)
      if (request.method === 'GET') return drawAccounts(accounts, response)
      const accountId = (await bodyOf(request)).get('account') ?? ''
      if (accountId === '') {
        return made.provider.interactionFinished(request, response, { error: 'access_denied' })
      }
      const { amr = [] } = accounts.get(accountId) ?? {}
      await made.provider.interactionFinished(request, response, {
        login: { accountId, amr },
        select_account: {},
      })
    },
  }
}

/** Where the provider keeps what it knows: in this process. */
class InMemory {
  readonly #rows = new Map<string, { payload: Record<string, unknown>; endsAt: number }>()
  async upsert(id: string, payload: Record<string, unknown>, lastsSeconds = 3600): Promise<void> {
    this.#rows.set(id, { payload, endsAt: Date.now() + lastsSeconds * 1000 })
  }
  async find(id: string): Promise<Record<string, unknown> | undefined> {
    const row = this.#rows.get(id)
    return row && row.endsAt > Date.now() ? row.payload : undefined
  }
  async findByUid(uid: string): Promise<Record<string, unknown> | undefined> {
    return [...this.#rows.values()].find(({ payload }) => payload.uid === uid)?.payload
  }
  async consume(id: string): Promise<void> {
    Object.assign(this.#rows.get(id)?.payload ?? {}, { consumed: Math.floor(Date.now() / 1000) })
  }
  async destroy(id: string): Promise<void> {
    this.#rows.delete(id)
  }
  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#rows) if (payload.grantId === grantId) this.#rows.delete(id)
  }
}

let keysMade = 0

function makeProvider(
  issuer: string,
  accounts: ReadonlyMap<string, TestAccount>,
  spoil: Spoiling,
  returnTo: () => readonly string[],
): { provider: Provider; key: Key } {
  keysMade += 1
  const key = {
    id: `key-${keysMade}`,
    secret: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  }
  const policy = interactionPolicy.base()
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0)
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: testClient.id,
        client_secret: testClient.secret,
        redirect_uris: returnTo(),
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...key.secret.export({ format: 'jwk' }), kid: key.id, use: 'sig', alg: 'RS256' }] },
    adapter: InMemory,
    cookies: { keys: ['a key of the test'] },
    conformIdTokenClaims: false,
    claims: {
      openid: ['sub', 'hd', 'tid', 'idp', 'amr'],
      email: ['email', 'email_verified', 'preferred_username'],
    },
    extraParams: ['hd'],
    features: { devInteractions: { enabled: false } },
    interactions: {
      policy,
      url: (_context: unknown, { uid }: { uid: string }) => `${issuer}/interaction/${uid}`,
    },
    pkce: { required: () => true },
    findAccount: async (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: async () => ({ ...accounts.get(sub), sub }),
    }),
    loadExistingGrant: async (context: {
      oidc: {
        session: { accountId: string }
        client: { clientId: string }
        provider: Provider
      }
    }) => {
      const { session, client } = context.oidc
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  provider.use(async (context, next) => {
    await next()
    const { body, oidc } = context
    if (typeof body !== 'object' || body === null) return
    if (oidc?.route === 'token' && 'id_token' in body && spoil.idToken) {
      context.body = { ...body, id_token: await spoil.idToken(String(body.id_token)) }
    }
    if (oidc?.route === 'discovery' && spoil.discovery) context.body = spoil.discovery({ ...body })
  })
  return { provider, key }
}

function drawAccounts(accounts: ReadonlyMap<string, TestAccount>, response: ServerResponse): void {
  const buttons = [...accounts].map(
    ([sub, { email }]) => `<button name="account" value="${sub}">${String(email ?? sub)}</button>`,
  )
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(`<!doctype html><html lang="en"><title>Choose an account</title><h1>Choose an account</h1>
<form method="post">${buttons.join('\n')}<button name="account" value="">Cancel</button></form></html>`)
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

/** Goes where we were sent, chooses the account there, and returns the address that the browser is sent back to. */
export async function chooseAccount(to: string, sub: string): Promise<string> {
  const cookies = new Map<string, string>()
  const go = async (address: string, body?: URLSearchParams): Promise<string> => {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
    const answer = await fetch(address, {
      redirect: 'manual',
      headers,
      ...(body ? { method: 'POST', body } : {}),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split(/=(.*)/s) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`The provider did not go on: ${await answer.text()}`)
    return new URL(location, address).href
  }
  const choosing = await go(to)
  if (!choosing.includes('/interaction/')) return choosing
  return go(await go(choosing, new URLSearchParams({ account: sub })))
}

/** The ID token with other claims or another header, signed by a key of the provider's, or not at all. */
export function forged(
  token: string,
  key: Key | null,
  change: { claims?: Record<string, unknown>; header?: Record<string, unknown> },
): string {
  const [head = '', body = ''] = token.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object
  const write = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${write({ ...read(head), ...(key ? { kid: key.id } : {}), ...change.header })}.${write({ ...read(body), ...change.claims })}`
  if (key === null) return `${signed}.`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key.secret, 'base64url')}`
}

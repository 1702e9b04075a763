// Passes one request on and its answer back. Bodies are streamed, all but forms that may be a search: nothing of them stays.

import { Agent, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http'
import { request as requestHttps, Agent as SecureAgent } from 'node:https'
import type { Gate, Pass, Place, Verdict } from './gate.ts'
import { hasBody, passedOn, viaName } from './headers.ts'
import type { Limits } from './limits.ts'
import { createPostedSearches, type PostedForm } from './posted-search.ts'
import { InsideAddress, type Reach } from './reach.ts'
import { safeHeaders, safePath, safeSideOf } from './safe-address.ts'
import { inside, plainPage, sayBlocked, sayPage } from './say.ts'
import { endWhenBlocked } from './splice.ts'
import type { Target } from './target.ts'

export type Forward = {
  /** `to` was read from the request and broke no rule of `refusals.ts`. */
  pass: (pass: Pass, to: Target, request: IncomingMessage, response: ServerResponse) => void
  /** False for an address inside the school in place of a name: no request may be made for it. */
  isOpen: (to: Target) => boolean
  /** What the names say by which the site's own is an alias. */
  mayLeadOn: (pass: Pass, to: Target) => Promise<Verdict>
  /** The request to the site, its head not yet sent. Only for what `isOpen`. */
  ask: (
    pass: Pass,
    to: Target,
    request: IncomingMessage,
    set?: Readonly<Record<string, string>>,
  ) => ReturnType<typeof requestHttp>
  close: () => void
}

/** `trusts` are further authorities for sites, as PEM; the system's are always there, and no site goes unverified. */
export function createForward(parts: {
  gate: Gate
  reach: Reach
  limits: Limits
  trusts?: readonly string[] | undefined
}): Forward {
  const { reach, limits, trusts } = parts
  const kept = {
    keepAlive: true,
    maxFreeSockets: limits.keptPerSiteMost,
    scheduling: 'lifo',
    noDelay: true,
    lookup: reach.lookup,
  } as const
  const agents = {
    http: new Agent(kept),
    https: new SecureAgent({ ...kept, ALPNProtocols: ['http/1.1'], ...(trusts ? { ca: [...trusts] } : {}) }),
  }
  const ask: Forward['ask'] = (pass, to, request, set = {}) => {
    const { shape } = pass
    const side = safeSideOf(shape, to.host)
    const send = to.scheme === 'https' ? requestHttps : requestHttp
    return send({
      agent: agents[to.scheme],
      host: side.replace(/^\[|\]$/g, ''),
      // Also a mark of its own for what is kept open: nobody else goes over a connection to another side.
      ...(side === to.host ? {} : { servername: to.host }),
      port: to.port,
      method: request.method ?? 'GET',
      path: safePath(shape, to.host, to.pathAndQuery),
      headers: passedOn(request.rawHeaders, {
        via: `${request.httpVersion} ${viaName}`,
        ...safeHeaders(shape, to.host),
        ...lengthOf(request),
        ...set,
      }),
      setHost: false,
      timeout: limits.answerMaxMs,
    })
  }
  const isOpen: Forward['isOpen'] = ({ host }) => reach.isOpen(host)
  const mayLeadOn: Forward['mayLeadOn'] = async (pass, to) =>
    pass.mayLeadTo(to.place, await reach.aliasesOf(safeSideOf(pass.shape, to.host)))
  return {
    ask,
    isOpen,
    mayLeadOn,
    pass: createPassing({ gate: parts.gate, limits, ask, isOpen, mayLeadOn }),
    close: () => {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

/** Decides, and then passes on or says why not. */
function createPassing({
  gate,
  limits,
  ask,
  isOpen,
  mayLeadOn,
}: Pick<Forward, 'ask' | 'isOpen' | 'mayLeadOn'> & { gate: Gate; limits: Limits }): Forward['pass'] {
  const searches = createPostedSearches(limits)
  const passOn = async (pass: Pass, to: Target, asked: Asked): Promise<void> => {
    const { request, response, posted } = asked
    const verdict = pass.mayReach(posted ? withForm(to.place, posted) : to.place)
    if (!verdict.allowed) return sayBlocked(response, verdict)
    if (!isOpen(to)) return sayTrouble(gate, response, new InsideAddress())
    const further = await mayLeadOn(pass, to)
    if (response.destroyed) return
    if (!further.allowed) sayBlocked(response, further)
    else {
      const side = safeSideOf(pass.shape, to.host)
      const towards = ask(pass, to, request)
      exchange(gate, towards, asked)
      const end = (): void => {
        response.destroy()
        towards.destroy()
      }
      // Most answers are over before the first look. The site's side closes also where the browser left before its turn came.
      towards.once('close', endWhenBlocked(pass, { place: to.place, side }, limits, end))
    }
  }
  const passSearch = async (pass: Pass, to: Target, asked: Asked): Promise<void> => {
    const { request, response } = asked
    const posted = await searches.read(request)
    if (posted === 'gone' || response.destroyed) response.destroy()
    else if (posted === 'late')
      sayPage(response, 408, plainPage('Your search took too long to arrive. Try it again.'))
    else if (posted === 'tooMany') {
      gate.count('tooMany')
      sayPage(response, 503, plainPage('Too many people search at this moment. Try again.'))
    } else await passOn(pass, to, { ...asked, posted })
  }
  return (pass, to, request, response) => {
    // Where the engine itself is not open, no search in it has to be read.
    const passing = searches.isOne(request, to) && pass.stillMay(to.place) ? passSearch : passOn
    passing(pass, to, { request, response }).catch(() => response.destroy())
  }
}

type Asked = { request: IncomingMessage; response: ServerResponse; posted?: PostedForm | undefined }

const withForm = (place: Place, { begun }: PostedForm): Place => ({ ...place, form: begun.toString('utf8') })

function exchange(
  gate: Gate,
  asked: ReturnType<typeof requestHttp>,
  { request, response, posted }: Asked,
): void {
  const failed = (error: Error): void => {
    asked.destroy()
    if (!response.destroyed) sayTrouble(gate, response, error)
  }
  asked.once('error', failed)
  asked.once('timeout', () => failed(new Error('The site did not answer in time')))
  asked.once('response', (answer) => {
    asked.setTimeout(0)
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, passedOn(answer.rawHeaders, {}))
    answer.once('error', () => response.destroy())
    answer.once('aborted', () => response.destroy())
    answer.pipe(response)
  })
  // Whoever goes away before the end has no use for the rest of it.
  response.once('close', () => {
    if (!response.writableFinished) asked.destroy()
  })
  request.once('error', () => asked.destroy())
  if (posted && posted.begun.length > 0) asked.write(posted.begun)
  if (hasBody(request)) request.pipe(asked)
  else asked.end()
}

// A length has to be said, or the next reader guesses. What came in pieces goes on in pieces.
function lengthOf(request: IncomingMessage): Record<string, string> {
  if (request.headers['transfer-encoding'] !== undefined) return { 'transfer-encoding': 'chunked' }
  const noBody = request.headers['content-length'] === undefined
  return noBody && /^(?:POST|PUT|PATCH)$/.test(request.method ?? '') ? { 'content-length': '0' } : {}
}

const notVerified = /CERT|certificate|ALTNAME|SELF_SIGNED|VERIFY/

/** Says what went wrong in a sentence, and counts it. */
function sayTrouble(gate: Gate, response: ServerResponse, error: Error): void {
  const code = 'code' in error ? String(error.code) : ''
  if (error instanceof InsideAddress) {
    gate.count('insideAddress')
    sayPage(response, 403, plainPage(inside))
  } else if (notVerified.test(code)) {
    gate.count('siteNotVerified')
    sayPage(
      response,
      502,
      plainPage('The site cannot prove that it is what it says it is, so nothing was sent to it.'),
    )
  } else {
    gate.count('unreachable')
    sayPage(response, 504, plainPage('The site does not answer. Try again in a moment.'))
  }
}

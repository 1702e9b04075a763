// A start on a day on which the database is away: the engines filter already, so the process may not end.

import { randomBytes } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { Refused } from '#/kernel/refusal.ts'
import type { Config } from '#/platform/config/config.ts'
import type { Log } from '#/platform/log/log.ts'
import { securityHeaders } from '#/platform/web/headers.ts'
import { sayIfTaken } from './say-if-taken.ts'
import { drawTrouble, tlsOptions } from './start-web.ts'

/** What ends each part, in the order in which they began. */
export type Stops = (() => Promise<void>)[]

const firstPauseMs = 1000
const longestPauseMs = 30_000

/**
 * Opens the records, again and again until that succeeds. Meanwhile every page says that they cannot be reached, and `/health` that
 * all is not well. Refuses what `open` refuses in words: that is for an operator to mend.
 */
export async function untilRecordsOpen<T>(
  config: Pick<Config, 'host' | 'port' | 'tls' | 'publicUrl'>,
  log: Pick<Log, 'error' | 'warn'>,
  { open, stops }: { open: (stops: Stops) => Promise<T>; stops: Stops },
): Promise<T> {
  let endPages: (() => Promise<void>) | undefined
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    const begun: Stops = []
    try {
      const opened = await open(begun)
      await endPages?.()
      stops.push(...begun)
      return opened
    } catch (error) {
      for (const end of begun.reverse()) await end()
      if (error instanceof Refused) {
        await endPages?.()
        throw error
      }
      log.error(
        { err: error },
        'The records cannot be reached yet. The network is filtered by what was agreed last; pages wait.',
      )
    }
    endPages ??= await servePagesOfTrouble(config)
    await wait(pauseMs)
  }
}

/** At the address of the pages: what a running server says there whose database is gone. Returns the end. */
async function servePagesOfTrouble({
  host,
  port,
  publicUrl,
  ...files
}: Pick<Config, 'host' | 'port' | 'tls' | 'publicUrl'>): Promise<() => Promise<void>> {
  const headers = securityHeaders(publicUrl.startsWith('https:'))
  const answer: RequestListener = (request, response) => {
    request.resume()
    if (request.url === '/health') {
      response.writeHead(503, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end('degraded\n')
      return
    }
    const { status, markup } = drawTrouble({ kind: 'unavailable' }, randomBytes(8).toString('hex'))
    response.writeHead(status, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(markup)
  }
  const tls = tlsOptions(files)
  const server = tls ? createSecureServer(tls, answer) : createServer(answer)
  await new Promise<void>((listening, failed) => {
    server.once('error', (error) => failed(sayIfTaken(error, 'PORT', port)))
    server.listen(port, host, listening)
  })
  return () =>
    new Promise((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
}

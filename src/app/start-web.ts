import { createServer as createHttp } from 'node:http'
import { Server as SecureServer } from 'node:https'
import type { FastifyInstance } from 'fastify'
import type { Config } from '#/platform/config/config.ts'
import type { Metrics } from '#/platform/metrics/metrics.ts'
import { errorPage } from '#/platform/web/components/whole-pages.ts'
import { layout } from '#/platform/web/layout.ts'
import type { Asset } from '#/platform/web/look/compile.ts'
import { createServer, type Tls, type WebParts } from '#/platform/web/server.ts'
import { followCertificate, readCertificate } from './follow-certificate.ts'
import { sayIfTaken } from './say-if-taken.ts'

/** Builds the web server with its assets, its health page and its figures. It does not listen yet. */
export function buildWeb(
  parts: WebParts,
  assets: readonly Asset[],
  isHealthy: () => Promise<boolean>,
  metrics: Metrics,
  tls: Tls | null,
) {
  const server = createServer(parts, tls)
  serveAssets(server, assets)
  server.get('/health', async (_request, reply) => {
    const healthy = await isHealthy()
    return reply
      .status(healthy ? 200 : 503)
      .type('text/plain; charset=utf-8')
      .send(healthy ? 'ok\n' : 'degraded\n')
  })
  server.addHook('onResponse', async (request, reply) => {
    metrics.observeRequest({
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    })
  })
  return server
}

/** Their path holds the hash of their content, so a browser may keep them for a year. */
function serveAssets(server: FastifyInstance, assets: readonly Asset[]): void {
  for (const asset of assets) {
    server.get(asset.path, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .type(asset.contentType)
        .send(asset.body),
    )
  }
}

/** A page about trouble stands alone: it must be drawn even when nothing else can be reached. */
export const drawTrouble: WebParts['drawTrouble'] = ({ kind, sentence }, requestId, home) => {
  const { status, title, body } = errorPage(kind, {
    requestId,
    ...(sentence === undefined ? {} : { sentence }),
    ...(home === undefined ? {} : { home }),
  })
  return { status, markup: String(layout({ title, body })) }
}

/** The certificate of the pages; null on this machine alone or behind a proxy. Refuses, in words, one that cannot be used. */
export const tlsOptions = ({ tls }: Pick<Config, 'tls'>): Tls | null => (tls ? readCertificate(tls) : null)

/** Takes each renewed certificate for the pages, without a restart. Returns the end. */
export function followTls(
  { server }: { server: unknown },
  { tls }: Pick<Config, 'tls'>,
  tell: (sentence: string) => void,
): () => void {
  if (!tls || !(server instanceof SecureServer)) return () => undefined
  return followCertificate(tls, (certificate) => server.setSecureContext(certificate), tell)
}

/** The figures, on a second port that only this machine reaches (decision X15). */
export function serveMetrics(metrics: Metrics, port: number): Promise<() => Promise<void>> {
  const server = createHttp(async (request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    const { contentType, body } = await metrics.render()
    response.writeHead(200, { 'content-type': contentType }).end(body)
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(sayIfTaken(error, 'METRICS_PORT', port)))
    server.listen(port, '127.0.0.1', () => resolve(() => new Promise((done) => server.close(() => done()))))
  })
}

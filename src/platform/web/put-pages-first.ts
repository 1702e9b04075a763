import type { FastifyInstance, FastifyRequest } from 'fastify'
import { beginPage } from '../database/pages-first.ts'

/** While the server makes a page, jobs wait (decision 24). It is made when it begins to go out, or when nobody waits for it any more. */
export function putPagesFirst(server: FastifyInstance): void {
  const made = new WeakMap<FastifyRequest, () => void>()
  server.addHook('onRequest', async (request) => void made.set(request, beginPage()))
  server.addHook('onSend', async (request) => made.get(request)?.())
  server.addHook('onRequestAbort', async (request) => made.get(request)?.())
}

import type { FastifyReply } from 'fastify'
import type { Answer, WebRequest } from './route.ts'
import type { WebParts } from './server.ts'

/** Types that a browser may show by itself: none of them can carry script. */
const shownInline = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'text/plain',
  'application/pdf',
])

/** Sends what a route answered. */
export async function sendAnswer(
  parts: Pick<WebParts, 'drawPage'>,
  reply: FastifyReply,
  answer: Answer,
  request: WebRequest | null,
): Promise<FastifyReply> {
  switch (answer.kind) {
    case 'page': {
      const status = answer.status ?? (Object.keys(answer.errors ?? {}).length > 0 ? 422 : 200)
      reply.status(status).type('text/html; charset=utf-8')
      if (answer.againAfterSeconds) reply.header('refresh', String(answer.againAfterSeconds))
      return reply.send(await parts.drawPage(answer, request))
    }
    case 'redirect': {
      if (answer.cookies) reply.header('set-cookie', [...answer.cookies])
      return reply.redirect(answer.to, 303)
    }
    case 'download': {
      const inline = answer.inline === true && shownInline.has(answer.contentType.split(';')[0] ?? '')
      const name = encodeURIComponent(answer.fileName.replaceAll(/[\\/\r\n"]/g, ' '))
      reply.type(answer.contentType)
      reply.header('content-disposition', `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
      reply.header('content-security-policy', "default-src 'none'; sandbox")
      return reply.send(answer.content)
    }
  }
}

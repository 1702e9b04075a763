import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

/** Somebody with a sign-in at the test school. */
export type Somebody = { id: string; name: string; password: string }

export type Visitor = ReturnType<typeof visitorOf>

/** A browser: keeps cookies, sends forms with the token that the last page had. */
export function visitorOf(server: FastifyInstance, slug: string) {
  const cookies = new Map<string, string>()
  let csrf = ''
  let address = '127.0.0.1'
  const send = async (
    method: 'GET' | 'POST',
    path: string,
    body?: Record<string, string>,
  ): Promise<LightMyRequestResponse> => {
    const answer = await server.inject({
      method,
      url: path.startsWith('/s/') ? path : `/s/${slug}${path}`,
      remoteAddress: address,
      headers: {
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36',
        'sec-fetch-site': 'same-origin',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(body ? { payload: new URLSearchParams({ csrf, ...body }).toString() } : {}),
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

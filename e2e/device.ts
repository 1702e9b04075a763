// A device with an address of its own. A browser cannot choose from where it asks, so this stands between: what is for
// Schoolkeeper goes straight there, as the proxy file says, and all else to the school's proxy, both from the device's address.

import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { TestContext } from 'node:test'

/** Returns what a browser is given as its proxy. `keeper` is HOST:PORT. It ends with the test. */
export async function openDevice(
  t: TestContext,
  address: string,
  { keeper, proxyPort }: { keeper: string; proxyPort: number },
): Promise<string> {
  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '')
    const isKeeper = url.host === keeper
    const asked = send({
      host: '127.0.0.1',
      port: isKeeper ? Number(url.port) : proxyPort,
      localAddress: address,
      method: request.method ?? 'GET',
      path: isKeeper ? `${url.pathname}${url.search}` : url.href,
      headers: request.headers,
    })
    asked.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    asked.once('error', () => response.destroy())
    request.pipe(asked)
  }
  const server = createServer(pass)
  server.on('connect', (request, socket, head) => {
    const to = request.url ?? ''
    const isKeeper = to === keeper
    const port = isKeeper ? Number(to.split(':').at(-1)) : proxyPort
    const onward = connect({ host: '127.0.0.1', port, localAddress: address })
    for (const side of [socket, onward]) side.on('error', () => [socket, onward].map((one) => one.destroy()))
    if (isKeeper) socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    else onward.write(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n\r\n`)
    onward.write(head)
    socket.pipe(onward).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

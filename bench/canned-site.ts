// A site that costs next to nothing: the same 14 kB page to every request, so that what is measured is what stands before it.
// With the files of a certificate and its key there is an encrypted site as well.

import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'

/** Its ports; `secure` is 0 where there is no certificate. */
export type Site = { plain: number; secure: number }

const body = Buffer.alloc(14 * 1024, 'A page of a lesson. ')
const head = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n`
const answer = Buffer.concat([Buffer.from(head), body])

function serve(socket: Socket): void {
  let tail = ''
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes) => {
    const text = tail + bytes.toString('latin1')
    const requests = text.split('\r\n\r\n')
    tail = requests.pop() ?? ''
    for (const _request of requests) socket.write(answer)
  })
}

function listening(server: Server): Promise<number> {
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)),
  )
}

const [cert, key] = process.argv.slice(2)
const plain = await listening(createServer({ noDelay: true }, serve))
const secure =
  cert && key
    ? await listening(
        createSecureServer({ cert: readFileSync(cert), key: readFileSync(key), noDelay: true }, serve),
      )
    : 0
process.send?.({ plain, secure } satisfies Site)

// A site that costs next to nothing: the same 14 kB page to every request, so that what is measured is what stands before it.

import { type AddressInfo, createServer } from 'node:net'

const body = Buffer.alloc(14 * 1024, 'A page of a lesson. ')
const answer = Buffer.concat([
  Buffer.from(
    `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n`,
  ),
  body,
])

const site = createServer({ noDelay: true }, (socket) => {
  let tail = ''
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes) => {
    const text = tail + bytes.toString('latin1')
    const requests = text.split('\r\n\r\n')
    tail = requests.pop() ?? ''
    for (const _request of requests) socket.write(answer)
  })
})
site.listen(0, '127.0.0.1', () => process.send?.((site.address() as AddressInfo).port))

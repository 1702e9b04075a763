// COPY as streams. The driver knows the protocol's messages but offers no stream of them.

import { once } from 'node:events'
import type { Socket } from 'node:net'
import type pg from 'pg'

type Connection = {
  stream: Socket
  query: (text: string) => void
  sendCopyFromChunk: (chunk: Buffer) => void
  endCopyFrom: () => void
  sendCopyFail: (why: string) => void
}

/** What the driver calls on a query that it was handed. */
type Handed = {
  submit: (connection: Connection) => void
  handleCopyInResponse: (connection: Connection) => void
  handleCopyData: (message: { chunk: Buffer }) => void
  handleCommandComplete: (message: { text: string }) => void
  handleError: (error: Error) => void
  handleReadyForQuery: () => void
}

const pieceBytes = 65_536
const piecesHeld = 16

/** Runs `copy … to stdout` and gives its bytes in pieces; the server waits while nobody takes them. Returns the rows. */
export async function* copyOut(client: pg.Client, text: string): AsyncGenerator<Buffer, number> {
  const held = { pieces: [] as Buffer[], rows: 0, over: false, error: undefined as Error | undefined }
  let wake = (): void => undefined
  let stream: Socket | undefined
  const collect = collector((piece) => {
    held.pieces.push(piece)
    if (held.pieces.length >= piecesHeld) stream?.pause()
    wake()
  })
  submit(client, text, {
    begun: (connection) => {
      stream = connection.stream
    },
    data: collect.add,
    ended: (error, rows) => {
      collect.flush()
      Object.assign(held, { error, rows, over: true })
      wake()
    },
  })
  try {
    while (true) {
      const piece = held.pieces.shift()
      if (piece) yield piece
      else if (held.over) break
      else {
        stream?.resume()
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  } finally {
    stream?.resume()
  }
  if (held.error) throw held.error
  return held.rows
}

/** Runs `copy … from stdin` with the bytes of the source. Returns how many rows there were. */
export function copyIn(client: pg.Client, text: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  return new Promise((resolve, reject) => {
    let sourceError: unknown
    let over = false
    const pump = async (connection: Connection): Promise<void> => {
      try {
        for await (const piece of source) {
          if (over) return
          connection.sendCopyFromChunk(Buffer.from(piece))
          if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
        }
        connection.endCopyFrom()
      } catch (error) {
        sourceError = error
        connection.sendCopyFail('The source of the rows broke off.')
      }
    }
    submit(client, text, {
      wanted: (connection) => void pump(connection),
      ended: (error, rows) => {
        over = true
        if (error) reject(sourceError ?? error)
        else resolve(rows)
      },
    })
  })
}

type Parts = {
  begun?: (connection: Connection) => void
  wanted?: (connection: Connection) => void
  data?: (chunk: Buffer) => void
  ended: (error: Error | undefined, rows: number) => void
}

function submit(client: pg.Client, text: string, { begun, wanted, data, ended }: Parts): void {
  let rows = 0
  const handed: Handed = {
    submit: (connection) => {
      begun?.(connection)
      connection.query(text)
    },
    handleCopyInResponse: (connection) => wanted?.(connection),
    handleCopyData: ({ chunk }) => data?.(chunk),
    handleCommandComplete: (message) => {
      rows = Number(/^COPY (\d+)$/.exec(message.text)?.[1] ?? 0)
    },
    handleError: (error) => ended(error, rows),
    handleReadyForQuery: () => ended(undefined, rows),
  }
  client.query(handed as unknown as pg.Submittable)
}

/** Joins rows to pieces. Each is copied: the driver uses its buffer again. */
function collector(give: (piece: Buffer) => void): { add: (chunk: Buffer) => void; flush: () => void } {
  let piece = Buffer.allocUnsafe(pieceBytes)
  let filled = 0
  const flush = (): void => {
    if (filled > 0) give(piece.subarray(0, filled))
    piece = Buffer.allocUnsafe(pieceBytes)
    filled = 0
  }
  const add = (chunk: Buffer): void => {
    let from = 0
    while (from < chunk.length) {
      const copied = chunk.copy(piece, filled, from)
      from += copied
      filled += copied
      if (filled === pieceBytes) flush()
    }
  }
  return { add, flush }
}

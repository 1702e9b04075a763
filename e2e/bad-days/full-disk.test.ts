// The disk is full, or the sender is gone in the middle: a clear sentence, nothing half-stored, and it works again later.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { anAnsweredIncident, evidenceWorld, openDoor } from '../../test/evidence-world.ts'
import { withRoomFor } from '../../test/full-disk.ts'
import { waitFor } from './server-process.ts'

const fields = { description: 'Screenshot of the class chat', fromWhom: 'A parent', noPicture: 'yes' }
const roomBytes = 1_000_000
/** Plain text, so that its kind is known and it may be kept. */
const largerThanRoom = {
  name: 'chat.txt',
  bytes: Buffer.from(
    randomBytes(roomBytes)
      .toString('hex')
      .replaceAll(/(.{80})/g, '$1\n'),
  ),
}

test('on a full disk nothing is half-stored, and once there is room it is kept', async (t) => {
  const { world, door, path, left } = await aPlaceForEvidence(t)
  const { lead } = world.school.people
  const send = () => door.upload(lead, path, fields, largerThanRoom)
  const refused = await withRoomFor(roomBytes, send)
  assert.equal(refused.statusCode, 409)
  assert.match(refused.body, /no room/i)
  assert.match(refused.body, /Nothing of it was stored/)
  assert.match(refused.body, /Screenshot of the class chat/, 'what was typed is still there')
  assert.deepEqual(await left(), { files: [], rows: [0, 0, 0] })
  const kept = await send()
  assert.equal(kept.statusCode, 303, kept.body)
  const { files, rows } = await left()
  assert.deepEqual([files.length, rows], [1, [1, 1, 1]])
})

test('a sender who is gone in the middle leaves nothing behind, and the server goes on', async (t) => {
  const { world, door, path, left } = await aPlaceForEvidence(t)
  const { lead } = world.school.people
  await door.get(lead, '/evidence')
  const { port } = new URL(await door.server.listen({ host: '127.0.0.1', port: 0 }))
  for (let once = 0; once < 3; once += 1) {
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(halfOf(`/s/alder${path}`))
    await waitFor('the upload has begun', async () => (await left()).files.length > 0)
    socket.destroy()
    await waitFor('nothing is left of it', async () => (await left()).files.length === 0)
  }
  assert.deepEqual(await left(), { files: [], rows: [0, 0, 0] })
  const kept = await door.upload(lead, path, fields, largerThanRoom)
  assert.equal(kept.statusCode, 303, kept.body)
})

async function aPlaceForEvidence(t: TestContext) {
  const world = await evidenceWorld(t)
  const door = await openDoor(t, world)
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const folder = `${world.vault.dataFolder}/files/${world.school.id}`
  const tables = ['files.file', 'evidence.item', 'evidence.custody']
  const left = async () => {
    const rows: number[] = []
    for (const table of tables) {
      const [row] = await world.query<{ count: number }>(`select count(*)::int as count from ${table}`)
      rows.push(row?.count ?? 0)
    }
    return { files: await readdir(folder).catch(() => []), rows }
  }
  return { world, door, path: `/incidents/${id}/evidence/files`, left }
}

/** The head of a form with a file, and the first part of the file. */
function halfOf(path: string): string {
  const parts = Object.entries({ csrf: 'a-token-of-this-test', ...fields }).map(
    ([name, value]) => `--cut\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = `--cut\r\ncontent-disposition: form-data; name="file"; filename="chat.txt"\r\ncontent-type: text/plain\r\n\r\n`
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: localhost',
    'sec-fetch-site: same-origin',
    'content-type: multipart/form-data; boundary=cut',
    'content-length: 5000000',
  ]
  return `${head.join('\r\n')}\r\n\r\n${parts.join('')}${file}${'a line of a chat\n'.repeat(20_000)}`
}

import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  anAnsweredIncident,
  type EvidenceWorld,
  evidenceWorld,
  openDoor,
} from '../../../test/evidence-world.ts'
import { screenshot } from '../../../test/keeping-files.ts'
import { moveIncident } from '../incidents/move-incident.ts'

const fields = { description: 'Screenshot of the class chat', fromWhom: 'A parent', noPicture: 'yes' }

async function leftOnDisk({ vault, school }: EvidenceWorld): Promise<string[]> {
  return readdir(join(vault.dataFolder, 'files', school.id)).catch(() => [])
}

test('a file is sent from the page, and a look at its picture is on record', async (t) => {
  const world = await evidenceWorld(t)
  const { school, query } = world
  const door = await openDoor(t, world)
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const bytes = await screenshot()
  const kept = await door.upload(school.people.lead, `/incidents/${id}/evidence/files`, fields, {
    name: 'chat.png',
    bytes,
  })
  assert.equal(kept.statusCode, 303)
  const path = String(kept.headers.location).replace('/s/alder', '')
  const shown = await door.get(school.people.head, `${path}/shown`)
  assert.equal(shown.headers['content-type'], 'image/png')
  assert.match(String(shown.headers['content-disposition']), /^inline/)
  const views = await query<{ viewed_by: string }>('select viewed_by from evidence.view')
  assert.deepEqual(
    views.map((view) => view.viewed_by),
    [school.people.head.personId],
  )
  const page = await door.get(school.people.lead, path)
  assert.match(page.body, /head alder/)
})

test('where the safety questions found no image and nothing terrorist, only another crime is left to ask', async (t) => {
  const world = await evidenceWorld(t)
  const { lead } = world.school.people
  const door = await openDoor(t, world)
  const { id } = await anAnsweredIncident(world, null)
  const asked = async () => (await door.get(lead, `/incidents/${id}/evidence`)).body
  const order = (page: string) =>
    [...page.matchAll(/name="answer" type="radio" value="(\w+)"/g)].map(([, one]) => one)
  const before = await asked()
  assert.match(before, /First: could it be illegal\?/)
  assert.equal(order(before)[0], 'childImage')
  const answered = { action: 'answerFirstQuestions', says: '', duplicateOf: '' } as const
  await moveIncident(world.context, lead, id, answered)
  const after = await asked()
  assert.match(
    after,
    /no image of a child and nothing terrorist. One question is left: could it be another crime\?/,
  )
  assert.deepEqual(order(after), ['otherCrime', 'notIllegal', 'childImage', 'terroristMaterial'])
  assert.match(after, /not sure any more about an image of a child/)
})

test('an upload that is cut off, too large or disguised is refused in words and leaves nothing', async (t) => {
  const world = await evidenceWorld(t)
  const { lead } = world.school.people
  const door = await openDoor(t, world)
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const to = `/incidents/${id}/evidence/files`
  const page = Buffer.from('<html><script>alert(1)</script></html>')
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2000, 1)])
  const cut = await door.upload(lead, to, fields, { name: 'a.png', bytes: await screenshot(), cutOff: true })
  assert.equal(cut.statusCode, 409)
  assert.match(cut.body, /cut off/)
  assert.match(cut.body, /Screenshot of the class chat/, 'what was typed is still there')
  const large = await door.upload(lead, to, fields, { name: 'a.png', bytes: Buffer.alloc(50_000_001, 65) })
  assert.equal(large.statusCode, 413)
  const disguised = await door.upload(lead, to, fields, { name: 'holiday.png', bytes: program })
  assert.equal(disguised.statusCode, 409)
  assert.match(disguised.body, /cannot be kept here/)
  const unticked = await door.upload(lead, to, { ...fields, noPicture: '' }, { name: 'a.png', bytes: page })
  assert.equal(unticked.statusCode, 422)
  const none = await door.upload(lead, to, fields, { name: '', bytes: Buffer.alloc(0) })
  assert.equal(none.statusCode, 422)
  assert.deepEqual(await leftOnDisk(world), [])
})

for (const answer of [null, 'childImage', 'terroristMaterial'] as const) {
  test(`no page has a field for a file and the route refuses one: ${answer ?? 'not answered'}`, async (t) => {
    const world = await evidenceWorld(t)
    const { lead, head } = world.school.people
    const door = await openDoor(t, world)
    const { id } = await anAnsweredIncident(world, answer)
    for (const actor of [lead, head]) {
      const bytes = await screenshot()
      const sent = await door.upload(actor, `/incidents/${id}/evidence/files`, fields, {
        name: 'a.png',
        bytes,
      })
      assert.equal(sent.statusCode, 409)
      assert.equal((await door.get(actor, `/incidents/${id}/evidence/files/new`)).statusCode, 409)
      for (const path of ['evidence', 'evidence/new', 'confiscations/new', 'steps-taken/new', 'backups']) {
        const page = await door.get(actor, `/incidents/${id}/${path}`)
        assert.ok(!page.body.includes('type="file"'), path)
      }
    }
    assert.deepEqual(await leftOnDisk(world), [])
  })
}

test('a class session and whoever is not signed in reach no page of evidence', async (t) => {
  const world = await evidenceWorld(t)
  const { id: schoolId } = world.school
  const door = await openDoor(t, world)
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const session = { kind: 'classSession', schoolId, classSessionId: id, className: '3B' } as const
  for (const path of ['/evidence', `/incidents/${id}/evidence`, `/evidence/${id}/shown`]) {
    assert.equal((await door.get(session, path)).statusCode, 403, path)
    assert.equal((await door.get({ kind: 'anonymous', schoolId }, path)).statusCode, 403, path)
  }
})

test('an address that holds no id is not found, and another school’s neither', async (t) => {
  const world = await evidenceWorld(t)
  const { school, otherSchool } = world
  const door = await openDoor(t, world)
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  for (const path of [
    '/evidence/1',
    '/incidents/x/evidence',
    '/viewings/0',
    '/hand-overs/..',
    '/deletions/1',
  ]) {
    assert.equal(
      (await door.get({ ...school.people.head, roles: new Set(['head', 'dsl']) }, path)).statusCode,
      404,
      path,
    )
  }
  assert.equal((await door.get(otherSchool.people.lead, `/incidents/${id}/evidence`)).statusCode, 404)
})

test('forms that are filled in wrongly come back with what was typed and a sentence for each field', async (t) => {
  const world = await evidenceWorld(t)
  const { lead } = world.school.people
  const door = await openDoor(t, world)
  const { id } = await anAnsweredIncident(world, 'childImage')
  for (const [path, sentence] of [
    ['evidence', 'Say where it lies now'],
    ['confiscations', 'Choose whose it is'],
    ['steps-taken', 'Choose what was done'],
    ['viewings', 'Choose why there is no other way'],
    ['deletions', 'Choose the child'],
  ] as const) {
    const again = await door.post(lead, `/incidents/${id}/${path}`, { description: 'White phone', place: '' })
    assert.equal(again.statusCode, 422, path)
    assert.match(again.body, new RegExp(sentence), path)
  }
})

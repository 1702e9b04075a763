import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSchoolDoor, type SchoolDoor } from '../../../test/school-door.ts'
import { html } from '../web/html.ts'
import { page, type Route, redirect } from '../web/route.ts'

const notePages: readonly Route[] = [
  {
    method: 'GET',
    path: '/notes/:id',
    may: 'signedIn',
    does: 'a form',
    answer: async ({ typed }) =>
      page({ title: 'Note', body: html`<h1>Note</h1><p>typed: ${JSON.stringify(typed ?? {})}</p>` }),
  },
  {
    method: 'POST',
    path: '/notes/:id/add',
    may: 'signedIn',
    does: 'takes the form',
    answer: async ({ at }) => redirect(at('/desk')),
  },
]

let door: SchoolDoor
before(async () => {
  door = await openSchoolDoor({ routes: notePages })
})
after(() => door.close())

test('what was typed when the sign-in ran out is there again for the same person, on its page, for an hour', async () => {
  const teacher = await door.add('typing', ['teacher'])
  const visitor = door.visitor()
  await visitor.signIn(teacher)
  await visitor.get('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d')
  door.wait(61 * 60)
  const asked = await visitor.post('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d/add', {
    words2: 'x',
    note: 'He said <it> & left',
    kind: 'b',
  })
  assert.match(
    String(asked.headers.location),
    /\/sign-in\?next=%2Fs%2Falder%2Fnotes%2F01a20426-c1ff-72d5-9100-22bc9bcecd7d&why=kept$/,
  )
  await visitor.post('/sign-in', {
    name: teacher.name,
    password: teacher.password,
    next: '/s/alder/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d',
  })
  const shown = await visitor.get('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d')
  assert.match(shown.body, /He said &#60;it&#62; &#38; left/)
  assert.doesNotMatch(shown.body, /typed: [^<]*(csrf|once)/)
  assert.match((await visitor.get('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7e')).body, /typed: {}/)
  door.wait(61 * 60)
  await visitor.signIn(teacher)
  assert.match((await visitor.get('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d')).body, /typed: {}/)
})

test('somebody else who signs in on the same device gets nothing of it', async () => {
  const [first, second] = [
    await door.add('first.here', ['teacher']),
    await door.add('second.here', ['teacher']),
  ]
  const visitor = door.visitor()
  await visitor.signIn(first)
  door.wait(61 * 60)
  await visitor.post('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d/add', { note: 'private words' })
  await visitor.signIn(second)
  assert.match((await visitor.get('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d')).body, /typed: {}/)
})

test('nothing that a pupil typed is kept', async () => {
  const pupil = await door.add('a.pupil', ['pupil'])
  const visitor = door.visitor()
  await visitor.signIn(pupil)
  door.wait(61 * 60)
  const asked = await visitor.post('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d/add', {
    note: 'a child’s words',
  })
  assert.match(String(asked.headers.location), /why=ended$/)
  assert.equal(visitor.cookies.has('schoolkeeper-typed'), false)
})

test('the database alone cannot tell what was typed', async () => {
  const teacher = await door.add('sealed.words', ['teacher'])
  const visitor = door.visitor()
  await visitor.signIn(teacher)
  door.wait(61 * 60)
  await visitor.post('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d/add', { note: 'unmistakable words' })
  const rows = await door.inSchool((tx) =>
    tx
      .withTables<{ 'sign_in.kept_typed': { sealed: Buffer } }>()
      .selectFrom('sign_in.kept_typed')
      .select('sealed')
      .execute(),
  )
  assert.ok(rows.length > 0)
  for (const { sealed } of rows) assert.doesNotMatch(String(sealed), /unmistakable/)
  visitor.cookies.set(
    'schoolkeeper-typed',
    `${visitor.cookies.get('schoolkeeper-typed')?.split('.')[0]}.${'A'.repeat(43)}`,
  )
  await visitor.signIn(teacher)
  assert.match((await visitor.get('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d')).body, /typed: {}/)
})

test('once the form is sent again, nothing of it stands in the next empty form', async () => {
  const teacher = await door.add('sends.again', ['teacher'])
  const visitor = door.visitor()
  await visitor.signIn(teacher)
  door.wait(61 * 60)
  await visitor.post('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d/add', { note: 'once only' })
  await visitor.signIn(teacher)
  assert.match((await visitor.get('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d')).body, /once only/)
  assert.match((await visitor.get('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d')).body, /once only/)
  assert.equal(
    (await visitor.post('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d/add', { note: 'once only' })).statusCode,
    303,
  )
  assert.match((await visitor.get('/notes/01a20426-c1ff-72d5-9100-22bc9bcecd7d')).body, /typed: {}/)
})

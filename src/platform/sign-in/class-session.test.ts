import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSchoolDoor, type SchoolDoor, type Visitor } from '../../../test/school-door.ts'
import { html } from '../web/html.ts'
import { page } from '../web/route.ts'
import { asClassCode, classWords } from './class-words.ts'
import { disableLogin } from './disable-login.ts'
import { isInRanges } from './school-network.ts'
import type { SignInTables } from './tables.ts'

const oak = '00000000-0000-7000-8000-00000000000a'

let door: SchoolDoor
let adult: Visitor
before(async () => {
  door = await openSchoolDoor({
    routes: [
      {
        method: 'GET',
        path: '/report',
        may: 'anybody',
        does: 'the form of a child',
        answer: async ({ actor }) =>
          page({
            title: 'Report',
            body: html`<p>${actor.kind} ${actor.kind === 'classSession' && `${actor.className} ${actor.sessionId}`}</p>`,
          }),
      },
    ],
  })
  const teacher = await door.add('class.teacher', ['teacher'])
  adult = door.visitor()
  await adult.signIn(teacher)
  await adult.get('/class-session')
})
after(() => door.close())

/** Opens a session and reads the board. */
async function openOne(lasts = '60', by = adult): Promise<{ words: string; end: string }> {
  assert.equal((await by.post('/class-session', { classId: oak, lasts })).statusCode, 303)
  const board = await by.get('/class-session')
  const words = [...board.body.matchAll(/sk-board__words">([a-z ]+)</g)].at(-1)?.[1] ?? ''
  const end = [...board.body.matchAll(/\/class-session\/([\w-]+)\/end/g)].at(-1)?.[1] ?? ''
  return { words, end }
}

test('a device joins by the words on the board and is its class, nobody more', async () => {
  const { words } = await openOne()
  const device = door.visitor()
  const answer = await device.post('/class-session/join', {
    words: ` ${words.toUpperCase().replaceAll(' ', ', ')} `,
  })
  assert.equal(answer.headers.location, '/s/alder/report')
  assert.match((await device.get('/report')).body, /classSession Oak/)
})

test('devices of one class are told apart, so that what one of them floods is not the others’', async () => {
  const { words } = await openOne()
  const seen: string[] = []
  for (const device of [door.visitor(), door.visitor()]) {
    await device.post('/class-session/join', { words })
    seen.push(/classSession Oak ([0-9a-f-]{36})/.exec((await device.get('/report')).body)?.[1] ?? '')
  }
  assert.equal(new Set([...seen, '']).size, 3)
})

test('however many join from one address, the next one joins: a school is one address', async () => {
  const { words } = await openOne()
  const join = (typed: string) => door.visitor().post('/class-session/join', { words: typed })
  await join('no such words')
  await door.inSchool((tx) =>
    tx.withTables<SignInTables>().updateTable('sign_in.count').set({ times: 300 }).execute(),
  )
  const began = performance.now()
  assert.equal((await join(words)).headers.location, '/s/alder/report')
  assert.ok(performance.now() - began >= 240, 'it waited')
  door.wait(10 * 60)
})

test('a class session reads nothing: every page for people refuses it', async () => {
  const { words } = await openOne()
  const device = door.visitor()
  await device.post('/class-session/join', { words })
  for (const { method, path, may } of door.signIn.feature.routes) {
    if (may === 'anybody' || method === 'POST') continue
    assert.equal((await device.get(path.replace(':personId', oak))).statusCode, 403, path)
  }
  assert.equal((await device.get('/two-person')).statusCode, 403)
})

test('who supervises is recorded, and that a device joined says no more than that', async () => {
  const { words } = await openOne()
  await door.visitor().post('/class-session/join', { words })
  const rows = await door.inSchool((tx) =>
    tx
      .selectFrom('audit.entry')
      .select(['did', 'actor_kind', 'about_kind'])
      .orderBy('number', 'desc')
      .limit(2)
      .execute(),
  )
  assert.deepEqual(
    rows.map((row) => [row.did, row.actor_kind, row.about_kind]),
    [
      ['signIn.classSessionJoined', 'classSession', 'classSession'],
      ['signIn.classSessionOpened', 'person', 'classSession'],
    ],
  )
})

test('it ends with the lesson, or when its adult ends it, on every device', async () => {
  const { words, end } = await openOne('30')
  const devices = [door.visitor(), door.visitor()]
  for (const device of devices) await device.post('/class-session/join', { words })
  await adult.post(`/class-session/${end}/end`)
  for (const device of devices) assert.match((await device.get('/report')).body, /anonymous/)
  const next = await openOne('30')
  const device = door.visitor()
  await device.post('/class-session/join', { words: next.words })
  door.wait(30 * 60)
  assert.match((await device.get('/report')).body, /anonymous/)
  assert.equal((await device.post('/class-session/join', { words: next.words })).statusCode, 422)
})

test('it ends when its adult can no longer sign in', async () => {
  const leaver = await door.add('leaving.teacher', ['teacher'])
  const leaving = door.visitor()
  await leaving.signIn(leaver)
  await leaving.get('/class-session')
  const { words } = await openOne('30', leaving)
  const device = door.visitor()
  await device.post('/class-session/join', { words })
  assert.match((await device.get('/report')).body, /classSession/)
  await door.inSchool((tx) =>
    disableLogin(door.context, tx, door.system, { personId: leaver.id, why: 'Left the school' }),
  )
  assert.match((await device.get('/report')).body, /anonymous/)
  assert.equal((await door.visitor().post('/class-session/join', { words })).statusCode, 422)
})

test('another adult cannot end it, and does not see it', async () => {
  const { end } = await openOne()
  const other = door.visitor()
  await other.signIn(await door.add('other.teacher', ['teacher']))
  assert.doesNotMatch((await other.get('/class-session')).body, /sk-board/)
  assert.equal((await other.post(`/class-session/${end}/end`)).statusCode, 404)
})

test('it is opened, joined and used on the school’s network only', async () => {
  const { words } = await openOne()
  const device = door.visitor()
  device.from('203.0.113.9')
  assert.equal((await device.post('/class-session/join', { words })).statusCode, 403)
  device.from('127.0.0.9')
  await device.post('/class-session/join', { words })
  assert.match((await device.get('/report')).body, /classSession/)
  device.from('203.0.113.9')
  assert.match((await device.get('/report')).body, /anonymous/)
  adult.from('203.0.113.9')
  assert.equal((await adult.post('/class-session', { classId: oak, lasts: '60' })).statusCode, 403)
  adult.from('127.0.0.1')
})

test('the picture code shows the class and a button; opening it joins nobody', async () => {
  await openOne()
  const board = await adult.get('/class-session')
  assert.match(board.body, /<svg [^>]*viewBox/)
  const wrong = await door.visitor().get('/class-session/join/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
  assert.equal(wrong.statusCode, 404)
})

test('after the school day none is opened, and a day’s session ends with it', async () => {
  door.time.now = new Date('2026-11-24T15:00:00Z')
  const teacher = await door.add('late.teacher', ['teacher'])
  const late = door.visitor()
  await late.signIn(teacher)
  await late.get('/class-session')
  await late.post('/class-session', { classId: oak, lasts: '90' })
  assert.match((await late.get('/class-session')).body, /Oak, until 15:30/)
  door.wait(30 * 60)
  const refused = await late.post('/class-session', { classId: oak, lasts: '30' })
  assert.equal(refused.statusCode, 409)
  assert.match(refused.body, /school day is over/)
})

test('the words are 64, all different, and read however they are typed', () => {
  assert.equal(new Set(classWords).size, 64)
  assert.equal(asClassCode(' Fox-MOON,  cup! '), 'fox moon cup')
})

test('an address lies in a range or it does not; what is malformed lies in none', () => {
  const ranges = ['10.20.0.0/16', '2001:db8::/32', '192.0.2.7', 'nonsense', '10.0.0.0/99']
  for (const inside of ['10.20.255.1', '::ffff:10.20.3.4', '2001:db8:1::1', '192.0.2.7']) {
    assert.equal(isInRanges(inside, ranges), true, inside)
  }
  for (const outside of ['10.21.0.1', '2001:db9::1', '192.0.2.8', '', 'localhost', '10.20.0.1.5']) {
    assert.equal(isInRanges(outside, ranges), false, outside)
  }
})

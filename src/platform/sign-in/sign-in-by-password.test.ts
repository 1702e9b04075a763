import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSchoolDoor, type SchoolDoor } from '../../../test/school-door.ts'
import { html } from '../web/html.ts'
import { page } from '../web/route.ts'
import { disableLogin } from './disable-login.ts'

let door: SchoolDoor
before(async () => {
  door = await openSchoolDoor({
    routes: [
      {
        method: 'GET',
        path: '/desk',
        may: 'signedIn',
        does: 'a page for people who signed in',
        answer: async ({ actor }) => page({ title: 'Desk', body: html`<h1>${actor.kind}</h1>` }),
      },
    ],
  })
})
after(() => door.close())

test('a teacher signs in and carries on to the page she wanted, in this school only', async () => {
  const teacher = await door.add('a.teacher', ['teacher'])
  const visitor = door.visitor()
  const asked = await visitor.get('/desk?page=2')
  assert.equal(asked.statusCode, 303)
  assert.equal(asked.headers.location, '/s/alder/sign-in?next=%2Fs%2Falder%2Fdesk%3Fpage%3D2')
  const answer = await visitor.post('/sign-in', {
    name: ' A.Teacher ',
    password: teacher.password,
    next: '/s/alder/desk?page=2',
  })
  assert.equal(answer.headers.location, '/s/alder/desk?page=2')
  assert.match((await visitor.get('/desk')).body, /<h1>person<\/h1>/)
  assert.deepEqual((await door.trail()).slice(-2), ['signIn.passwordChosen', 'signIn.succeeded'])
})

for (const elsewhere of [
  'https://example.org/',
  '//example.org',
  '/s/beech/desk',
  '/s/alder/../beech',
  '/s/alderx',
]) {
  test(`nobody is led to ${elsewhere} after signing in`, async () => {
    const visitor = door.visitor()
    const page = await visitor.get(`/sign-in?next=${encodeURIComponent(elsewhere)}`)
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /name="next" value="\/s\/alder"/)
  })
}

test('cookies hold random tokens, cannot be read by script and are not sent from other sites', async () => {
  const person = await door.add('cookie.holder', ['teacher'])
  const answer = await door.visitor().signIn(person)
  for (const cookie of answer.cookies) {
    assert.deepEqual(
      [cookie.httpOnly, cookie.sameSite, cookie.path, cookie.domain],
      [true, 'Lax', '/', undefined],
    )
    assert.match(cookie.value, /^[\w-]{43}$/)
  }
})

test('an unknown name, a wrong password, a disabled login and a leaver get the same answer', async () => {
  const known = await door.add('known.name', ['teacher'])
  const leaver = await door.add('leaver.name', ['teacher'])
  door.people.set(leaver.id, { name: leaver.name, roles: new Set() })
  const barred = await door.add('barred.name', ['teacher'])
  await door.inSchool((tx) =>
    disableLogin(door.context, tx, door.system, { personId: barred.id, why: 'On leave' }),
  )
  const answers = await Promise.all([
    door.visitor().post('/sign-in', { name: 'nobody.here', password: 'some password' }),
    door.visitor().post('/sign-in', { name: known.name, password: 'some password' }),
    door.visitor().signIn(leaver),
    door.visitor().signIn(barred),
  ])
  const seen = answers.map(({ statusCode, body, headers, cookies }) => ({
    statusCode,
    body: body.replaceAll(/(nobody\.here|(known|leaver|barred)\.name)/g, 'NAME'),
    names: Object.keys(headers).filter((name) => name !== 'content-length'),
    cookies,
  }))
  assert.equal(seen[0]?.statusCode, 422)
  assert.match(seen[0]?.body ?? '', /do not go together/)
  assert.deepEqual(seen[1], seen[0])
  assert.deepEqual(seen[2], seen[0])
  assert.deepEqual(seen[3], seen[0])
})

test('a failed sign-in of ours is on record by keyed hash; a name that nobody has is only counted', async () => {
  await door.add('hashed.name', ['teacher'])
  const before = (await door.trail()).length
  const logged = door.logged.length
  await door.visitor().post('/sign-in', { name: 'hashed.name', password: 'wrong' })
  await door.visitor().post('/sign-in', { name: 'never.heard.of', password: 'wrong' })
  assert.deepEqual((await door.trail()).slice(before), ['signIn.failed'])
  const lines = door.logged.slice(logged).join('')
  assert.match(lines, /name that nobody has/)
  assert.doesNotMatch(lines, /never|hashed|wrong/)
})

test('a form that another site sent is refused', async () => {
  const answer = await door.server.inject({
    method: 'POST',
    url: '/s/alder/sign-in',
    headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'name=a&password=b',
  })
  assert.equal(answer.statusCode, 403)
})

test('tries in a row wait longer and longer, whether the name exists or not; nobody is locked out', async () => {
  const known = await door.add('slowed.name', ['teacher'])
  for (const name of [known.name, 'nobody.slowed']) {
    const stranger = door.visitor()
    const answers: string[] = []
    for (let i = 0; i < 5; i += 1) {
      const answer = await stranger.post('/sign-in', { name, password: 'wrong' })
      answers.push(`${answer.statusCode} ${answer.headers['retry-after'] ?? ''}`.trim())
    }
    assert.deepEqual(answers, ['422', '422', '422', '429 5', '429 5'])
    door.wait(5)
    assert.equal((await stranger.post('/sign-in', { name, password: 'wrong' })).statusCode, 422)
    assert.equal((await stranger.post('/sign-in', { name, password: 'wrong' })).headers['retry-after'], '10')
  }
  door.wait(10)
  assert.equal((await door.visitor().signIn(known)).statusCode, 303)
})

test('a stranger who tries a name does not slow down its holder on her own device', async () => {
  const known = await door.add('own.device', ['teacher'])
  const hers = door.visitor()
  await hers.signIn(known)
  await hers.get('/account')
  await hers.post('/sign-out')
  for (let i = 0; i < 4; i += 1)
    await door.visitor().post('/sign-in', { name: known.name, password: 'wrong' })
  assert.equal((await door.visitor().signIn(known)).statusCode, 429)
  assert.equal((await hers.signIn(known)).statusCode, 303)
})

test('ten tries at once are ten tries', async () => {
  const { name } = await door.add('at.once', ['teacher'])
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => door.visitor().post('/sign-in', { name, password: 'wrong' })),
  )
  assert.equal(answers.filter(({ statusCode }) => statusCode === 422).length, 3)
})

test('a failed sign-in takes its time, whether the name exists or not', async () => {
  const slow = await openSchoolDoor({ parts: { failuresTakeMs: 700 } })
  try {
    const { name } = await slow.add('takes.time', ['teacher'])
    for (const tried of [name, 'nobody.at.all']) {
      const started = performance.now()
      await slow.visitor().post('/sign-in', { name: tried, password: 'wrong' })
      assert.ok(performance.now() - started >= 699, tried)
    }
  } finally {
    await slow.close()
  }
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSchoolDoor, type SchoolDoor, type Somebody, type Visitor } from '../../../test/school-door.ts'
import { softwarePasskey } from '../../../test/software-passkey.ts'

let door: SchoolDoor
before(async () => {
  door = await openSchoolDoor()
})
after(() => door.close())

const key = () => softwarePasskey('localhost', 'http://localhost:8080')

function challengeOn(page: { body: string }): string {
  const options = /data-options="([^"]+)"/
    .exec(page.body)?.[1]
    ?.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
  return (JSON.parse(options ?? '{}') as { challenge: string }).challenge
}

async function enrolled(person: Somebody, passkey: ReturnType<typeof softwarePasskey>): Promise<Visitor> {
  const visitor = door.visitor()
  await visitor.signIn(person)
  const response = passkey.make(challengeOn(await visitor.get('/sign-in/enrol')))
  const answer = await visitor.post('/sign-in/enrol/passkey', { response })
  assert.match(String(answer.headers.location), /\/sign-in\/recovery-codes\?/)
  await visitor.post('/sign-in/recovery-codes')
  return visitor
}

async function atSecondFactor(person: Somebody): Promise<{ visitor: Visitor; challenge: string }> {
  const visitor = door.visitor()
  await visitor.signIn(person)
  return { visitor, challenge: challengeOn(await visitor.get('/sign-in/second-factor')) }
}

test('a passkey is enrolled at first sign-in and opens the next one', async () => {
  const lead = await door.add('has.passkey', ['lead'])
  const passkey = key()
  assert.equal((await (await enrolled(lead, passkey)).get('/account')).statusCode, 200)
  const { visitor, challenge } = await atSecondFactor(lead)
  const answer = await visitor.post('/sign-in/second-factor', { response: passkey.use(challenge) })
  assert.equal(answer.headers.location, '/s/alder')
  assert.match((await visitor.get('/account')).body, /A passkey/)
})

test('a challenge counts once and only in its own sign-in', async () => {
  const lead = await door.add('challenged', ['lead'])
  const passkey = key()
  await enrolled(lead, passkey)
  const first = await atSecondFactor(lead)
  const second = await atSecondFactor(lead)
  const other = await second.visitor.post('/sign-in/second-factor', {
    response: passkey.use(first.challenge),
  })
  assert.equal(other.statusCode, 422)
  const { visitor, challenge } = await atSecondFactor(lead)
  assert.equal((await visitor.post('/sign-in/second-factor', { response: 'not json' })).statusCode, 422)
  assert.equal(
    (await visitor.post('/sign-in/second-factor', { response: passkey.use(challenge) })).statusCode,
    422,
  )
})

test('a challenge older than five minutes is worth nothing', async () => {
  const lead = await door.add('too.late', ['lead'])
  const passkey = key()
  await enrolled(lead, passkey)
  const { visitor, challenge } = await atSecondFactor(lead)
  door.wait(5 * 60)
  assert.equal(
    (await visitor.post('/sign-in/second-factor', { response: passkey.use(challenge) })).statusCode,
    422,
  )
})

test('another’s passkey, a copy of one and one made for another site are refused', async () => {
  const [lead, stranger] = [await door.add('rightful', ['lead']), await door.add('stranger', ['lead'])]
  const [hers, theirs] = [key(), key()]
  await enrolled(lead, hers)
  await enrolled(stranger, theirs)
  const attempts = [
    (challenge: string) => theirs.use(challenge),
    (challenge: string) => softwarePasskey('localhost', 'http://school.example').use(challenge),
    (challenge: string) => {
      hers.rewind()
      return hers.use(challenge)
    },
  ]
  for (const attempt of attempts) {
    const { visitor, challenge } = await atSecondFactor(lead)
    assert.equal(
      (await visitor.post('/sign-in/second-factor', { response: attempt(challenge) })).statusCode,
      422,
    )
    door.wait(3600)
  }
})

test('a passkey proves identity again before a sensitive act', async () => {
  const lead = await door.add('again.passkey', ['lead'])
  const passkey = key()
  const visitor = await enrolled(lead, passkey)
  const response = passkey.use(challengeOn(await visitor.get('/step-up')))
  assert.equal((await visitor.post('/step-up', { response })).statusCode, 303)
  assert.ok((await door.trail()).includes('signIn.steppedUp'))
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generateSync } from 'otplib'
import { openSchoolDoor, type SchoolDoor, type Somebody, type Visitor } from '../../../test/school-door.ts'

let door: SchoolDoor
before(async () => {
  door = await openSchoolDoor()
})
after(() => door.close())

/** Signs in for the first time, with an app enrolled where the role asks for one. */
async function arrive(person: Somebody): Promise<Visitor> {
  const visitor = door.visitor()
  await visitor.signIn(person)
  await visitor.post('/sign-in/enrol')
  const shown = await visitor.get('/sign-in/enrol/app')
  const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(shown.body)?.[1] ?? '').replaceAll(' ', '')
  await visitor.post('/sign-in/enrol/app', {
    code: generateSync({ secret, epoch: door.time.now.getTime() / 1000 }),
  })
  await visitor.post('/sign-in/recovery-codes')
  await visitor.get('/two-person')
  return visitor
}

const waitingOn = (page: { body: string }) =>
  /\/two-person\/([\w-]+)\/agree/.exec(page.body)?.[1] ?? 'nothing waits'

test('two people reset a lost second factor; its owner sets up a new one', async () => {
  const [head, lead, lost] = [
    await door.add('reset.head', ['head']),
    await door.add('reset.lead', ['lead']),
    await door.add('reset.lost', ['lead']),
  ]
  const [asks, agrees, owner] = [await arrive(head), await arrive(lead), await arrive(lost)]
  const path = `/sign-in/reset/${lost.id}`
  assert.equal((await asks.post(path)).statusCode, 403)
  assert.equal((await asks.post(`${path}/ask`, { reason: 'lost' })).statusCode, 409)
  assert.equal(
    (await asks.post(`${path}/ask`, { reason: 'Lost her phone, seen in person.' })).statusCode,
    303,
  )
  assert.match((await asks.get('/two-person')).body, /Waiting for a second person/)
  const waiting = await agrees.get('/two-person')
  assert.match(waiting.body, /reset\.head asks to reset[\s\S]*reset\.lost[\s\S]*seen in person/)
  const id = waitingOn(waiting)
  assert.equal((await agrees.post(`/two-person/${id}/agree`)).statusCode, 303)
  assert.match((await asks.get(path)).body, /Reset now/)
  assert.equal((await asks.post(path)).statusCode, 303)
  assert.equal((await owner.get('/account')).statusCode, 303)
  assert.match(String((await door.visitor().signIn(lost)).headers.location), /\/sign-in\/enrol\?/)
})

test('whom it is about neither sees the request nor agrees to it', async () => {
  const [head, lost] = [await door.add('seen.head', ['head']), await door.add('seen.lost', ['lead'])]
  const [asks, owner] = [await arrive(head), await arrive(lost)]
  await asks.post(`/sign-in/reset/${lost.id}/ask`, { reason: 'Says that her phone broke.' })
  assert.doesNotMatch((await owner.get('/two-person')).body, /her phone broke/)
})

test('for the last lead, head and chair do it outside the usual way, and it is reviewed', async () => {
  const [head, chair, last, later] = [
    await door.add('glass.head', ['head']),
    await door.add('glass.chair', ['chair']),
    await door.add('glass.last', ['lead']),
    await door.add('glass.later', ['lead']),
  ]
  const [asks, agrees] = [await arrive(head), await arrive(chair)]
  await arrive(last)
  const path = `/sign-in/reset/${last.id}/break-glass`
  await asks.post(`${path}/ask`, { reason: 'The only lead lost her phone and her codes.' })
  assert.equal(
    (await agrees.post(`/two-person/${waitingOn(await agrees.get('/two-person'))}/agree`)).statusCode,
    303,
  )
  await asks.get(path)
  assert.equal((await asks.post(path)).statusCode, 303)
  const reviewer = await arrive(later)
  const page = await reviewer.get('/two-person')
  const id = /\/two-person\/([\w-]+)\/review/.exec(page.body)?.[1]
  assert.equal((await reviewer.post(`/two-person/${id}/review`, { finding: '' })).statusCode, 409)
  assert.equal(
    (await reviewer.post(`/two-person/${id}/review`, { finding: 'Needed and right.' })).statusCode,
    303,
  )
  assert.ok((await door.trail()).includes('twoPerson.reviewed'))
})

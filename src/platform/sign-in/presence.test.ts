import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSchoolDoor, type SchoolDoor } from '../../../test/school-door.ts'
import { html } from '../web/html.ts'
import { page } from '../web/route.ts'
import { presentAt } from './presence-store.ts'

let door: SchoolDoor
before(async () => {
  door = await openSchoolDoor({
    routes: [
      {
        method: 'GET',
        path: '/desk',
        may: 'signedIn',
        does: 'a page for people who signed in',
        answer: async () => page({ title: 'Desk', body: html`<h1>Desk</h1>` }),
      },
    ],
  })
})
after(() => door.close())

const present = () => door.inSchool((tx) => presentAt(tx, door.school.id, door.context.clock()))
const changes = () => door.announced.filter(({ happening }) => happening === 'signIn.presenceChanged').length

test('whoever signs in inside the school is at that address until they sign out; an address outside is not kept', async () => {
  const inside = await door.add('at.a.device', ['teacher'])
  const outside = await door.add('at.home', ['teacher'])
  const device = door.visitor()
  const home = door.visitor()
  home.from('203.0.113.9')
  const before = changes()
  device.from('::ffff:127.0.1.9')
  await device.signIn(inside)
  await device.get('/desk')
  await home.signIn(outside)
  await home.get('/desk')
  const [here, ...more] = await present()
  assert.deepEqual(more, [])
  assert.deepEqual([here?.personId, here?.classId, here?.address], [inside.id, null, '127.0.1.9'])
  assert.equal(changes(), before + 1)
  await device.get('/desk')
  assert.equal(changes(), before + 1)
  device.from('203.0.113.8')
  await device.get('/desk')
  assert.deepEqual(await present(), [])
  device.from('127.0.1.9')
  await device.get('/desk')
  assert.equal((await present()).length, 1)
  await device.post('/sign-out', {})
  assert.deepEqual(await present(), [])
  assert.equal(changes(), before + 4)
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { openSchoolDoor, type SchoolDoor, type Somebody } from '../../../test/school-door.ts'
import { keepFrom } from '../access/kept-from.ts'
import { inTransaction } from '../context.ts'
import {
  agree,
  askForSecond,
  refuse,
  reviewBreakGlass,
  type TwoPersonAction,
  useGrant,
} from './two-person.ts'

const viewing: TwoPersonAction = {
  id: 'test.view',
  words: 'look at what is sealed',
  aboutKind: 'seal',
  askedBy: ['lead', 'head'],
  agreedBy: ['lead', 'head'],
  waitsForHours: 4,
  grantLastsMinutes: 30,
  path: (aboutId) => `/sealed/${aboutId}`,
}
const rescue: TwoPersonAction = { ...viewing, id: 'test.rescue', breakGlass: { reviewedBy: ['lead'] } }
const reason = 'The police asked for the number on the seal.'

let door: SchoolDoor
let head: Somebody
let lead: Somebody
let other: Somebody
before(async () => {
  door = await openSchoolDoor({ actions: [viewing, rescue] })
  head = await door.add('head.asks', ['head'])
  lead = await door.add('lead.agrees', ['lead'])
  other = await door.add('lead.too', ['lead'])
})
after(() => door.close())

const as = <T>(
  person: Somebody,
  work: (tx: Parameters<Parameters<SchoolDoor['inSchool']>[0]>[0]) => Promise<T>,
) => inTransaction(door.context, door.actor(person), work)
const ask = (person: Somebody, aboutId: string, action = viewing) =>
  as(person, (tx) => askForSecond(door.context, tx, door.actor(person), { action, aboutId, reason }))
const agreeAs = (person: Somebody, id: string, action = viewing) =>
  as(person, (tx) => agree(door.context, tx, door.actor(person), action, id))
const use = (person: Somebody, aboutId: string, action = viewing) =>
  as(person, (tx) => useGrant(door.context, tx, door.actor(person), action, aboutId))

test('one asks, another agrees, and who asked does it once; the trail says each', async () => {
  const about = newId()
  await assert.rejects(use(head, about), NotAllowed)
  const id = await ask(head, about)
  await assert.rejects(use(head, about), NotAllowed)
  await agreeAs(lead, id)
  await assert.rejects(use(lead, about), NotAllowed)
  await use(head, about)
  await assert.rejects(use(head, about), NotAllowed)
  const rows = await door.inSchool((tx) =>
    tx.selectFrom('audit.entry').select('did').where('about_id', '=', id).orderBy('number').execute(),
  )
  assert.deepEqual(
    rows.map(({ did }) => did),
    ['twoPerson.asked', 'twoPerson.agreed', 'twoPerson.used'],
  )
})

test('nobody agrees to what they asked: the command refuses it, and so does the database', async () => {
  const id = await ask(lead, newId())
  await assert.rejects(agreeAs(lead, id), NotAllowed)
  await assert.rejects(
    door.inSchool((tx) =>
      sql`update two_person.request set decision = 'agreed', decided_by = asked_by, decided_at = now(),
            grant_ends_at = now() + interval '1 hour' where id = ${id}`.execute(tx),
    ),
    /two_people/,
  )
})

test('nobody asks or agrees about themselves', async () => {
  await assert.rejects(ask(head, head.id), Refused)
  const id = await ask(head, lead.id)
  await assert.rejects(agreeAs(lead, id), NotAllowed)
  await agreeAs(other, id)
})

test('both need a role and a fresh proof of identity', async () => {
  const teacher = await door.add('no.role', ['teacher'])
  await assert.rejects(ask(teacher, newId()), NotAllowed)
  const stale = door.actor(head, new Date(door.time.now.getTime() - 10 * 60_000))
  const about = { action: viewing, aboutId: newId(), reason }
  await assert.rejects(
    as(head, (tx) => askForSecond(door.context, tx, stale, about)),
    /Prove again/,
  )
  const id = await ask(head, newId())
  await assert.rejects(agreeAs(teacher, id), NotAllowed)
  await assert.rejects(
    as(lead, (tx) => agree(door.context, tx, { ...door.actor(lead), steppedUpAt: null }, viewing, id)),
    /Prove again/,
  )
})

test('a request lapses unanswered, a grant lapses unused, and it may be asked again', async () => {
  const about = newId()
  const unanswered = await ask(head, about)
  await assert.rejects(ask(head, about), /asked already/)
  door.wait(4 * 3600)
  await assert.rejects(agreeAs(lead, unanswered), /Nobody answered|nobody answered/)
  const id = await ask(head, about)
  await agreeAs(lead, id)
  door.wait(30 * 60)
  await assert.rejects(use(head, about), NotAllowed)
  await ask(head, about)
})

test('a refusal needs a reason, stays on record, and cannot be turned into an agreement', async () => {
  const id = await ask(head, newId())
  const no = (why: string) => as(lead, (tx) => refuse(door.context, tx, door.actor(lead), viewing, id, why))
  await assert.rejects(no(' '), Refused)
  await no('Not without the parents')
  await assert.rejects(agreeAs(other, id), Refused)
  await assert.rejects(
    door.inSchool((tx) =>
      sql`update two_person.request set decision = 'agreed', grant_ends_at = now() where id = ${id}`.execute(
        tx,
      ),
    ),
    /stays as it is/,
  )
  await assert.rejects(
    door.inSchool((tx) => sql`delete from two_person.request where id = ${id}`.execute(tx)),
    /permission denied/,
  )
})

test('break-glass tells its reviewers, and neither of the two reviews it', async () => {
  const about = newId()
  const id = await ask(head, about, rescue)
  await agreeAs(lead, id, rescue)
  await use(head, about, rescue)
  const asked = { requestId: id, action: 'test.rescue', about: { kind: 'seal', id: about } }
  assert.deepEqual(door.announced.at(-1), {
    happening: 'twoPerson.breakGlassUsed',
    payload: { ...asked, usedBy: head.id, agreedBy: lead.id, reviewedBy: ['lead'] },
  })
  const review = (person: Somebody) =>
    as(person, (tx) => reviewBreakGlass(door.context, tx, door.actor(person), rescue, id, 'It was needed'))
  await assert.rejects(review(lead), NotAllowed)
  await review(other)
  await assert.rejects(review(other), Refused)
})

test('another school cannot tell that the request exists, nor can somebody its record is kept from', async () => {
  const about = newId()
  const id = await ask(head, about)
  const elsewhere = { ...door.actor(lead), schoolId: newId() }
  await assert.rejects(
    inTransaction(door.context, elsewhere, (tx) => agree(door.context, tx, elsewhere, viewing, id)),
    NotFound,
  )
  await door.inSchool((tx) =>
    keepFrom(tx, { schoolId: door.school.id, recordId: about, at: door.time.now }, [
      { personId: lead.id, why: 'subject' },
    ]),
  )
  await assert.rejects(agreeAs(lead, id), NotFound)
  await agreeAs(other, id)
})

test('two answers at the same time: one counts', async () => {
  const id = await ask(head, newId())
  const answers = await Promise.allSettled([agreeAs(lead, id), agreeAs(other, id)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reading } from '#/platform/context.ts'
import { aSchoolThatSigns, type SigningSchool } from '../../../test/a-school-that-signs.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { decideText, submitText } from './approve-text.ts'
import { asksOfSigner } from './ask-store.ts'
import { fieldsOf } from './draft-fields.ts'
import { changeDraft, draftForm, startDraft } from './draft-text.ts'
import { makeLetter } from './make-link.ts'
import { linkRoutes } from './routes-link.ts'
import { mineRoutes } from './routes-mine.ts'
import { answerByLink } from './sign-by-link.ts'
import { findVersion } from './version-store.ts'

const born = '2018-05-04'

const yes = (readHash: string) =>
  ({ answer: 'signed', readHash, nameWritten: 'Mia Abbot', jobTitle: '', remark: '' }) as const

test('a link that was made for an earlier text shows what has changed, and signs no text that was not shown', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, office, ada, query } = world
  await world.publish('parent')
  const hash = await world.hashOf('parent')
  const [ask] = await reading(context, office, (tx) => asksOfSigner(tx, school.id, ada.mother.personId))
  const { path } = await makeLetter(context, office, ask?.id ?? '')
  const token = path.replace('/sign/', '')
  const anybody = { kind: 'anonymous', schoolId: school.id } as const
  const date = { 'dateOfBirth-day': '4', 'dateOfBirth-month': '5', 'dateOfBirth-year': '2018' }
  const parts = { params: { token }, body: date }
  const before = await askRoute(context, anybody, linkRoutes, 'POST /sign/:token', parts)
  assert.doesNotMatch(before, /has changed/)
  await publishChanged(world, 'Bring your own telephone to no lesson.')
  const knocked = await askRoute(context, anybody, linkRoutes, 'GET /sign/:token', { params: { token } })
  assert.doesNotMatch(knocked, /has changed|telephone to no lesson/)
  const late = answerByLink(context, school.id, { token, dateOfBirth: born, form: yes(hash) })
  await assert.rejects(late, /has changed since you opened/)
  const sent = { dateOfBirth: born, ...yes(hash) }
  const again = await askRoute(context, anybody, linkRoutes, 'POST /sign/:token/answer', {
    params: { token },
    body: sent,
  })
  assert.match(again, /New or worded differently/)
  assert.match(again, /<li>Bring your own telephone to no lesson\.<\/li>/)
  assert.doesNotMatch(again, /checked|value="Mia Abbot"/, 'the yes was to another text')
  const now = await world.hashOf('parent')
  assert.match(again, new RegExp(`name="readHash" value="${now}"`))
  const shown = await askRoute(context, anybody, linkRoutes, 'POST /sign/:token', parts)
  assert.match(shown, /What has changed/)
  await answerByLink(context, school.id, { token, dateOfBirth: born, form: yes(now) })
  const signed = await query(
    `select v.number from agreements.signature s join agreements.version v on v.school_id = s.school_id and v.id = s.version_id
      where s.ask_id = $1`,
    [ask?.id],
  )
  assert.deepEqual(signed, [{ number: 2 }])
})

test('a yes and a name that were meant for the text before do not stand under the new one, signed in either', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, office, ada } = world
  await world.publish('parent')
  const before = await world.hashOf('parent')
  const [ask] = await reading(context, office, (tx) => asksOfSigner(tx, school.id, ada.mother.personId))
  const send = (body: Record<string, string>) =>
    askRoute(context, ada.mother, mineRoutes, 'POST /agreements/mine/:id', {
      params: { id: ask?.id ?? '' },
      body,
    })
  const wrongName = await send({ ...yes(before), nameWritten: 'Mia Abott', remark: 'Thank you.' })
  assert.match(wrongName, /value="Mia Abott"/, 'what was typed about this text stands')
  assert.match(wrongName, /checked/)
  await publishChanged(world, 'Bring your own telephone to no lesson.')
  const again = await send({ ...yes(before), remark: 'Thank you.' })
  assert.match(again, /Bring your own telephone to no lesson/)
  assert.doesNotMatch(again, /checked|value="Mia Abbot"/, 'the yes was to another text')
  assert.match(again, /Thank you\./)
  assert.match(again, new RegExp(`name="readHash" value="${await world.hashOf('parent')}"`))
})

async function publishChanged({ context, school }: SigningSchool, introduction: string) {
  const { head } = school.people
  const id = await startDraft(context, head, 'parent')
  const draft = await reading(context, head, (tx) => findVersion(tx, school.id, id))
  const changed = { ...fieldsOf(draft), introduction, change: 'minor', why: 'Telephones.' }
  await changeDraft(context, head, id, draftForm.parse(changed))
  await submitText(context, head, id)
  await decideText(context, head, id, { decision: 'approve' })
}

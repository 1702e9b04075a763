import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { aSchoolThatSigns, type SigningSchool } from '../../../test/a-school-that-signs.ts'
import { lookInto } from '../../../test/ground.ts'
import { decideText, submitText } from './approve-text.ts'
import type { Ask } from './ask.ts'
import { asksOfSigner } from './ask-store.ts'
import { fieldsOf } from './draft-fields.ts'
import { changeDraft, draftForm, startDraft } from './draft-text.ts'
import { paperForm } from './paper-form.ts'
import { recordPaper } from './sign-on-behalf.ts'
import { signaturesOf } from './signature-store.ts'
import { findVersion, publishedVersion } from './version-store.ts'

const askOf = async ({ context, school }: SigningSchool, { personId }: PersonActor): Promise<Ask> => {
  const [ask] = await lookInto(context, school.id, (tx) => asksOfSigner(tx, school.id, personId))
  assert.ok(ask)
  return ask
}

test('a paper bears its version, and what is recorded is bound to the one that it bears', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, office, ada, publish } = world
  await publish('parent')
  const inForce = async () => {
    const found = await reading(context, office, (tx) => publishedVersion(tx, school.id, 'parent'))
    assert.ok(found)
    return found
  }
  const first = await inForce()
  const hash = first.sha256.toString('hex')
  assert.equal(
    paperForm(school.id, first).footer,
    `Version 1, fingerprint ${hash.slice(0, 8)}. Give this sheet back to the school.`,
  )
  const change = async (kind: 'minor' | 'signatures') => {
    const id = await startDraft(context, office, 'parent')
    const draft = await reading(context, office, (tx) => findVersion(tx, school.id, id))
    const title = `${draft.text.title} ${kind}`
    await changeDraft(context, office, id, draftForm.parse({ ...fieldsOf(draft), title, change: kind }))
    await submitText(context, office, id)
    await decideText(context, school.people.head, id, { decision: 'approve' })
  }
  const scan = () => ({
    fileName: 'slip.pdf',
    declaredType: 'application/pdf',
    content: Readable.from(Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')),
  })
  const form = { answer: 'signed', printed: hash, nameWritten: 'J. Abbot' } as const
  await change('minor')
  const ask = await askOf(world, ada.father)
  await recordPaper(context, office, ask.id, form, scan())
  const [row] = await reading(context, office, (tx) => signaturesOf(tx, school.id, ask.id))
  assert.equal(row?.versionId, first.id, 'the minor change came after the paper was printed')
  await change('signatures')
  const again = await askOf(world, ada.mother)
  await assert.rejects(recordPaper(context, office, again.id, form, scan()), /no longer stand/)
})

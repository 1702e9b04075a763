import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aGround, aPerson, aSchool, lookInto } from '../../../test/ground.ts'
import { changeContact, contactForm, entryWords } from './change-contact.ts'
import { contactOf } from './contact-store.ts'
import { contactsPage, unconfirmedNote } from './pages-contacts.ts'
import { schoolPermissions } from './permissions.ts'

test('a shipped entry is to be checked before use until somebody of the school confirms it, with the date', async (t) => {
  const ground = await aGround({ permissions: [schoolPermissions] })
  t.after(() => ground.close())
  const { context } = ground
  const schoolId = await aSchool(context)
  const head = await aPerson(context, schoolId, { roles: ['head'] })
  const stands = async () => {
    const found = await lookInto(context, schoolId, (tx) => contactOf(tx, schoolId, 'ico'))
    assert.ok(found)
    return found
  }
  const shipped = await stands()
  assert.deepEqual([shipped.checkBeforeUse, shipped.since], [true, null])
  assert.match(String(unconfirmedNote([shipped])), /nobody at the school has checked/)
  assert.match(String(contactsPage([shipped], true, (path) => path)), /Check before use.*Check and confirm/s)
  const form = contactForm.parse(entryWords(shipped))
  await changeContact(context, head, { ...form, role: 'ico', seenId: null })
  const confirmed = await stands()
  assert.deepEqual(
    [confirmed.checkBeforeUse, confirmed.since, confirmed.phone],
    [false, context.clock(), shipped.phone],
  )
  assert.equal(unconfirmedNote([confirmed]), null)
  assert.match(String(contactsPage([confirmed], true, (path) => path)), /Confirmed \d+ \w+ \d{4}/)
})

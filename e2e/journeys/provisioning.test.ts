import assert from 'node:assert/strict'
import { sent } from '../../test/a-source.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

const longName = 'ottilie.marsh.of.the.staff.of.the.school@accounts.alder-primary-school.example'

journey(
  'Entra is connected with a token, a new teacher waits for the office, and too many leavers stop it',
  async (t) => {
    const stage = await openStage(t)
    const { head, here, address, token } = await connected(stage)
    const ask = async (
      method: string,
      path: string,
      body: unknown,
    ): Promise<{ status: number; id: string }> => {
      const answer = await fetch(`${new URL(head.page.url()).origin}${new URL(address).pathname}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
        body: JSON.stringify(body),
      })
      const { id = '' } = (await answer.json()) as { id?: string }
      return { status: answer.status, id }
    }
    const ids: string[] = []
    for (let number = 1; number <= 7; number += 1) {
      const name = { givenName: 'Pupil', familyName: `Number${number}` }
      ids.push(
        (await ask('POST', '/Users', { userName: `p${number}@alder.example`, userType: 'Student', name })).id,
      )
    }
    const name = { givenName: 'Ottilie', familyName: 'Marsh' }
    const { id: newTeacher } = await ask('POST', '/Users', {
      userName: longName,
      userType: 'Staff',
      name,
    })
    await ask('POST', '/Groups', {
      displayName: 'Class 5',
      members: [{ value: ids[0] }, { value: newTeacher }],
    })

    const office = await stage.signedIn('office.alder')
    await office.open(here)
    await fitsOnPhone(office)
    await office.follow(longName)
    await fitsOnPhone(office)
    await office.press('Save')
    assert.match(await office.reads(), /There is a problem/)
    await office.choose('Somebody new: member of staff')
    await office.press('Save')
    assert.doesNotMatch(await office.reads(), /Waiting for a person/)
    await office.follow('Class 5')
    await office.press('Save')

    const statuses = []
    for (const id of ids) statuses.push((await ask('PATCH', `/Users/${id}`, sent('entra-close'))).status)
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 403, 403])
    await stoppedThenGoesOn(office, await stage.signedIn('dsl.alder'), here)
    assert.equal((await ask('PATCH', `/Users/${ids[6]}`, sent('entra-close'))).status, 200)
    await office.open(`${here}/log`)
    assert.match(await office.reads(), /would be number 6 of/)
  },
)

/** What a directory writes in one word is longer than a phone is wide: it breaks, and nobody scrolls sideways. */
async function fitsOnPhone({ page }: Visitor): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 }
  await page.setViewportSize({ width: 390, height: 900 })
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  assert.ok(width <= 390, `${page.url()} is ${width} pixels wide`)
  await page.setViewportSize(before)
}

async function stoppedThenGoesOn(office: Visitor, lead: Visitor, here: string): Promise<void> {
  await office.open(here)
  assert.match(await office.reads(), /asked for more/)
  await office.fill('Why may so many be closed?', 'The leaving year goes today.')
  await office.press('Ask a second person')
  assert.match(await office.reads(), /A second person has been asked/)
  await lead.open('/s/alder/two-person')
  await lead.press(/Agree/)
  await office.open(here)
  await office.press('Let it go on for a day')
  assert.doesNotMatch(await office.reads(), /asked for more/)
}

/** The head connects a system and makes a token, which is shown once. */
async function connected(
  stage: Stage,
): Promise<{ head: Visitor; here: string; address: string; token: string }> {
  const head = await stage.signedIn('head.alder')
  await head.open('/s/alder/provisioning')
  await head.press('Connect a system')
  await head.press('Connect')
  assert.match(await head.reads(), /There is a problem/)
  await head.choose('Microsoft Entra')
  await head.fill('What do your colleagues call it?', 'School accounts')
  await head.choose(/Pupils and staff/)
  await head.press('Connect')
  const here = new URL(head.page.url()).pathname
  await head.press('Make a token')
  const [address = '', token = ''] = await head.page.locator('code').allInnerTexts()
  await head.follow('Done: back to the connection')
  assert.doesNotMatch(await head.reads(), new RegExp(token))
  return { head, here, address, token }
}

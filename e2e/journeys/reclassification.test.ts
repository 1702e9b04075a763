import assert from 'node:assert/strict'
import sharp from 'sharp'
import { journey } from '../journey.ts'
import { openNewest, tellAsStaff } from '../lead-incident.ts'
import { openStage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

journey(
  'a picture that was kept is sealed when the incident turns out to be illegal: nobody can open it',
  async (t) => {
    const stage = await openStage(t)
    const teacher = await stage.signedIn('teacher.alder')
    await tellAsStaff(teacher, 'alder', { kind: 'Bullying online', what: 'Somebody was left out of a chat.' })

    const lead = await stage.signedIn('dsl.alder')
    const incident = await openNewest(lead, 'alder')
    await keepPicture(lead, incident)
    const item = new URL(lead.page.url()).pathname
    assert.equal((await lead.page.request.get(`${item}/shown`)).status(), 200)
    await lead.open(`${item}/picture`)
    const shown = await lead.page
      .locator('main img')
      .evaluate((img: { naturalWidth?: number }) => img.naturalWidth)
    assert.equal(shown, 320)

    await lead.open(`${incident}/kind`)
    await lead.page
      .getByLabel('What kind of thing happened?')
      .selectOption({ label: 'Nude or sexual picture of a child, or talk of one' })
    await lead.choose('Yes', /harmed or at risk/)
    await lead.choose('Yes', /nude, semi-nude or sexual/)
    await lead.fill('What came to light?', 'A parent says what the chat was about.')
    await lead.press('Change the kind')
    assert.match(await lead.reads(), /There may be a picture of a child/)

    const others = ['head.alder', 'deputydsl.alder', 'chair.alder', 'technician.alder', 'teacher.alder']
    for (const person of [lead, ...(await Promise.all(others.map((name) => stage.signedIn(name)))), teacher])
      for (const path of ['/shown', '/picture', '/original']) {
        const answer = await person.page.request.get(`${item}${path}`)
        assert([403, 404, 409].includes(answer.status()), `${path}: ${answer.status()}`)
      }
    await lead.open(item)
    assert.match(await lead.reads(), /Sealed/i)
    assert.equal(await lead.page.locator('main img').count(), 0)
    assert.equal(await lead.open(`${incident}/evidence/files/new`), 409)
    await lead.open(`${incident}/evidence`)
    assert.equal(await lead.page.locator('input[type=file]').count(), 0)
  },
)

async function keepPicture(lead: Visitor, incident: string): Promise<void> {
  await lead.open(`${incident}/evidence`)
  await lead.choose('No, nothing in it could be illegal')
  await lead.fill('How do you know?', 'Words and a drawing of a cat.')
  await lead.press('Save the answer')
  await lead.press('Keep a file')
  await lead.fill('What is it?', 'Screenshot of the class chat')
  await lead.fill(/Who gave it/, 'A parent')
  await lead.choose('It shows no nude or sexual picture of a child')
  const buffer = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#8899aa' } })
    .png()
    .toBuffer()
  await lead.page.getByLabel('The file').setInputFiles({ name: 'chat.png', mimeType: 'image/png', buffer })
  await lead.press('Keep it')
  assert.match(await lead.reads(), /Screenshot of the class chat/)
}

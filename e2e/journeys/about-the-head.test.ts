import assert from 'node:assert/strict'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

const account = 'Sends a pupil private messages late in the evening.'

journey(
  'an allegation about the head reaches the chair; the head finds nothing, the safeguarding lead the child alone',
  async (t) => {
    const stage = await openStage(t)
    const headsName = await stage.nameOf('head.alder')
    const child = await stage.nameOf('pupil.alder')
    await tell(stage, headsName, child)

    const chair = await stage.signedIn('chair.alder')
    await chair.open('/s/alder/tasks')
    await chair.open('/s/alder/staff-concerns')
    assert.match(await chair.reads(), new RegExp(headsName))
    const path = (await chair.page.locator('main tbody a').first().getAttribute('href')) ?? ''
    await chair.open(path)
    assert.match(await chair.reads(), /private messages late in the evening/)

    const head = await stage.signedIn('head.alder')
    assert.equal(await head.open(path), 404)
    const traces = new RegExp(`private messages|${path.split('/').at(-1)}|allegation|at risk|${child}`, 'i')
    await nothingIn(head, traces)

    const lead = await stage.signedIn('dsl.alder')
    assert.equal(await lead.open(path), 403)
    await lead.open('/s/alder/incidents')
    await lead.follow(/^[A-Z]{2}-/)
    const concern = await lead.reads()
    assert.match(concern, new RegExp(child))
    assert.doesNotMatch(concern, new RegExp(`private messages|${headsName}`))
    assert.equal(await head.open(new URL(lead.page.url()).pathname), 404)
  },
)

async function tell(stage: Stage, headsName: string, child: string): Promise<void> {
  const teacher = await stage.signedIn('teacher.alder')
  await teacher.open('/s/alder/staff-concerns/new')
  assert.match(await teacher.reads(), /LADO/)
  await teacher.fill('Who is it about?', headsName.split(' ').at(-1) ?? '')
  await teacher.press('Go on')
  await teacher.choose(headsName)
  await teacher.press('Go on')
  assert.match(await teacher.reads(), /This goes to the chair of governors/)
  await teacher.choose('No', /in danger now/)
  await teacher.fill('What did you see or hear?', account)
  await teacher.fill(/Which children does it touch/, child)
  await teacher.press('Send to the case manager')
  assert.equal(new URL(teacher.page.url()).pathname, '/s/alder/staff-concerns/passed-on')
}

const whereTheHeadLooks = [
  '/tasks',
  '/incidents',
  '/board',
  '/work-list',
  '/staff-concerns',
  '/staff-concerns/patterns',
  '/evidence',
  '/complaints',
  '/audit',
  '/mail',
  '/termly-reports',
  '/two-person',
]

async function nothingIn(head: Visitor, traces: RegExp): Promise<void> {
  const words = (text: string): string => text.replaceAll(/allegations? register|about an adult/gi, '')
  for (const path of whereTheHeadLooks) {
    const status = await head.open(`/s/alder${path}`)
    if (status === 403) continue
    assert.equal(status, 200, path)
    assert.doesNotMatch(words(await head.page.locator('main').innerText()), traces, path)
  }
  for (const path of ['/incidents.csv', '/staff-concerns.csv', '/audit.csv']) {
    const answer = await head.page.request.get(`/s/alder${path}`)
    assert.doesNotMatch(words(await answer.text()), traces, path)
  }
  await head.open('/s/alder/search')
  await head.page.locator('main input[type=text], main input[type=search]').first().fill('private messages')
  await head.press(/Search/)
  assert.doesNotMatch(await head.page.locator('main').innerText(), /late in the evening/)
}

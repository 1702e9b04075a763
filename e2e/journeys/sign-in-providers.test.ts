import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { openProviders, type Providers, testClient } from '../../test/sign-in-providers.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

const domain = 'alder.example'

journey('a school lets its people sign in with Google: set up, tried, used, away, turned off', async (t) => {
  const { stage, providers } = await schoolWithGoogle(t)
  await t.test('the technician sets it up, tries it and turns it on', () => setUp(stage))
  let teacher: Visitor | null = null
  await t.test(
    'a teacher is invited, connects her account without JavaScript, and signs in with it',
    async () => {
      teacher = await teacherUses(stage)
    },
  )
  await t.test('a safeguarding lead connects her own account, and still gives her second factor', () =>
    leadConnects(stage),
  )
  await t.test('while Google is away the page says so', () => googleIsAway(stage, providers))
  await t.test('the technician turns it off, and everybody who came with it is out', () =>
    turnOff(stage, teacher),
  )
})

async function schoolWithGoogle(t: TestContext): Promise<{ stage: Stage; providers: Providers }> {
  const returnTo: string[] = ['http://localhost/not-yet']
  const providers = await openProviders(() => returnTo)
  t.after(providers.close)
  const stage = await openStage(t, 'alder', undefined, { providersAt: providers.address })
  returnTo.splice(0, 1, `${stage.app.address}/s/alder/sign-in/with/google/back`)
  providers.google.rotate()
  for (const name of ['technician', 'teacher', 'dsl']) {
    const email = `${name}@${domain}`
    providers.google.accounts.set(name, { email, email_verified: true, hd: domain })
  }
  return { stage, providers }
}

async function setUp(stage: Stage): Promise<void> {
  const technician = await stage.signedIn('technician.alder')
  await technician.open('/s/alder/sign-in-providers')
  await technician.follow('Google')
  await technician.press('Set it up')
  await technician.press('Save')
  assert.match(await technician.reads(), /Enter the domain alone/)
  await technician.fill('The school’s domain at Google', domain)
  await technician.fill('Client ID', testClient.id)
  await technician.fill('Client secret', testClient.secret)
  await technician.press('Save')
  await technician.press('Try it')
  await technician.press(`technician@${domain}`)
  assert.equal(await technician.heading(), 'Google works')
  await technician.press('Go on')
  await technician.press('Turn it on')
  assert.match(await technician.reads(), /It is offered on the sign-in page/)
}

async function teacherUses(stage: Stage): Promise<Visitor> {
  const link = await invite(stage, 'new.teacher')
  const teacher = await stage.visitor({ who: 'teacher', javaScript: false })
  await teacher.open(link)
  await teacher.press('Carry on')
  await teacher.press('Use my Google account')
  await teacher.press(`teacher@${domain}`)
  assert.match(await teacher.reads(), /Sign out/)
  assert.equal(await teacher.open(link), 200)
  await teacher.press('Carry on')
  assert.match(await teacher.reads(), /There is nothing here/)

  const again = await stage.visitor({ who: 'teacher', phone: true })
  await again.open('/s/alder/sign-in')
  await again.press('Sign in with Google')
  await again.press(`teacher@${domain}`)
  assert.equal(await again.open('/s/alder/account'), 200)
  assert.match(await again.reads(), /new\.teacher/)
  return teacher
}

/** Somebody of the staff who has no sign-in yet is given one by the technician; their link. */
async function invite(stage: Stage, signInName: string): Promise<string> {
  const technician = await stage.signedIn('technician.alder')
  await technician.open('/s/alder/sign-ins?state=none&kind=staff')
  await technician.page.locator('td a, th a').last().click()
  await technician.fill('Sign-in name', signInName)
  await technician.press('Give a sign-in')
  return (await technician.page.locator('.sk-paper__words').innerText()).trim()
}

async function leadConnects(stage: Stage): Promise<void> {
  const stranger = await stage.visitor({ who: 'dsl', phone: true })
  await stranger.open('/s/alder/sign-in')
  await stranger.press('Sign in with Google')
  await stranger.press(`dsl@${domain}`)
  assert.match(await stranger.reads(), /opens no sign-in here/)

  const lead = await stage.signedIn('dsl.alder', { phone: true })
  await lead.open('/s/alder/account')
  await lead.press('Connect your Google account')
  await lead.press(`dsl@${domain}`)
  assert.match(await lead.reads(), /It signs you in here/)

  await stranger.press('Sign in with Google')
  await stranger.press(`dsl@${domain}`)
  assert.equal(await stranger.heading(), 'Prove that it is you')
  await stranger.press('Sign out')
  assert.match(await stranger.reads(), /still signed in to Google/)
}

async function googleIsAway(stage: Stage, providers: Providers): Promise<void> {
  const teacher = await stage.visitor({ who: 'teacher' })
  await teacher.open('/s/alder/sign-in')
  providers.state.away = true
  await teacher.press('Sign in with Google')
  assert.match(await teacher.reads(), /Google does not answer just now/)
  providers.state.away = false
}

async function turnOff(stage: Stage, teacher: Visitor | null): Promise<void> {
  const technician = await stage.signedIn('technician.alder')
  await technician.open('/s/alder/sign-in-providers/google')
  await technician.press('Turn it off')
  await teacher?.open('/s/alder/tasks')
  assert.equal(await teacher?.heading(), 'Sign in to Alder Primary School')
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { MailFailed } from '#/platform/mail/mail.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { tasksOf } from '../tasks/index.ts'
import { askForSite } from './ask-for-site.ts'
import { decideRequest } from './decide-request.ts'
import { siteRequests } from './feature.ts'
import { routes } from './routes.ts'
import { mailProvider } from './tell-provider.ts'

test('where the provider cannot be written to, the task says so, and the request to whom to turn', async (t) => {
  const world = await filteredSchools(t, [siteRequests])
  const { context, school, technician, query } = world
  const { teacher, head } = school.people
  await setFor(world, school.id, 'siteRequests.hasProvider', true)
  const id = await askForSite(context, teacher, { wants: 'block', site: 'nasty.example', why: null })
  const yes = { decision: 'agreed', on: null, why: 'It is unkind.', answer: null } as const
  await decideRequest(context, head, id, { ...yes, profiles: [], lasts: 'good' })
  const titles = async () =>
    (await reading(context, technician, (tx) => tasksOf(tx, technician))).map(({ title }) => title)
  const shown = () => askRoute(context, technician, routes, 'GET /site-requests/:id', { params: { id } })
  const mail = (send: () => Promise<'sent' | 'notConfigured'>) =>
    mailProvider(
      context,
      systemActor(school.id),
      { publicUrl: new URL('https://safety.example'), mailer: { send, close: () => undefined } },
      id,
    )
  const ring = 'Ring the filter provider about a site: they could not be written to'
  assert.deepEqual(await titles(), ['See that the filter provider changes a site'])
  await mail(async () => 'sent')
  assert.deepEqual(await titles(), [ring])
  assert.match(await shown(), /could not be written to[\s\S]*No e-mail address of the provider/)
  await query(
    `insert into schools.contact (school_id, id, role, name, phone, email, in_force_from)
     values ($1, gen_random_uuid(), 'filterProvider', 'The desk', '01632 960113', 'desk@filter.example', now())`,
    [school.id],
  )
  await assert.rejects(
    mail(async () => Promise.reject(new MailFailed('Busy', { permanent: false }))),
    /Busy/,
  )
  await mail(async () => Promise.reject(new MailFailed('No such box', { permanent: true })))
  assert.deepEqual(await titles(), [ring])
  assert.match(await shown(), /refuses our message for good[\s\S]*The desk, 01632 960113/)
  await mail(async () => 'notConfigured')
  assert.match(await shown(), /This Schoolkeeper sends no e-mail/)
  await mail(async () => 'sent')
  assert.deepEqual(await titles(), ['See that the filter provider changes a site'])
  assert.doesNotMatch(await shown(), /could not be written to/)
})

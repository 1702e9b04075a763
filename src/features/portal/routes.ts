import * as z from 'zod'
import { londonDate, minuteMs } from '#/kernel/london-time.ts'
import { requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { moment, pastMoment, said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  type Sent,
  type WebRequest,
} from '#/platform/web/route.ts'
import { profileOfPerson, profileWords } from '../filtering/index.ts'
import { namesOf } from '../people/index.ts'
import { proxyAddress } from '../proxy-keys/index.ts'
import { classesOfSchool } from '../schools/index.ts'
import { askPage, thisDevicePage, type WasHere } from './pages.ts'
import { stayOfSession, whoWasAt } from './store.ts'

const section = '/who-was-at'
const title = 'Who was at an address?'

/** What the filter makes of the device in front of somebody, in words. */
async function thisDevice(request: WebRequest): Promise<Page> {
  const { context, actor } = request
  const person = requirePerson(actor)
  const { schoolId, personId, sessionId } = person
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => ({
    stay: await stayOfSession(tx, schoolId, sessionId, now),
    profile: await profileOfPerson(tx, schoolId, personId, londonDate(now)),
    asksForKeys: request.opens('/proxy-keys') && (await readSetting(tx, schoolId, proxyAddress)) !== '',
  }))
  const profile = view.profile === null ? null : profileWords(view.profile)
  return page({
    title: 'This device',
    look: person.roles.has('pupil') ? 'pupil' : 'staff',
    body: thisDevicePage({ ...view, name: person.name, profile }, request),
  })
}

const askForm = z.object({
  address: said('Enter the address, such as 10.4.8.17', 45).refine(
    (text) => z.ipv4().safeParse(text).success || z.ipv6().safeParse(text).success,
    'Enter an address such as 10.4.8.17',
  ),
  ...moment,
})

const drawn = ({ csrf, once, at }: WebRequest, sent: Sent = {}, errors: FieldErrors = {}) => ({
  csrf,
  once,
  at,
  values: typedValues(sent),
  errors,
})

function ask(request: WebRequest): Promise<Answer> {
  const { context, actor, body } = request
  const sent = withDates(body, ['on']) as Sent
  return answerForm({
    schema: askForm,
    sent,
    save: async ({ address, ...typed }) => {
      const from = pastMoment(typed, context.clock())
      const found = await namedAt(request, { address, from, to: new Date(from.getTime() + minuteMs) })
      await recordReads(context, actor, [{ did: 'portal.askedWhoWasAt', detail: { address } }])
      return page({ title, section, body: askPage({ address, at: from, found }, drawn(request, sent)) })
    },
    again: async (errors) =>
      page({ title, section, errors, body: askPage(null, drawn(request, sent, errors)) }),
  })
}

function namedAt(
  { context, actor }: WebRequest,
  asked: { address: string; from: Date; to: Date },
): Promise<WasHere[]> {
  const { schoolId } = actor
  return reading(context, actor, async (tx) => {
    const stays = await whoWasAt(tx, schoolId, asked)
    const ids = stays.flatMap(({ personId, adultId }) => [personId, adultId])
    const people = await namesOf(tx, schoolId, ids)
    const classes = new Map((await classesOfSchool(tx, schoolId)).map(({ id, name }) => [id, name]))
    return stays.map(({ personId, classId, adultId, toldBy, since, until }) => ({
      who: people.get(personId ?? '') ?? `The class ${classes.get(classId ?? '') ?? ''}`,
      withAdult: people.get(adultId ?? '') ?? null,
      toldBy,
      since,
      until,
    }))
  })
}

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/this-device',
    may: 'signedIn',
    does: 'says what the filter gives to this device',
    answer: thisDevice,
  },
  {
    method: 'GET',
    path: '/who-was-at',
    may: 'portal.askWhoWasAt',
    does: 'asks who was at an address',
    answer: async (request) => page({ title, section, body: askPage(null, drawn(request)) }),
  },
  {
    method: 'POST',
    path: '/who-was-at',
    may: 'portal.askWhoWasAt',
    does: 'answers who was at an address',
    answer: ask,
  },
]

import * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { moment, pastMoment, said } from '#/platform/forms/answers.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type Sent,
  type WebRequest,
} from '#/platform/web/route.ts'
import { classesTaughtOn, namesOf } from '../people/index.ts'
import { classesOfSchool } from '../schools/index.ts'
import { changeSeats, endSeating, openSeating } from './open-seating.ts'
import { askPage, classPage, seatingPage, startPage } from './pages-seating.ts'
import { seatingForm, seatsIn } from './seating.ts'
import { childrenOf, findSeating, satAt, seatingsOf, seatsOf } from './seating-store.ts'
import { findAccount } from './store.ts'

const section = '/who-sat-where'
const drawnWith = ({ csrf, once, at }: WebRequest, sent: Sent = {}, errors: FieldErrors = {}) => ({
  csrf,
  once,
  at,
  values: typedValues(sent),
  errors,
})

async function start(request: WebRequest): Promise<Page> {
  const { context, actor } = request
  const { schoolId, personId } = requirePerson(actor)
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => ({
    classes: await classesTaughtOn(tx, schoolId, personId, londonDate(now)),
    seatings: await seatingsOf(tx, schoolId, personId, 10),
  }))
  const body = startPage(
    { ...view, now, mayAsk: may(context, actor, 'accounts.askWhoSat') },
    drawnWith(request),
  )
  return page({ title: 'Who sat where', section, body })
}

async function drawClass(request: WebRequest, sent: Sent = {}, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, params } = request
  const { schoolId, personId } = requirePerson(actor)
  const classId = isId(params.class) ? params.class : ''
  const today = londonDate(context.clock())
  const view = await reading(context, actor, async (tx) => {
    const taught = await classesTaughtOn(tx, schoolId, personId, today)
    const found = taught.find(({ id }) => id === classId)
    if (!found) throw new NotFound('class')
    return { className: found.name, classId, children: await childrenOf(tx, schoolId, classId, today) }
  })
  return page({
    title: 'Who sits where?',
    section,
    errors,
    body: classPage(view, drawnWith(request, sent, errors)),
  })
}

function open(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  return answerForm({
    schema: seatingForm,
    sent: { ...body, classId: params.class ?? '' },
    save: async (form) => redirect(at(`/who-sat-where/${await openSeating(context, actor, form)}`)),
    again: (errors) => drawClass(request, body, errors),
  })
}

function idOf({ id }: WebRequest['params']): string {
  if (!isId(id)) throw new NotFound('lesson')
  return id
}

/** The adult whose lesson it is, and those who may ask who sat where. To others it does not exist. */
async function show(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, params, body } = request
  const { schoolId, personId } = requirePerson(actor)
  const id = idOf(params)
  const now = context.clock()
  const mayAsk = may(context, actor, 'accounts.askWhoSat')
  const view = await reading(context, actor, async (tx) => {
    const seating = await findSeating(tx, schoolId, id)
    if (seating.adultId !== personId && !mayAsk) throw new NotFound('lesson')
    const seats = await seatsOf(tx, schoolId, id)
    const names = await namesOf(tx, schoolId, [seating.adultId, ...seats.map((one) => one.personId)])
    const inClass = (await classesOfSchool(tx, schoolId)).find((one) => one.id === seating.classId)
    return {
      seating,
      className: inClass?.name ?? '',
      adult: names.get(seating.adultId) ?? '',
      logonName:
        seating.accountId === null ? null : (await findAccount(tx, schoolId, seating.accountId)).logonName,
      seats: seats.map((one) => ({ ...one, name: names.get(one.personId) ?? '' })),
      children: await childrenOf(tx, schoolId, seating.classId, londonDate(now)),
    }
  })
  await recordReads(context, actor, [{ did: 'accounts.seatingRead', about: { kind: 'seating', id } }])
  const isOwn = view.seating.adultId === personId
  const sent = Object.keys(errors).length > 0 ? body : {}
  const drawn = drawnWith(request, sent, errors)
  return page({ title: 'Who sat where', section, errors, body: seatingPage({ ...view, now, isOwn }, drawn) })
}

function move(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  return answerForm({
    schema: z.looseObject({}).transform(seatsIn),
    sent: body,
    save: async (seats) => {
      await changeSeats(context, actor, { id: idOf(params), seats })
      return redirect(at(`/who-sat-where/${params.id}`))
    },
    again: (errors) => show(request, errors),
  })
}

async function end({ context, actor, params, at }: WebRequest): Promise<Answer> {
  await endSeating(context, actor, idOf(params))
  return redirect(at(`/who-sat-where/${params.id}`))
}

const askForm = z.object({ device: said('Enter the device', 40), ...moment })

function ask(request: WebRequest): Promise<Answer> {
  const { context, actor, body } = request
  const { schoolId } = actor
  const sent = withDates(body, ['on']) as Sent
  const title = 'Who was at a device?'
  return answerForm({
    schema: askForm,
    sent,
    save: async ({ device, ...typed }) => {
      const at = pastMoment(typed, context.clock())
      const found = await reading(context, actor, async (tx) => {
        const names = new Map((await classesOfSchool(tx, schoolId)).map(({ id, name }) => [id, name]))
        const rows = await satAt(tx, schoolId, device, at)
        return rows.map((one) => ({ ...one, className: names.get(one.classId) ?? '' }))
      })
      const did = 'accounts.askedWhoSat' as const
      await recordReads(
        context,
        actor,
        found.length === 0
          ? [{ did, detail: { device } }]
          : found.map(({ seatingId }) => ({
              did,
              about: { kind: 'seating', id: seatingId },
              detail: { device },
            })),
      )
      return page({ title, section, body: askPage({ device, at, found }, drawnWith(request, sent)) })
    },
    again: async (errors) =>
      page({ title, section, errors, body: askPage(null, drawnWith(request, sent, errors)) }),
  })
}

const opens = 'accounts.openSeating'
const asks = 'accounts.askWhoSat'
const startOne = '/who-sat-where/start/:class'

export const seatingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/who-sat-where',
    may: opens,
    does: 'Lists one’s classes and lessons',
    answer: start,
  },
  {
    method: 'GET',
    path: '/who-sat-where/ask',
    may: asks,
    does: 'Asks who was at a device',
    answer: async (request) =>
      page({ title: 'Who was at a device?', section, body: askPage(null, drawnWith(request)) }),
  },
  { method: 'POST', path: '/who-sat-where/ask', may: asks, does: 'Answers who was at a device', answer: ask },
  {
    method: 'GET',
    path: startOne,
    may: opens,
    does: 'Shows the class list with the places of last time',
    answer: (request) => drawClass(request),
  },
  { method: 'POST', path: startOne, may: opens, does: 'Opens a lesson', answer: open },
  {
    method: 'GET',
    path: '/who-sat-where/:id',
    may: 'signedIn',
    does: 'Shows who sits where in one lesson',
    answer: (request) => show(request),
  },
  {
    method: 'POST',
    path: '/who-sat-where/:id/seats',
    may: opens,
    does: 'Notes who came, went or moved',
    answer: move,
  },
  { method: 'POST', path: '/who-sat-where/:id/end', may: opens, does: 'Ends a lesson', answer: end },
]

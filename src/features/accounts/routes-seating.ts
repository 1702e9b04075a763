import { isId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { answerForm } from '#/platform/web/read-form.ts'
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
import { changeSeats, endSeating, openSeating, openShared } from './open-seating.ts'
import { classPage, seatingPage, sharedPage, startPage } from './pages-seating.ts'
import { drawnWith, section, whoSatRoutes } from './routes-who-sat.ts'
import { childrenOf } from './seated-pupil-store.ts'
import { changeForm, seatingForm, sharedForm } from './seating.ts'
import { findSeating, seatingsOf, seatsOf, sharedLogons } from './seating-store.ts'
import { findAccount } from './store.ts'

async function start(request: WebRequest): Promise<Page> {
  const { context, actor } = request
  const { schoolId, personId } = requirePerson(actor)
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => ({
    classes: await classesTaughtOn(tx, schoolId, personId, londonDate(now)),
    logons: await sharedLogons(tx, schoolId),
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

async function drawShared(request: WebRequest, sent: Sent = {}, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, params } = request
  const id = idOf(params)
  const [logon] = await reading(context, actor, (tx) => sharedLogons(tx, actor.schoolId, id))
  if (!logon) throw new NotFound('logon')
  return page({
    title: 'Who sits where?',
    section,
    errors,
    body: sharedPage(logon, drawnWith(request, sent, errors)),
  })
}

function openLogon(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  const accountId = idOf(params)
  return answerForm({
    schema: sharedForm,
    sent: body,
    save: async (form) =>
      redirect(at(`/who-sat-where/${await openShared(context, actor, { accountId, ...form })}`)),
    again: (errors) => drawShared(request, body, errors),
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
    const { classId } = seating
    const inClass = (await classesOfSchool(tx, schoolId)).find((one) => one.id === classId)
    return {
      seating,
      className: inClass?.name ?? null,
      adult: names.get(seating.adultId) ?? '',
      logonName:
        seating.accountId === null ? null : (await findAccount(tx, schoolId, seating.accountId)).logonName,
      seats: seats.map((one) => ({ ...one, name: names.get(one.personId) ?? '' })),
      children: classId === null ? null : await childrenOf(tx, schoolId, classId, londonDate(now)),
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
    schema: changeForm,
    sent: body,
    save: async (form) => {
      await changeSeats(context, actor, { id: idOf(params), ...form })
      return redirect(at(`/who-sat-where/${params.id}`))
    },
    again: (errors) => show(request, errors),
  })
}

async function end({ context, actor, params, at }: WebRequest): Promise<Answer> {
  await endSeating(context, actor, idOf(params))
  return redirect(at(`/who-sat-where/${params.id}`))
}

const opens = 'accounts.openSeating'
const startOne = '/who-sat-where/start/:class'
const startLogon = '/who-sat-where/logons/:id'

export const seatingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/who-sat-where',
    may: opens,
    does: 'Lists one’s classes and lessons',
    answer: start,
  },
  ...whoSatRoutes,
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
    path: startLogon,
    may: opens,
    does: 'Asks who is at which device of a logon that several people use',
    answer: (request) => drawShared(request),
  },
  {
    method: 'POST',
    path: startLogon,
    may: opens,
    does: 'Opens a logon that several people use',
    answer: openLogon,
  },
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

import { londonDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { readTableRequest } from '#/platform/web/components/table-request.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { adultsOfTheSchool, findPeopleByName, fullName, namesOf, personKindWords } from '../people/index.ts'
import { askAdvice, askAdviceForm } from './ask-advice.ts'
import { moveComplaint, moveComplaintForm } from './move-complaint.ts'
import {
  complaintPage,
  complaintsPage,
  complaintTable,
  type NamedChoice,
  receivePage,
  sentPage,
} from './pages.ts'
import { receiveComplaint, receiveComplaintForm } from './receive-complaint.ts'
import { entriesOf, findComplaint, type ListRequest, listComplaints } from './store.ts'

const section = '/complaints'
const pupilsAndAdults = ['pupil', ...adultsOfTheSchool]

const drawnWith = ({ csrf, once, at, body }: WebRequest, errors: FieldErrors) => ({
  csrf,
  once,
  at,
  errors,
  values: typedValues(body),
})

async function list({ context, actor, query, at }: WebRequest): Promise<Page> {
  const request = readTableRequest(query, complaintTable)
  const { rows, total } = await reading(context, actor, (tx) =>
    listComplaints(tx, actor, {
      state: (request.filters.state ?? null) as ListRequest['state'],
      sort: request.sort as ListRequest['sort'],
      direction: request.direction,
      offset: request.offset,
      most: request.pageSize,
    }),
  )
  await recordReads(context, actor, [{ did: 'complaints.listed' }])
  const body = complaintsPage({ rows, total, request, at, now: context.clock() })
  return page({ title: 'Complaints', section, wide: true, body })
}

/** People of a name, as choices. Null when no name was typed. */
async function named(
  request: WebRequest,
  field: string,
  kindsWanted: readonly string[],
): Promise<NamedChoice[] | null> {
  const { context, actor, body } = request
  const name = String(body[field] ?? '').trim()
  if (name === '') return null
  const today = londonDate(context.clock())
  const found = await reading(context, actor, (tx) =>
    findPeopleByName(tx, actor.schoolId, name.slice(0, 100)),
  )
  return found
    .filter(({ kind, leftOn }) => kindsWanted.includes(kind) && (leftOn === null || leftOn >= today))
    .map((person) => ({
      value: person.id,
      text: fullName(person),
      hint: person.jobTitle ?? personKindWords[person.kind],
    }))
}

async function drawNew(request: WebRequest, errors: FieldErrors): Promise<Page> {
  const people = await named(request, 'aboutName', pupilsAndAdults)
  const body = receivePage({ ...drawnWith(request, errors), people })
  return page({ title: 'Write a complaint down', section, errors, body })
}

async function receive(request: WebRequest): Promise<Answer> {
  const { body, context, actor, at } = request
  if (String(body.aboutName ?? '').trim() !== '' && !body.aboutId) {
    const errors = { aboutId: 'Choose which person it is about, or “None of these”' }
    return { ...(await drawNew(request, errors)), status: 422 }
  }
  return answerForm({
    schema: receiveComplaintForm,
    sent: body,
    save: async (form) => {
      const { outside } = await receiveComplaint(context, actor, form)
      return redirect(at(outside ? '/complaints/passed-outside' : '/complaints/passed-on'))
    },
    again: (errors) => drawNew(request, errors),
  })
}

const sent =
  (outside: boolean) =>
  async ({ at }: WebRequest) =>
    page({ title: 'Passed on', section, body: sentPage({ at, outside }) })

async function show(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, params } = request
  const id = idIn({ params })
  const { complaint, entries, names } = await reading(context, actor, async (tx) => {
    const found = await findComplaint(tx, actor, id)
    const written = await entriesOf(tx, found)
    const ids = [found.aboutId, ...written.map(({ writtenBy }) => writtenBy)]
    return {
      complaint: found,
      entries: written,
      names: await namesOf(tx, actor.schoolId, ids),
    }
  })
  await recordReads(context, actor, [{ did: 'complaints.read', about: { kind: 'complaint', id } }])
  const people = await named(request, 'name', adultsOfTheSchool)
  const mayDecide = may(context, actor, 'complaints.decide')
  const view = { complaint, entries, names, mayDecide, people: people?.length ? people : null }
  return page({ title: 'Complaint', section, errors, body: complaintPage(view, drawnWith(request, errors)) })
}

function move(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  return answerForm({
    schema: moveComplaintForm,
    sent: body,
    save: async (form) => {
      await moveComplaint(context, actor, idIn({ params }), form)
      return redirect(at(`/complaints/${params.id}`))
    },
    again: (errors) => show(request, errors),
  })
}

async function advice(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  if (body.personId === undefined) {
    const nobody = (await named(request, 'name', adultsOfTheSchool))?.length === 0
    return show(
      request,
      nobody ? { name: 'Nobody who works here has that name. Try the first letters.' } : {},
    )
  }
  return answerForm({
    schema: askAdviceForm,
    sent: body,
    save: async (form) => {
      await askAdvice(context, actor, idIn({ params }), form)
      return redirect(at(`/complaints/${params.id}`))
    },
    again: (errors) => show(request, errors),
  })
}

const receives = 'complaints.receive'
const reads = 'complaints.read'
const decides = 'complaints.decide'

export const routes: readonly Route[] = [
  { method: 'GET', path: '/complaints', may: reads, does: 'Lists complaints', answer: list },
  {
    method: 'GET',
    path: '/complaints/new',
    may: receives,
    does: 'Asks for a complaint',
    answer: (request) => drawNew(request, {}),
  },
  { method: 'POST', path: '/complaints', may: receives, does: 'Receives a complaint', answer: receive },
  {
    method: 'GET',
    path: '/complaints/passed-on',
    may: receives,
    does: 'Says that it was passed on',
    answer: sent(false),
  },
  {
    method: 'GET',
    path: '/complaints/passed-outside',
    may: receives,
    does: 'Says whom to ring instead',
    answer: sent(true),
  },
  {
    method: 'GET',
    path: '/complaints/:id',
    may: reads,
    does: 'Shows one complaint',
    answer: (request) => show(request),
  },
  {
    method: 'POST',
    path: '/complaints/:id',
    may: decides,
    does: 'Acknowledges, answers or passes on a complaint',
    answer: move,
  },
  {
    method: 'POST',
    path: '/complaints/:id/advice',
    may: decides,
    does: 'Asks for advice on a complaint',
    answer: advice,
  },
]

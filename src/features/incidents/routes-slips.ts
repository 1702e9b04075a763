// What IT support sees: slips, one line for each thing to do, and the change that an incident taught.

import { formatInstant } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { requirePerson } from '#/platform/access/access.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { writtenWords } from '#/platform/web/components/records.ts'
import { html } from '#/platform/web/html.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { tasksOf } from '../tasks/index.ts'
import { asked, doSlip, doSlipForm } from './ask-it.ts'
import { findLesson } from './closing-store.ts'
import { findSlip, openSlips, type Slip } from './slip-store.ts'
import { seesIncident } from './store.ts'

export const slipRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/technical-slips',
    may: 'incidents.doSlip',
    does: 'lists what IT support was asked to do',
    answer: async (request) => {
      const slips = await reading(request.context, request.actor, (tx) =>
        openSlips(tx, request.actor.schoolId),
      )
      const rows = slips.map((slip) => [
        {
          html: html`<a class="govuk-link" href="${request.at(`/technical-slips/${slip.id}`)}">${asked[slip.asked]}</a>`,
        },
        { text: what(slip) },
        { text: formatInstant(slip.askedAt) },
      ])
      const body =
        rows.length === 0
          ? emptyState({ sentence: 'There is nothing to do.' })
          : plainTable({ head: [{ text: 'To do' }, { text: 'Where' }, { text: 'Asked' }], rows })
      return page({
        title: 'Technical slips',
        section: '/technical-slips',
        body: html`<h1 class="govuk-heading-l">Technical slips</h1>${body}`,
      })
    },
  },
  {
    method: 'GET',
    path: '/technical-slips/:id',
    may: 'incidents.doSlip',
    does: 'shows a technical slip',
    answer: (request) => slipPage(request, {}),
  },
  {
    method: 'POST',
    path: '/technical-slips/:id',
    may: 'incidents.doSlip',
    does: 'marks a technical slip as done',
    answer: (request) =>
      answerForm({
        schema: doSlipForm,
        sent: request.body,
        save: async (typed) => {
          await doSlip(request.context, request.actor, idIn(request), typed)
          return redirect(request.at('/technical-slips'))
        },
        again: (errors) => slipPage(request, errors),
      }),
  },
  {
    method: 'GET',
    path: '/lessons/:id',
    may: 'incidents.read',
    does: 'shows a change that was agreed when an incident was closed',
    answer: async (request) => {
      const id = idIn(request)
      const lesson = await reading(request.context, request.actor, (tx) =>
        findLessonFor(tx, requirePerson(request.actor), id),
      )
      return page({
        title: 'A change that was agreed',
        before: govuk.backLink({ text: 'Your tasks', href: request.at('/tasks') }),
        body: html`<h1 class="govuk-heading-l">A change that was agreed</h1>
${writtenWords(lesson.change, `When an incident was closed, ${formatInstant(lesson.closedAt)}`)}
<p class="govuk-body">When it is made, end the task in your list.</p>`,
      })
    },
  },
]

/** For whoever has to make the change, and for those who see the incident that taught it. */
async function findLessonFor(tx: Tx, actor: PersonActor, id: string) {
  const lesson = await findLesson(tx, actor.schoolId, id)
  if (!lesson) throw new NotFound('lesson')
  const toDo = (await tasksOf(tx, actor)).some(({ aboutId }) => aboutId === id)
  if (!toDo && !(await seesIncident(tx, actor, lesson.incidentId))) throw new NotFound('lesson')
  return lesson
}

async function slipPage(request: WebRequest, errors: FieldErrors): Promise<Page> {
  const { context, actor } = request
  const slip = await reading(context, actor, (tx) => findSlip(tx, actor.schoolId, idIn(request)))
  await recordReads(context, actor, [{ did: 'incidents.slipRead', about: { kind: 'slip', id: slip.id } }])
  const doing = form({
    action: request.at(`/technical-slips/${slip.id}`),
    csrf: request.csrf,
    once: request.once,
    values: typedValues(request.body),
    errors,
    fields: [{ kind: 'longText', name: 'doneWords', label: 'What did you do?', limit: 2000 }],
    submit: 'Mark as done',
  })
  const done = slip.doneWords === null ? doing : writtenWords(slip.doneWords, 'Done')
  const facts = { Device: slip.device, 'Network account': slip.account, 'Web address': slip.address }
  return page({
    title: 'Technical slip',
    section: '/technical-slips',
    ...(Object.keys(errors).length > 0 ? { errors } : {}),
    body: html`<h1 class="govuk-heading-l">${asked[slip.asked]}</h1>
<p class="govuk-body">This is all that you need for it. Do not look for more, and open nothing that you were not asked to.</p>
${govuk.summaryList({
  rows: [
    ...Object.entries(facts).flatMap(([key, value]) =>
      value ? [{ key: { text: key }, value: { text: value } }] : [],
    ),
    {
      key: { text: 'Time' },
      value: { text: slip.seenAt === null ? 'Not known' : formatInstant(slip.seenAt) },
    },
  ],
})}
${done}`,
  })
}

function what({ device, account, address }: Slip): string {
  return [device, account, address].filter(Boolean).join(', ')
}

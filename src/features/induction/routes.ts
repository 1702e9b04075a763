import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formOnPage, opened } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { readButton } from '#/platform/web/read-form.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findPerson } from '../people/index.ts'
import { confirmSteps, doStep, requireChecklist } from './follow-checklist.ts'
import { checklistPage, startersPage } from './pages.ts'
import { guestRoutes } from './routes-guests.ts'
import { itemsOf, startersOf } from './store.ts'

const section = '/induction'
const stepForm = z.object({ key: z.string('Choose a step').max(40) })
const remarkForm = z.object({
  remark: z.string().trim().max(500, 'Keep the note under 500 characters').default(''),
})

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/induction',
    may: 'induction.confirm',
    does: 'lists who joined and how far they are',
    answer: async (request) => {
      const { context, actor } = request
      const today = londonDate(context.clock())
      const starters = await reading(context, actor, (tx) => startersOf(tx, actor.schoolId, today))
      return page({ title: 'Induction', section, body: startersPage(request, starters) })
    },
  },
  {
    method: 'GET',
    path: '/induction/:person',
    may: 'induction.follow',
    does: 'shows the checklist of a joiner, or one’s own',
    answer: opened(drawChecklist),
  },
  {
    method: 'POST',
    path: '/induction/steps',
    may: 'induction.follow',
    does: 'marks a step of one’s own induction as done',
    answer: async (request) => {
      const { context, actor, at } = request
      const { key } = await readButton(stepForm, request, null)
      await doStep(context, actor, key)
      return redirect(at(`/induction/${requirePerson(actor).personId}`))
    },
  },
  formOnPage({
    path: '/induction/:person/confirm',
    may: 'induction.confirm',
    does: 'confirms what a joiner has done',
    schema: remarkForm,
    draw: drawChecklist,
    save: async (request, { remark }) => {
      const { context, actor, at } = request
      const personId = idIn(request, 'person')
      await confirmSteps(context, actor, { personId, remark: remark || null })
      return redirect(at(`/induction/${personId}`))
    },
  }),
  ...guestRoutes,
]

async function drawChecklist(request: WebRequest, { values, errors }: FormState): Promise<Page> {
  const { context, actor, params } = request
  const personId = idIn({ params }, 'person')
  requireChecklist(context, actor, personId)
  const shown = await reading(context, actor, async (tx) => ({
    person: await findPerson(tx, actor.schoolId, personId),
    items: await itemsOf(tx, actor.schoolId, personId),
  }))
  const own = requirePerson(actor).personId === personId
  const mayConfirm = may(context, actor, 'induction.confirm')
  const body = checklistPage({
    ...request,
    ...shown,
    own,
    mayConfirm,
    today: londonDate(context.clock()),
    state: { values, errors },
  })
  return page({ title: own ? 'What is new for you here' : 'Induction', section, body, errors })
}

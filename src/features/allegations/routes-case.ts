import type * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { may as mayDo } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, reading } from '#/platform/context.ts'
import { form, withDates } from '#/platform/web/components/form.ts'
import { html } from '#/platform/web/html.ts'
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
import { adultsOfTheSchool, findPeopleByName, fullName, personKindWords } from '../people/index.ts'
import { consultLado, consultLadoForm } from './consult-lado.ts'
import { closeAllegation, endMatterForm, reviewConcern } from './end-matter.ts'
import { nameAdult, nameAdultForm } from './name-adult.ts'
import { advisedPage } from './pages-adviser.ts'
import { casePage } from './pages-case.ts'
import { type CaseForm, type CaseFormName, caseBack, caseForms, nameForms } from './pages-forms.ts'
import { readAdvised, readCase } from './read-case.ts'
import { recordOutcome, recordOutcomeForm } from './record-outcome.ts'
import { recordStep, recordStepForm } from './record-step.ts'
import { consultationsOf } from './record-store.ts'
import { findAllegation } from './store.ts'
import { weighConcern, weighConcernForm } from './weigh-concern.ts'

const section = '/staff-concerns'
const title = 'Confidential matter'

/** The whole matter for its case manager, less of it for an adviser; not found for anybody else. */
async function showCase({ context, actor, params, at }: WebRequest): Promise<Page> {
  const id = idIn({ params })
  if (mayDo(context, actor, 'allegations.manage')) {
    return page({ title, section, body: casePage(await readCase(context, actor, id), at) })
  }
  const body = advisedPage(await readAdvised(context, actor, id), at)
  return page({ title, section: '/staff-concerns/asked', body })
}

type Save<T> = (context: Context, actor: Actor, id: string, request: T) => Promise<unknown>

/** A case manager's form as two routes: the page, and what is done with the answers. */
function formRoutes<T>(name: CaseFormName, schema: z.ZodType<T>, save: Save<T>): Route[] {
  const asked: CaseForm = caseForms[name]
  const path = `/staff-concerns/:id/${name}` as const
  return [
    {
      method: 'GET',
      path,
      may: 'allegations.manage',
      does: asked.title,
      answer: (request) => draw(request, name, {}),
    },
    {
      method: 'POST',
      path,
      may: 'allegations.manage',
      does: `${asked.title}: save`,
      answer: (request) => {
        const id = idIn(request)
        return answerForm({
          schema,
          sent: withDates(request.body, asked.dates ?? []) as WebRequest['body'],
          save: async (read) => {
            await save(request.context, request.actor, id, read)
            return redirect(request.at(`/staff-concerns/${id}`))
          },
          again: (errors) => draw(request, name, errors),
        })
      },
    },
  ]
}

async function draw(request: WebRequest, name: CaseFormName, errors: FieldErrors): Promise<Page> {
  const { context, actor, params, body, csrf, once, at } = request
  const asked: CaseForm = caseForms[name]
  const { allegation, latest } = await reading(context, actor, async (tx) => {
    const found = await findAllegation(tx, { actor, now: context.clock() }, idIn({ params }))
    return { allegation: found, latest: (await consultationsOf(tx, found))[0] }
  })
  const drawn = form({
    action: at(`/staff-concerns/${allegation.id}/${name}`),
    csrf,
    once,
    values: typedValues(body),
    errors,
    fields: asked.fields(allegation, latest?.adult_may_be_told ?? null),
    submit: asked.submit,
    ...(asked.weight ? { weight: asked.weight } : {}),
  })
  return page({
    title,
    section,
    errors,
    body: html`${caseBack(allegation, at)}<h1 class="govuk-heading-l">${asked.title}</h1>${asked.before}${drawn}`,
  })
}

/** Looks for the adult by name, then names them: one page, twice. */
async function drawName(request: WebRequest, errors: FieldErrors): Promise<Page> {
  const { context, actor, params, body, csrf, once, at } = request
  const name = typeof body.name === 'string' ? body.name.slice(0, 100) : null
  const { allegation, people } = await reading(context, actor, async (tx) => ({
    allegation: await findAllegation(tx, { actor, now: context.clock() }, idIn({ params })),
    people: name === null ? null : await findPeopleByName(tx, actor.schoolId, name),
  }))
  const today = londonDate(context.clock())
  const adults =
    people
      ?.filter(({ kind, leftOn }) => adultsOfTheSchool.includes(kind) && (leftOn === null || leftOn >= today))
      .map((person) => ({
        value: person.id,
        text: fullName(person),
        hint: person.jobTitle ?? personKindWords[person.kind],
      })) ?? null
  const found = adults !== null && adults.length > 0 ? adults : null
  const none =
    people !== null && found === null
      ? { name: 'Nobody who works here has that name. Try the first letters.' }
      : {}
  const drawn = form({
    action: at(`/staff-concerns/${allegation.id}/name`),
    csrf,
    once,
    values: typedValues(body),
    errors: { ...none, ...errors },
    fields: nameForms({ adults: found }),
    submit: found === null ? 'Look for the name' : 'Name the adult',
  })
  const body_ = html`${caseBack(allegation, at)}<h1 class="govuk-heading-l">Name the adult</h1>
<p class="govuk-body">From then on it is kept from them and from their relatives. If that is you or somebody close to you, it goes to the next case manager.</p>${drawn}`
  return page({ title, section, errors: { ...none, ...errors }, body: body_ })
}

async function saveName(request: WebRequest): Promise<Answer> {
  if (request.body.personId === undefined) return drawName(request, {})
  return answerForm({
    schema: nameAdultForm,
    sent: request.body,
    save: async (read) => {
      await nameAdult(request.context, request.actor, idIn(request), read)
      return redirect(request.at('/staff-concerns'))
    },
    again: (errors) => drawName(request, errors),
  })
}

const may = 'allegations.manage'

export const caseRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/staff-concerns/:id',
    may: 'allegations.read',
    does: 'Shows one confidential matter',
    answer: showCase,
  },
  ...formRoutes('weigh', weighConcernForm, weighConcern),
  ...formRoutes('lado', consultLadoForm, consultLado),
  ...formRoutes('step', recordStepForm, recordStep),
  ...formRoutes('outcome', recordOutcomeForm, recordOutcome),
  ...formRoutes('review', endMatterForm, reviewConcern),
  ...formRoutes('close', endMatterForm, closeAllegation),
  {
    method: 'GET',
    path: '/staff-concerns/:id/name',
    may,
    does: 'Asks who the adult is',
    answer: (request) => drawName(request, {}),
  },
  { method: 'POST', path: '/staff-concerns/:id/name', may, does: 'Names the adult', answer: saveName },
]

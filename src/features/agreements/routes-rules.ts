import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm as answerSent, typedValues } from '#/platform/web/read-form.ts'
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
import { declarationsFor, lastReminders } from './declaration-store.ts'
import { decideDeclaration, decideForm, declareException, declareForm } from './declare-exception.ts'
import { classesPage, classRulesPage, declarationsPage, declarePage } from './pages-rules.ts'
import { remindClass, rulesOfClass } from './remind-class.ts'
import { classNames } from './store.ts'

const section = '/agreements'

async function listClasses({ context, actor, at }: WebRequest): Promise<Page> {
  const { schoolId, personId } = requirePerson(actor)
  const classes = await reading(context, actor, async (tx) => {
    const taught = await classesTaughtOn(tx, schoolId, personId, londonDate(context.clock()))
    const last = await lastReminders(
      tx,
      schoolId,
      taught.map(({ id }) => id),
    )
    return taught.map((one) => ({ ...one, lastAt: last.get(one.id) }))
  })
  return page({ title: 'Rules for a class', section, body: classesPage({ classes, at }) })
}

async function showRules({ context, actor, params, csrf, once, at }: WebRequest): Promise<Page> {
  const { schoolId, personId } = requirePerson(actor)
  const classId = idIn({ params }, 'classId')
  const view = await reading(context, actor, async (tx) => {
    const taught = await classesTaughtOn(tx, schoolId, personId, londonDate(context.clock()))
    return {
      version: await rulesOfClass(tx, schoolId, classId),
      className: (await classNames(tx, schoolId, [classId])).get(classId) ?? '',
      may: taught.some(({ id }) => id === classId),
    }
  })
  const body = classRulesPage({ ...view, classId, csrf, once, at })
  return page({ title: 'Rules for a class', section, body })
}

async function remind({ context, actor, params, at }: WebRequest): Promise<Answer> {
  await remindClass(context, actor, idIn({ params }, 'classId'))
  return redirect(at('/agreements/rules'))
}

async function listDeclarations(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, csrf, once, at, body: sent, params } = request
  const person = requirePerson(actor)
  const mayDecide = may(context, actor, 'agreements.decideDeclarations')
  const { declarations, names } = await reading(context, actor, async (tx) => {
    const all = await declarationsFor(tx, person, mayDecide)
    const ids = all.flatMap(({ personId, decidedBy }) => [personId, decidedBy])
    return { declarations: all, names: await namesOf(tx, actor.schoolId, ids) }
  })
  if (params.id !== undefined && !declarations.some(({ id }) => id === params.id)) {
    throw new NotFound('declaration')
  }
  await recordReads(context, actor, [{ did: 'agreements.declarationsRead' }])
  const body = declarationsPage({
    declarations,
    names,
    mayDecide,
    ownId: person.personId,
    errors,
    sent: params.id === undefined ? null : { id: params.id, values: typedValues(sent) },
    csrf,
    once,
    at,
  })
  return page({ title: 'Exceptions to the social media rules', section, errors, body })
}

function decide(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  return answerSent({
    schema: decideForm,
    sent: withDates(body, ['endsOn']) as Sent,
    save: async (form) => {
      await decideDeclaration(context, actor, idIn({ params }), form)
      return redirect(at('/agreements/declarations'))
    },
    again: (errors) => listDeclarations(request, errors),
  })
}

const reminds = 'agreements.remindClass'

export const rulesRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/agreements/rules',
    may: reminds,
    does: 'Lists one’s classes and when each was reminded of its rules',
    answer: listClasses,
  },
  {
    method: 'GET',
    path: '/agreements/rules/:classId',
    may: reminds,
    does: 'Shows the rules of a class, for the board',
    answer: showRules,
  },
  {
    method: 'POST',
    path: '/agreements/rules/:classId',
    may: reminds,
    does: 'Notes that the rules were gone through with a class',
    answer: remind,
  },
  {
    method: 'GET',
    path: '/agreements/declarations',
    may: 'agreements.declare',
    does: 'Lists declared exceptions: one’s own, or all for those who decide',
    answer: (request) => listDeclarations(request),
  },
  ...formRoutes({
    path: '/agreements/declarations/new',
    may: 'agreements.declare',
    does: 'Declares an exception to the social media rules',
    schema: declareForm,
    draw: async ({ csrf, once, at }, { values, errors }) =>
      page({
        title: 'Declare an exception',
        section: '/agreements/mine',
        errors,
        body: declarePage({ values, errors, csrf, once, at }),
      }),
    save: async ({ context, actor, at }, form) => {
      await declareException(context, actor, form)
      return redirect(at('/agreements/declarations'))
    },
  }),
  {
    method: 'POST',
    path: '/agreements/declarations/:id/decide',
    may: 'agreements.decideDeclarations',
    does: 'Decides about a declared exception',
    answer: decide,
  },
]

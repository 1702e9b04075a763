import { isId } from '#/kernel/id.ts'
import { dayMs, londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
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
import { findPerson, fullName, namesOf, rolesOn } from '../people/index.ts'
import { findResource, listResources, rightsOf, rightsOn } from './access-store.ts'
import { forgottenOf } from './forgotten-store.ts'
import {
  addResource,
  confirmAccess,
  confirmForm,
  grantRight,
  noteImplemented,
  resourceForm,
  rightForm,
} from './keep-access.ts'
import { newResourcePage, resourcePage, resourcesPage } from './pages-access.ts'
import { forgottenPage, reachPage } from './pages-reach.ts'
import { forgottenAfterDays } from './settings-logons.ts'
import { staffOn } from './store.ts'

const section = '/access'

async function list({ context, actor, at }: WebRequest): Promise<Page> {
  const resources = await reading(context, actor, (tx) => listResources(tx, actor.schoolId))
  const body = resourcesPage(resources, may(context, actor, 'accounts.keepAccess'), at)
  return page({ title: 'Who can reach what', section, wide: true, body })
}

async function show(request: WebRequest, sent: Sent = {}, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, params, csrf, once, at } = request
  const { schoolId } = actor
  const { personId, roles } = requirePerson(actor)
  const id = idIn({ params })
  const view = await reading(context, actor, async (tx) => {
    const resource = await findResource(tx, schoolId, id)
    const rights = await rightsOn(tx, schoolId, id)
    const ids = [resource.ownerId, ...rights.map(({ personId }) => personId)]
    const names = await namesOf(tx, schoolId, ids)
    const staff = await staffOn(tx, schoolId, londonDate(context.clock()))
    return { resource, rights, names, staff, owner: names.get(resource.ownerId) ?? '' }
  })
  await recordReads(context, actor, [{ did: 'accounts.accessRead', about: { kind: 'resource', id } }])
  const decides = view.resource.ownerId === personId || roles.has('head')
  const body = resourcePage(
    { ...view, decides, implements: may(context, actor, 'accounts.implement') },
    { csrf, once, at, values: typedValues(sent), errors },
  )
  return page({ title: 'Who can reach it', section, errors, body })
}

function grant(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  const sent = withDates(body, ['lastDay']) as Sent
  return answerForm({
    schema: rightForm,
    sent,
    save: async (form) => {
      await grantRight(context, actor, idIn({ params }), form)
      return redirect(at(`/access/${params.id}`))
    },
    again: (errors) => show(request, sent, errors),
  })
}

function confirm(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  return answerForm({
    schema: confirmForm,
    sent: body,
    save: async (form) => {
      await confirmAccess(context, actor, idIn({ params }), form)
      return redirect(at(`/access/${params.id}`))
    },
    again: (errors) => show(request, body, errors),
  })
}

async function implemented({ context, actor, params, at }: WebRequest): Promise<Answer> {
  await noteImplemented(context, actor, idIn({ params }))
  return redirect(at(`/access/${params.id}`))
}

async function reach({ context, actor, params, at }: WebRequest): Promise<Page> {
  const { schoolId } = actor
  const personId = isId(params.person) ? params.person : ''
  if (personId === '') throw new NotFound('person')
  const view = await reading(context, actor, async (tx) => {
    const name = fullName(await findPerson(tx, schoolId, personId))
    const roles = [...(await rolesOn(tx, schoolId, personId, londonDate(context.clock())))]
    const resources = new Map((await listResources(tx, schoolId)).map((one) => [one.id, one]))
    const rights = await rightsOf(tx, schoolId, personId, roles)
    const reached = rights.flatMap((right) => {
      const resource = resources.get(right.resourceId)
      return resource ? [{ resource, right }] : []
    })
    return { name, roles, reach: reached }
  })
  await recordReads(context, actor, [{ did: 'accounts.accessRead', about: { kind: 'person', id: personId } }])
  return page({ title: 'What they can reach', section, body: reachPage(view, at) })
}

async function forgotten({ context, actor, at }: WebRequest): Promise<Page> {
  const now = context.clock()
  const rows = await reading(context, actor, async (tx) => {
    const days = await readSetting(tx, actor.schoolId, forgottenAfterDays)
    const unusedSince = new Date(now.getTime() - days * dayMs)
    return forgottenOf(tx, actor.schoolId, { today: londonDate(now), unusedSince })
  })
  return page({ title: 'Forgotten logons', section: '/accounts', wide: true, body: forgottenPage(rows, at) })
}

const sees = 'accounts.seeAccess'

export const accessRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/accounts/forgotten',
    may: 'accounts.open',
    does: 'Lists forgotten logons',
    answer: forgotten,
  },
  { method: 'GET', path: '/access', may: sees, does: 'Lists folders and systems', answer: list },
  ...formRoutes({
    path: '/access/new',
    may: 'accounts.keepAccess',
    does: 'Adds a folder or system',
    schema: resourceForm,
    draw: async ({ context, actor, csrf, once, at }, { values, errors }) => {
      const today = londonDate(context.clock())
      const staff = await reading(context, actor, (tx) => staffOn(tx, actor.schoolId, today))
      const body = newResourcePage({ csrf, once, at, values, errors }, staff)
      return page({ title: 'Add a folder or system', section, errors, body })
    },
    save: async ({ context, actor, at }, form) =>
      redirect(at(`/access/${await addResource(context, actor, form)}`)),
  }),
  {
    method: 'GET',
    path: '/access/:id',
    may: sees,
    does: 'Shows who can reach something',
    answer: (request) => show(request),
  },
  {
    method: 'POST',
    path: '/access/:id/rights',
    may: sees,
    does: 'Lets a role or a person in',
    answer: grant,
  },
  {
    method: 'POST',
    path: '/access/:id/confirm',
    may: sees,
    does: 'Confirms who can reach something',
    answer: confirm,
  },
  {
    method: 'POST',
    path: '/access/:id/implemented',
    may: 'accounts.implement',
    does: 'Notes that a system is set as its list says',
    answer: implemented,
  },
  {
    method: 'GET',
    path: '/people/:person/access',
    may: 'accounts.open',
    does: 'Shows what a person can reach',
    answer: reach,
  },
]

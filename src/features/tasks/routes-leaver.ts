import { londonDate } from '#/kernel/london-time.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import type { Html } from '#/platform/web/html.ts'
import { type Page, type Panel, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findPerson, fullName, hereAmong, type Person, peopleOfKinds } from '../people/index.ts'
import type { LeftTask } from './left-tasks.ts'
import { leaverTasksPage, leaverTasksPanel } from './pages-leaver.ts'
import { findLeaver, passTasks, passTasksForm, seenOf } from './pass-tasks.ts'
import { tasksLeftBy } from './passing-store.ts'
import { sayTasks } from './say-tasks.ts'

const ownPath = '/tasks/pass-on'

/** Their own page for whoever leaves, and the page of somebody else’s for those who may. */
export const leaverTaskRoutes: readonly Route[] = [
  ...routesOf(ownPath, 'tasks.own', 'passes on one’s own tasks on leaving'),
  ...routesOf('/people/:person/tasks', 'tasks.passOn', 'passes on the tasks of somebody who leaves'),
]

function routesOf(
  path: Route['path'],
  may: Route['may'] & `tasks.${string}`,
  does: string,
): readonly Route[] {
  return formRoutes({
    path,
    may,
    does,
    schema: passTasksForm,
    draw: drawTasks,
    save: async (request, chosen) => {
      const { seen } = await seenTasks(request)
      const { passed, stayed } = await passTasks(request.context, request.actor, leaverOf(request), {
        chosen,
        seen,
      })
      return redirect(`${request.at(pathOf(request))}?passed=${passed}&stayed=${stayed}`)
    },
  })
}

const leaverOf = ({ actor, params }: WebRequest): string => params.person ?? requirePerson(actor).personId
const pathOf = ({ params }: WebRequest): string =>
  params.person === undefined ? ownPath : `/people/${params.person}/tasks`

/** Stands on the page of a leaver’s logons, for those who may pass tasks on. */
export const leaverTasksOnPage: Panel = {
  on: 'leaver',
  may: 'tasks.own',
  order: 20,
  draw: (request, personId) => drawPanel(request, personId),
}

async function drawPanel(request: WebRequest, personId: string): Promise<Html | null> {
  const { context, actor } = request
  const own = requirePerson(actor).personId === personId
  if (!own && !may(context, actor, 'tasks.passOn')) return null
  const { leftOn } = await reading(context, actor, (tx) => findPerson(tx, actor.schoolId, personId))
  if (leftOn === null) return null
  const { seen } = await seenTasks(request, personId)
  return leaverTasksPanel({
    count: seen.length,
    own,
    href: request.at(own ? ownPath : `/people/${personId}/tasks`),
  })
}

async function seenTasks(
  request: WebRequest,
  leaverId = leaverOf(request),
): Promise<{ leaver: Person; seen: LeftTask[] }> {
  const { context, actor } = request
  const { leaver, left } = await reading(context, actor, async (tx) => {
    const leaver = await findLeaver(context, tx, actor, leaverId)
    return { leaver, left: await tasksLeftBy(tx, requirePerson(actor), leaver.id, { locked: false }) }
  })
  return { leaver, seen: await seenOf(left, request) }
}

async function drawTasks(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, at, csrf, once } = request
  const { leaver, seen } = await seenTasks(request)
  const own = requirePerson(actor).personId === leaver.id
  await recordReads(context, actor, [{ did: 'tasks.ofLeaverRead', about: { kind: 'person', id: leaver.id } }])
  const { said, colleagues } = await reading(context, actor, async (tx) => {
    const day = londonDate(context.clock())
    const staff = await peopleOfKinds(tx, actor.schoolId, ['staff'], day)
    const here = await hereAmong(
      tx,
      actor.schoolId,
      staff.map(({ id }) => id),
      day,
    )
    return {
      said: await sayTasks(context, tx, actor, seen),
      colleagues: staff.filter(({ id }) => id !== leaver.id && here.has(id)),
    }
  })
  const back = own
    ? { text: 'Your tasks', href: at('/tasks') }
    : { text: fullName(leaver), href: at(`/people/${leaver.id}`) }
  const body = leaverTasksPage(
    { leaver, own, tasks: seen, said, colleagues, back, action: at(pathOf(request)), csrf, once },
    state,
  )
  const notice = noticeOf(request.query)
  return page({
    title: own ? 'Pass on your tasks' : 'Pass on the tasks of a leaver',
    section: own ? '/tasks' : '/people',
    body,
    errors: state.errors,
    ...(notice === null ? {} : { notice }),
  })
}

/** What was just done; whoever writes the address by hand reads no more than a number. */
function noticeOf({ passed, stayed }: WebRequest['query']): string | null {
  const [done = 0, left = 0] = [passed, stayed].map((text) => Number(/^\d{1,4}$/.exec(text ?? '')?.[0] ?? 0))
  if (done === 0) return null
  const rest = left > 0 ? ` ${left} could not go to whom you chose: choose somebody else for them.` : ''
  return `${done} ${done === 1 ? 'task was' : 'tasks were'} passed on.${rest}`
}

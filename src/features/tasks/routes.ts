import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { jobsOfSchool } from '#/platform/jobs/job-list.ts'
import type { TypedValues } from '#/platform/web/components/fields.ts'
import { drawCards } from '#/platform/web/draw-cards.ts'
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
import { findPeople, whoCanCover } from '../people/index.ts'
import { endTask, endTaskForm } from './end-task.ts'
import { moveTask, moveTaskForm } from './move-task.ts'
import { tasksOf } from './my-tasks.ts'
import { newestNotices } from './notice-store.ts'
import { openTask } from './open-task.ts'
import { endTaskPage, tasksPage } from './pages.ts'
import { dutyWarning } from './pages-duty.ts'
import { jobsPage, mailPage } from './pages-mail.ts'
import { withoutRecordPage } from './pages-without-record.ts'
import { dutyRoutes, readDuty } from './routes-duty.ts'
import { leaverTaskRoutes } from './routes-leaver.ts'
import { sayTasks } from './say-tasks.ts'
import { findTaskOf } from './store.ts'
import { whoHas } from './who-has.ts'

/** How many e-mails the page shows. */
const newestMails = 200

export const routes: readonly Route[] = [
  { method: 'GET', path: '/tasks', may: 'tasks.own', does: 'The person’s tasks', answer: myTasks },
  {
    method: 'GET',
    path: '/tasks/:task',
    may: 'tasks.own',
    does: 'Opens a task and goes where it is done',
    answer: open,
  },
  {
    method: 'GET',
    path: '/tasks/:task/end',
    may: 'tasks.own',
    does: 'Asks what became of a task',
    answer: (request) => endPage(request, request.typed ? typedValues(request.typed) : {}, {}),
  },
  {
    method: 'POST',
    path: '/tasks/:task/end',
    may: 'tasks.own',
    does: 'Ends a task as done or not needed',
    answer: (request) =>
      answerForm({
        schema: endTaskForm,
        sent: request.body,
        save: async (form) => {
          await endTask(request.context, request.actor, idIn(request, 'task'), form)
          return redirect(request.at('/tasks'))
        },
        again: (errors) => endPage(request, typedValues(request.body), errors),
      }),
  },
  {
    method: 'POST',
    path: '/tasks/:task/move',
    may: 'tasks.own',
    does: 'Hands a task to a colleague',
    answer: (request) =>
      answerForm({
        schema: moveTaskForm,
        sent: request.body,
        save: async (form) => {
          await moveTask(request.context, request.actor, idIn(request, 'task'), form)
          return redirect(request.at('/tasks'))
        },
        again: (errors) => endPage(request, typedValues(request.body), errors),
      }),
  },
  ...leaverTaskRoutes,
  ...dutyRoutes,
  {
    method: 'GET',
    path: '/mail',
    may: 'tasks.readMail',
    does: 'Lists e-mails that told of tasks',
    answer: mail,
  },
  { method: 'GET', path: '/jobs', may: 'tasks.readJobs', does: 'Lists what runs by itself', answer: jobs },
]

/** Staff start with their tasks; everybody else with what they come for: to report something. */
async function myTasks(request: WebRequest) {
  const { context, actor, at } = request
  const now = context.clock()
  const { tasks, said, duty } = await reading(context, actor, async (tx) => {
    const tasks = await tasksOf(tx, requirePerson(actor))
    const said = await sayTasks(context, tx, actor, tasks)
    return { tasks, said, duty: await readDuty(tx, actor.schoolId, now) }
  })
  const warning = may(context, actor, 'people.editCover') ? dutyWarning(duty, at('/duty')) : null
  const cards = await drawCards(request, request.homeCards)
  const body = tasksPage({ tasks, said, warning, cards, now, at })
  return page({ title: 'Your tasks', section: '/tasks', body })
}

/**
 * Goes where the task is done. A task may have come to somebody who may not see its record, because nobody else did it
 * in time: it stays unopened then, and the page says who else has it and what to do.
 */
async function open(request: WebRequest): Promise<Answer> {
  const { context, params, at, opens, sees } = request
  const actor = requirePerson(request.actor)
  const task = await reading(context, actor, (tx) => findTaskOf(tx, actor, idIn({ params }, 'task')))
  if (!task) throw new NotFound('task')
  if (opens(task.path) && (await sees({ kind: task.aboutKind, id: task.aboutId }))) {
    return redirect(at((await openTask(context, actor, task.id)).path))
  }
  const everybody = await reading(context, actor, (tx) => whoHas(context, tx, actor.schoolId, task))
  const others = [...everybody.values()].filter(({ id }) => id !== actor.personId)
  const body = withoutRecordPage({ task, others, now: context.clock(), at, opens })
  return page({ title: task.title, section: '/tasks', body })
}

async function endPage(request: WebRequest, values: TypedValues, errors: FieldErrors): Promise<Page> {
  const { context, at, csrf, once, params } = request
  const actor = requirePerson(request.actor)
  const { task, said, colleagues } = await reading(context, actor, async (tx) => {
    const task = await findTaskOf(tx, actor, idIn({ params }, 'task'))
    if (!task) throw new NotFound('task')
    const said = await sayTasks(context, tx, actor, [task])
    return { task, said, colleagues: await whoCanCover(tx, actor.schoolId, londonDate(context.clock())) }
  })
  const others = colleagues.filter(({ id }) => id !== actor.personId)
  const body = endTaskPage({
    task,
    said: said.get(task.id),
    at,
    csrf,
    once,
    values,
    errors,
    colleagues: others,
  })
  return page({ title: 'End a task', section: '/tasks', body, errors })
}

async function mail({ context, actor }: WebRequest) {
  await recordReads(context, actor, [{ did: 'tasks.mailListed' }])
  const body = await reading(context, actor, async (tx) => {
    const notices = await newestNotices(tx, actor.schoolId, newestMails)
    const ids = [...new Set(notices.map(({ personId }) => personId))]
    const people = await findPeople(tx, actor.schoolId, ids)
    return mailPage(notices, new Map(people.map((person) => [person.id, person])))
  })
  return page({ title: 'E-mails that tell of tasks', section: '/mail', body, wide: true })
}

async function jobs({ context, actor }: WebRequest) {
  const body = jobsPage(await reading(context, actor, jobsOfSchool))
  return page({ title: 'What runs by itself', section: '/jobs', body, wide: true })
}

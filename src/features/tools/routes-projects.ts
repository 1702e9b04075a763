import { londonDate } from '#/kernel/london-time.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type FormState, formOnPage, formRoutes, opened } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { fullName, namesOf, peopleOfKinds } from '../people/index.ts'
import { classesOfSchool } from '../schools/index.ts'
import { approvedTools } from './approved-store.ts'
import { planPage, projectPage, projectsPage } from './pages-project.ts'
import { decidesAboutProjects } from './permissions.ts'
import { decideProject, decideProjectForm, planForm, planProject } from './plan-project.ts'
import type { Project } from './project.ts'
import { findProject, projectsOf } from './project-store.ts'
import { findTool } from './store.ts'

const section = '/projects'

async function listProjects(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const rows = await reading(context, actor, async (tx) => {
    const classNames = await classNamesOf(tx, actor.schoolId)
    return (await projectsOf(tx, actor.schoolId)).map((project) => ({
      project,
      className: classNames.get(project.classId) ?? '–',
      toolName: null,
    }))
  })
  const body = projectsPage(rows, londonDate(context.clock()), request)
  return page({ title: 'Projects', section, wide: true, body })
}

const classNamesOf = async (tx: Tx, schoolId: string) =>
  new Map((await classesOfSchool(tx, schoolId)).map(({ id, name }) => [id, name]))

async function drawPlan(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const today = londonDate(context.clock())
  const choices = await reading(context, actor, async (tx) => ({
    tools: (await approvedTools(tx, actor.schoolId, today))
      .filter(({ assessment }) => assessment.fromYear !== null)
      .map(({ tool }) => tool),
    classes: (await classesOfSchool(tx, actor.schoolId)).filter(
      ({ endsOn }) => endsOn === null || endsOn >= today,
    ),
    adults: (await peopleOfKinds(tx, actor.schoolId, ['staff'], today)).map((one) => ({
      id: one.id,
      name: fullName(one),
    })),
  }))
  return page({
    title: 'Plan a project',
    section,
    errors: state.errors,
    body: planPage(choices, { ...request, ...state }),
  })
}

async function drawProject(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, params } = request
  const view = await reading(context, actor, async (tx) => {
    const project: Project = await findProject(tx, actor.schoolId, idIn({ params }))
    const ids = [project.adultId, project.askedBy, project.decidedBy]
    return {
      project,
      className: (await classNamesOf(tx, actor.schoolId)).get(project.classId) ?? '–',
      toolName: project.toolId === null ? null : (await findTool(tx, actor.schoolId, project.toolId)).name,
      names: await namesOf(tx, actor.schoolId, ids),
      mayDecide: actor.kind === 'person' && (await decidesAboutProjects(tx, actor)),
      today: londonDate(context.clock()),
    }
  })
  return page({
    title: 'Project',
    section,
    errors: state.errors,
    body: projectPage(view, { ...request, ...state }),
  })
}

export const projectRoutes: readonly Route[] = [
  { method: 'GET', path: section, may: 'tools.read', does: 'lists projects', answer: listProjects },
  ...formRoutes({
    path: '/projects/new',
    may: 'tools.plan',
    does: 'plans a project',
    schema: planForm,
    dates: ['startsOn', 'endsOn'],
    draw: drawPlan,
    save: async (request, form) => {
      const id = await planProject(request.context, request.actor, form)
      return redirect(request.at(`/projects/${id}`))
    },
  }),
  {
    method: 'GET',
    path: '/projects/:id',
    may: 'tools.read',
    does: 'shows one project',
    answer: opened(drawProject),
  },
  formOnPage({
    path: '/projects/:id/decide',
    may: 'tools.decideProject',
    does: 'decides about a project',
    schema: decideProjectForm,
    draw: drawProject,
    save: async (request, form) => {
      await decideProject(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/projects/${request.params.id}`))
    },
  }),
]

import { londonDate } from '#/kernel/london-time.ts'
import { NotAllowed } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type FormState, formOnPage, formRoutes, opened, sent } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { registerRoutes } from '#/platform/web/register-routes.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { askAsItStands, isProfileKey } from '../filtering/index.ts'
import { namesOf } from '../people/index.ts'
import { phases, phasesOfSchool } from '../schools/index.ts'
import { approvedTools } from './approved-store.ts'
import { assessForm, assessTool } from './assess-tool.ts'
import { decideTool, decideToolForm, rulesOf, withdrawForm, withdrawTool } from './decide-tool.ts'
import { toolPage } from './pages.ts'
import { assessPage, proposePage, valuesOf } from './pages-assess.ts'
import { childListPage, listPage } from './pages-list.ts'
import { csvHead, csvRow, registerPage, registerTable } from './pages-register.ts'
import { approverOf, decidesAboutTools } from './permissions.ts'
import { proposeForm, proposeTool } from './propose-tool.ts'
import { projectRoutes } from './routes-projects.ts'
import { listIsPublic, validMonths } from './settings.ts'
import { assessmentsOf, decisionsOf, findTool, listTools } from './store.ts'
import { type Assessment, lastDayAfter, problemsOf, standingOn, waits } from './tool.ts'

const section = '/tools'

const toTool = (request: WebRequest) => redirect(request.at(`/tools/${idIn(request)}`))

async function drawTool(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const { schoolId } = actor
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => {
    const tool = await findTool(tx, schoolId, idIn(request))
    const assessments = await assessmentsOf(tx, schoolId, tool.id)
    const decisions = await decisionsOf(tx, schoolId, tool.id)
    const ids = [...assessments.map((one) => one.assessedBy), ...decisions.map((one) => one.decidedBy)]
    const [newest] = assessments
    const decides = actor.kind === 'person' && (await decidesAboutTools(tx, actor, tool.kind))
    return {
      tool,
      assessments,
      decisions,
      names: await namesOf(tx, schoolId, ids),
      problems: newest ? problemsOf(newest, await rulesOf(tx, schoolId)) : [],
      latestDay: lastDayAfter(now, await readSetting(tx, schoolId, validMonths)),
      decider: await approverOf(tx, schoolId, tool.kind),
      youngest: newest ? await phaseOf(tx, schoolId, newest) : undefined,
      may: { propose: may(context, actor, 'tools.propose'), decide: decides },
    }
  })
  const { site } = view.tool
  const told =
    site === null
      ? null
      : await askAsItStands(context, schoolId, site, isProfile(view.youngest) ? view.youngest : undefined)
  const shown = {
    ...view,
    standing: standingOn(londonDate(now), view.tool),
    waits: waits(view.tool),
    filterSays: told?.sentence ?? null,
  }
  return page({
    title: 'Tool',
    section,
    errors: state.errors,
    body: toolPage(shown, { ...request, ...state }),
  })
}

const isProfile = (key: string | undefined) => key !== undefined && isProfileKey(key)

/** The phase of the youngest who use it: the strictest group that the filter has to let through. */
async function phaseOf(tx: Tx, schoolId: string, { fromYear }: Assessment) {
  if (fromYear === null) return 'staff' as const
  const here = await phasesOfSchool(tx, schoolId)
  return here.find(({ key }) => (phases[key].years as readonly number[]).includes(fromYear))?.key
}

async function drawAssess(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => ({
    tool: await findTool(tx, actor.schoolId, idIn(request)),
    years: (await phasesOfSchool(tx, actor.schoolId)).flatMap(
      ({ key }): readonly number[] => phases[key].years,
    ),
  }))
  const body = assessPage(shown, { ...request, ...state })
  return page({ title: 'Assess a tool', section, errors: state.errors, body })
}

const lastAnswers = (request: WebRequest) =>
  reading(request.context, request.actor, async (tx) => {
    await findTool(tx, request.actor.schoolId, idIn(request))
    return valuesOf((await assessmentsOf(tx, request.actor.schoolId, idIn(request)))[0])
  })

const drawnAs =
  (look: 'public' | 'pupil') =>
  async ({ context, actor, school, at }: WebRequest): Promise<Answer> => {
    const tools = await reading(context, actor, async (tx) => {
      if (actor.kind === 'anonymous' && !(await readSetting(tx, actor.schoolId, listIsPublic)))
        throw new NotAllowed('This school shows its list to those who are signed in. Sign in to read it.')
      return approvedTools(tx, actor.schoolId, londonDate(context.clock()))
    })
    const shown = { tools, schoolName: school.name, at }
    return look === 'pupil'
      ? page({ title: 'What we use at school', look, body: childListPage(shown) })
      : page({
          title: 'Approved tools',
          // Whoever is signed in keeps the way to everything else.
          ...(actor.kind === 'person' ? { section: '/approved-tools' } : { look }),
          wide: true,
          body: listPage(shown),
        })
  }

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/approved-tools',
    may: 'anybody',
    does: 'lists which tools may be used, for parents and staff',
    answer: drawnAs('public'),
  },
  {
    method: 'GET',
    path: '/our-tools',
    may: 'anybody',
    does: 'shows children which tools they may use',
    answer: drawnAs('pupil'),
  },
  ...registerRoutes({
    path: section,
    may: 'tools.read',
    title: 'Tools',
    table: registerTable,
    trail: { listed: 'tools.listed', exported: 'tools.exported' },
    find: async (tx, actor, wanted, now) => {
      const today = londonDate(now)
      const { rows, total } = await listTools(tx, actor, wanted, today)
      return { rows: rows.map((tool) => ({ ...tool, standing: standingOn(today, tool) })), total }
    },
    draw: registerPage,
    csv: { head: csvHead, line: csvRow },
  }),
  ...formRoutes({
    path: '/tools/new',
    may: 'tools.propose',
    does: 'proposes a tool',
    schema: proposeForm,
    draw: async (request, state) =>
      page({
        title: 'Propose a tool',
        section,
        errors: state.errors,
        body: proposePage({ ...request, ...state }),
      }),
    save: async (request, form) => {
      const id = await proposeTool(request.context, request.actor, form)
      return redirect(request.at(`/tools/${id}/assess`))
    },
  }),
  {
    method: 'GET',
    path: '/tools/:id/assess',
    may: 'tools.propose',
    does: 'shows the questions about a tool',
    answer: opened(drawAssess, lastAnswers),
  },
  {
    method: 'POST',
    path: '/tools/:id/assess',
    may: 'tools.propose',
    does: 'assesses a tool',
    answer: sent({
      schema: async (request) => {
        const find = (tx: Tx) => findTool(tx, request.actor.schoolId, idIn(request))
        return assessForm((await reading(request.context, request.actor, find)).kind)
      },
      draw: drawAssess,
      save: async (request, form) => {
        await assessTool(request.context, request.actor, idIn(request), form)
        return toTool(request)
      },
    }),
  },
  {
    method: 'GET',
    path: '/tools/:id',
    may: 'tools.read',
    does: 'shows one tool',
    answer: opened(drawTool),
  },
  formOnPage({
    path: '/tools/:id/decide',
    may: 'tools.decide',
    does: 'decides about a tool',
    schema: decideToolForm,
    dates: ['until'],
    draw: drawTool,
    save: async (request, form) => {
      await decideTool(request.context, request.actor, idIn(request), form)
      return toTool(request)
    },
  }),
  formOnPage({
    path: '/tools/:id/withdraw',
    may: 'tools.decide',
    does: 'withdraws the approval of a tool',
    schema: withdrawForm,
    draw: drawTool,
    save: async (request, form) => {
      await withdrawTool(request.context, request.actor, idIn(request), form)
      return toTool(request)
    },
  }),
  ...projectRoutes,
]

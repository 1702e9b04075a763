import { londonDate } from '#/kernel/london-time.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type FormState, formOnPage, formRoutes, opened } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { registerRoutes } from '#/platform/web/register-routes.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { askAsItStands } from '../filtering/index.ts'
import { namesOf } from '../people/index.ts'
import { type PhaseKey, phasesOfSchool } from '../schools/index.ts'
import { checkAgain, checkAgainForm, checkForm, checkSite, lastDayFrom } from './check-site.ts'
import { standingOn } from './checked-site.ts'
import { newPage, sitePage } from './pages.ts'
import { csvHead, csvRow, registerPage, registerTable } from './pages-register.ts'
import { checksHere, requireChecks } from './permissions.ts'
import { listRoutes } from './routes-lists.ts'
import { validMonths } from './settings.ts'
import { checksOf, findSite, listSites } from './store.ts'
import { takeOutForm, takeOutSite } from './take-out.ts'

const section = '/checked-sites'

const toSite = (request: WebRequest) => redirect(request.at(`/checked-sites/${idIn(request)}`))

const askedFor = async (tx: Tx, schoolId: string, now: Date) => ({
  phasesHere: (await phasesOfSchool(tx, schoolId)).map(({ key }): PhaseKey => key),
  latestDay: lastDayFrom(londonDate(now), await readSetting(tx, schoolId, validMonths)),
})

async function drawNew(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    await requireChecks(tx, requirePerson(actor))
    return askedFor(tx, actor.schoolId, context.clock())
  })
  const body = newPage(shown, { ...request, ...state })
  return page({ title: 'Check a site', section, errors: state.errors, body })
}

async function drawSite(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const { schoolId } = actor
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => {
    const site = await findSite(tx, schoolId, idIn(request))
    const checks = await checksOf(tx, schoolId, site.id)
    return {
      ...(await askedFor(tx, schoolId, now)),
      site,
      checks,
      names: await namesOf(
        tx,
        schoolId,
        checks.map(({ checkedBy }) => checkedBy),
      ),
      mayCheck:
        actor.kind === 'person' && may(context, actor, 'checkedSites.check') && (await checksHere(tx, actor)),
      mayTakeOut: may(context, actor, 'checkedSites.takeOut'),
    }
  })
  const { site } = view
  const told = await Promise.all(
    site.phases.map(async (phase) => ({
      phase,
      told: await askAsItStands(context, schoolId, site.address, phase),
    })),
  )
  const shown = {
    ...view,
    standing: standingOn(londonDate(now), site),
    filterSays: told.flatMap(({ phase, told: one }) => (one === null ? [] : [{ phase, ...one }])),
  }
  const body = sitePage(shown, { ...request, ...state })
  return page({ title: 'Checked site', section, errors: state.errors, body })
}

export const routes: readonly Route[] = [
  ...registerRoutes({
    path: section,
    may: 'checkedSites.read',
    title: 'Checked sites',
    table: registerTable,
    trail: { listed: 'checkedSites.listed', exported: 'checkedSites.exported' },
    find: async (tx, actor, wanted, now) => {
      const today = londonDate(now)
      const { rows, total } = await listSites(tx, actor, wanted, today)
      const names = await namesOf(
        tx,
        actor.schoolId,
        rows.map(({ checkedBy }) => checkedBy),
      )
      return {
        rows: rows.map((site) => ({
          ...site,
          standing: standingOn(today, site),
          checker: names.get(site.checkedBy) ?? 'somebody who has left',
        })),
        total,
      }
    },
    draw: registerPage,
    csv: { head: csvHead, line: csvRow },
  }),
  ...formRoutes({
    path: '/checked-sites/new',
    may: 'checkedSites.check',
    does: 'checks a site',
    schema: checkForm,
    dates: ['until'],
    // The page of a list fills the address in.
    start: async ({ query: { site = '' } }) => ({ site: site.slice(0, 600) }),
    draw: drawNew,
    save: async (request, form) => {
      const id = await checkSite(request.context, request.actor, form)
      return redirect(request.at(`/checked-sites/${id}`))
    },
  }),
  {
    method: 'GET',
    path: '/checked-sites/:id',
    may: 'checkedSites.read',
    does: 'shows one checked site',
    answer: opened(drawSite),
  },
  formOnPage({
    path: '/checked-sites/:id/check',
    may: 'checkedSites.check',
    does: 'checks a site again',
    schema: checkAgainForm,
    dates: ['until'],
    draw: drawSite,
    save: async (request, form) => {
      await checkAgain(request.context, request.actor, idIn(request), form)
      return toSite(request)
    },
  }),
  formOnPage({
    path: '/checked-sites/:id/take-out',
    may: 'checkedSites.takeOut',
    does: 'takes a checked site out',
    schema: takeOutForm,
    draw: drawSite,
    save: async (request, form) => {
      await takeOutSite(request.context, request.actor, idIn(request), form)
      return toSite(request)
    },
  }),
  ...listRoutes,
]

import { Refused } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { html } from '#/platform/web/html.ts'
import { type Answer, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { stateInForce } from './ask-filter.ts'
import { type CategoryId, categoryIds } from './category.ts'
import { emptyCategories } from './empty-categories.ts'
import { enginesOf } from './engine-store.ts'
import { fetchLists } from './fetch-lists.ts'
import { newestFetches } from './fetch-store.ts'
import { inspectedHere } from './inspected-store.ts'
import { keptOf } from './kept-lists.ts'
import { enginesHeard, networksLeftOut } from './look-at-engines.ts'
import { standingSites } from './own-site-store.ts'
import { overviewPage } from './pages.ts'
import { listsPage } from './pages-lists.ts'
import { helpPage, inspectedNotice, publicPage } from './pages-public.ts'
import { ruleRoutes } from './routes-rules.ts'
import { siteRoutes } from './routes-sites.ts'
import { sealedHere } from './sealed-list.ts'
import { approver, usedSources } from './settings.ts'
import { isSourceId, sourceIds } from './sources.ts'
import { starterLists } from './starter-lists.ts'
import { statesOf } from './state-store.ts'
import { filterFolder } from './the-lists.ts'
import { waitingVersion } from './version-store.ts'

const section = '/filtering'
/** Whoever serves an older one than these is behind, and since when is not said. */
const statesKnown = 100

async function overview(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const { schoolId } = actor
  const view = await reading(context, actor, async (tx) => {
    const states = await statesOf(tx, schoolId, statesKnown)
    return {
      made: states[0],
      stateMadeAt: new Map(states.map(({ version, madeAt }) => [version, madeAt])),
      ownSites: (await standingSites(tx, schoolId, context.clock())).length,
      kept: await enginesOf(tx, schoolId),
      waiting: await waitingVersion(tx, schoolId),
      approver: await readSetting(tx, schoolId, approver),
      sources: (await readSetting(tx, schoolId, usedSources)).filter(isSourceId),
    }
  })
  const problem = view.made === undefined ? null : await problemOf(request)
  const live = {
    engines: await enginesHeard(context, request.school.slug, view.kept),
    leftOut: await networksLeftOut(context, schoolId),
    now: context.clock(),
    sealed: await sealedHere(filterFolder(context.vault)),
  }
  return page({ title: 'The filter', section, body: overviewPage({ ...view, ...live, problem }, request) })
}

/** What is wrong with the state that the engines hold; null when nothing is. */
async function problemOf({ context, actor }: WebRequest): Promise<string | null> {
  try {
    return (await stateInForce(context, actor.schoolId)).problem
  } catch (error) {
    if (error instanceof Refused) return error.message
    throw error
  }
}

async function lists(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const view = await reading(context, actor, async (tx) => ({
    used: (await readSetting(tx, actor.schoolId, usedSources)).filter(isSourceId),
    fetches: await newestFetches(tx, actor.schoolId),
    empty: await emptyCategories(tx, actor.schoolId),
  }))
  const starters = Object.fromEntries(categoryIds.map((id) => [id, starterLists[id].names.length])) as Record<
    CategoryId,
    number
  >
  const mayFetch = may(context, actor, 'filtering.fetchLists')
  const loaded = await keptOf(filterFolder(context.vault), 'operator')
  const body = listsPage({ ...view, loaded, starters, all: sourceIds, mayFetch }, request)
  return page({ title: 'Lists of the filter', section, body })
}

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/what-is-filtered',
    may: 'anybody',
    does: 'says what is filtered, why, and what cannot be promised',
    answer: async ({ context, actor, school, at }) => {
      const inspected = await reading(context, actor, (tx) => inspectedHere(tx, actor.schoolId))
      const body = html`${publicPage(school.name, at)}${inspectedNotice(inspected)}`
      return page({ title: 'What is filtered', look: 'public', body })
    },
  },
  {
    method: 'GET',
    path: '/somebody-listens',
    may: 'anybody',
    does: 'says who listens, in place of what would hurt',
    answer: async () => page({ title: 'You are not alone', look: 'pupil', body: helpPage() }),
  },
  {
    method: 'GET',
    path: section,
    may: 'filtering.open',
    does: 'shows how the filter stands',
    answer: overview,
  },
  {
    method: 'GET',
    path: '/filtering/lists',
    may: 'filtering.open',
    does: 'shows the filter’s lists, their licences and what became of them',
    answer: lists,
  },
  {
    method: 'POST',
    path: '/filtering/lists/fetch',
    may: 'filtering.fetchLists',
    does: 'fetches the filter’s lists',
    answer: async ({ context, actor, at }) => {
      await fetchLists(context, actor)
      return redirect(at('/filtering/lists'))
    },
  },
  ...ruleRoutes,
  ...siteRoutes,
]

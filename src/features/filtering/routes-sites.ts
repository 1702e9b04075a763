// Answers for single sites and people: the school's own list, an address tried, the history, rules of one person.

import * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { formatInstant, formatTime, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { moment, momentOf, perhapsSaid, said } from '#/platform/forms/answers.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findPeople, findPeopleByName, fullName } from '../people/index.ts'
import { findSchool } from '../schools/index.ts'
import { askFilter } from './ask-filter.ts'
import { fetchesOf } from './fetch-store.ts'
import { endOwnSite, endSiteForm } from './keep-own-list.ts'
import { everySite, findOwnSite, standingSites } from './own-site-store.ts'
import { seesPages } from './page-alone.ts'
import { historyPage } from './pages-history.ts'
import { endSitePage, ownListPage, placingsPage, tryPage } from './pages-sites.ts'
import { decidesHere } from './permissions.ts'
import { placeForm, placePerson, unplacePerson } from './place-person.ts'
import { isProfileKey, profiles, sitesOfPolicy } from './profile.ts'

import { placingsOn, statesOf } from './state-store.ts'
import { versionsOf } from './version-store.ts'
import { profilesHere } from './who-gets-what.ts'

const section = '/filtering'
const mostOfEach = 200

async function ownList(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const view = await reading(context, actor, async (tx) => ({
    sites: await standingSites(tx, actor.schoolId, context.clock()),
    ofPolicy: sitesOfPolicy((await findSchool(tx, actor.schoolId)).policyCode).map(({ site }) => site),
    mayEnd:
      actor.kind === 'person' && may(context, actor, 'filtering.decide') && (await decidesHere(tx, actor)),
  }))
  const sees = await seesPages(context, actor.schoolId)
  return page({ title: 'Our own list', section, wide: true, body: ownListPage({ ...view, sees }, request) })
}

async function drawEnd(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, params } = request
  const id = params.id ?? ''
  if (!isId(id)) throw new NotFound('site of the school’s list')
  const one = await reading(context, actor, (tx) => findOwnSite(tx, actor.schoolId, id))
  const body = endSitePage(one, { ...request, ...state })
  return page({ title: 'Take a site off the list', section, errors: state.errors, body })
}

const tryForm = z
  .object({
    address: perhapsSaid(2000),
    search: perhapsSaid(500),
    profile: z.string('Choose who asks').refine(isProfileKey, 'Choose who asks'),
    ...moment,
  })
  .refine(({ address, search }) => (address === null) !== (search === null), {
    path: ['address'],
    message: 'Write an address, or what is searched for',
  })

/** Where a search is tried: one engine is like another. */
const triedAt = 'https://www.google.com/search'

async function drawTry(
  request: WebRequest,
  state: FormState,
  told: Parameters<typeof tryPage>[0]['told'] = null,
): Promise<Page> {
  const { context, actor } = request
  const keys = await reading(context, actor, (tx) => profilesHere(tx, actor.schoolId))
  const body = tryPage({ keys, told }, { ...request, ...state })
  return page({ title: 'Try an address', section, errors: state.errors, body })
}

async function tryIt(request: WebRequest, form: z.infer<typeof tryForm>): Promise<Answer> {
  const { context, actor, body } = request
  const at = momentOf(form)
  const profile = profiles[form.profile].words
  const { address, search } = form
  const told = await askFilter(context, actor.schoolId, {
    address: address ?? triedAt,
    search: search ?? '',
    ...{ profile, at },
  })
  const shown = { ...told, asked: address ?? search ?? '', isSearch: address === null }
  const state = { values: { ...body, on: form.on }, errors: {}, theirs: null }
  return drawTry(request, state, { ...shown, forWhom: profile, when: formatInstant(at) })
}

/** Those who look after the network need the site, not the child who told of it (decision S7). */
async function namesButOfPupils(
  tx: Tx,
  schoolId: string,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const people = await findPeople(tx, schoolId, [...new Set(ids.filter((id) => id !== null))])
  return new Map(people.map((one) => [one.id, one.kind === 'pupil' ? 'A pupil' : fullName(one)]))
}

async function history(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const { schoolId } = actor
  const view = await reading(context, actor, async (tx) => {
    const sites = await everySite(tx, schoolId, mostOfEach)
    const versions = await versionsOf(tx, schoolId)
    const ids = [
      ...sites.flatMap((one) => [one.addedBy, one.agreedBy, one.endedBy]),
      ...versions.flatMap((one) => [one.proposedBy, one.decidedBy]),
    ]
    return {
      sites,
      versions,
      states: await statesOf(tx, schoolId, 30),
      fetches: await fetchesOf(tx, schoolId, mostOfEach),
      names: await namesButOfPupils(tx, schoolId, ids),
    }
  })
  return page({ title: 'History of the filter', section, body: historyPage(view, request) })
}

/** Somebody's whole name, and which rules they get; `own` gives back those of their class or work. */
const placingForm = z.discriminatedUnion(
  'profile',
  [
    z.object({ name: said('Write the whole name', 200), profile: z.literal('own') }),
    placeForm.extend({
      name: said('Write the whole name', 200),
      profile: z.enum(
        Object.keys(profiles) as [keyof typeof profiles, ...(keyof typeof profiles)[]],
        'Choose',
      ),
    }),
  ],
  'Choose which rules',
)

async function drawPlacings(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const { placings, keys } = await reading(context, actor, async (tx) => ({
    placings: await placingsOn(tx, actor.schoolId, londonDate(context.clock())),
    keys: await profilesHere(tx, actor.schoolId),
  }))
  await recordReads(context, actor, [
    { did: 'filtering.placingsRead', detail: { ids: placings.map(({ personId }) => personId) } },
  ])
  const body = placingsPage({ placings, keys }, { ...request, ...state })
  return page({ title: 'Other rules for one person', section, errors: state.errors, body })
}

async function place(request: WebRequest, form: z.infer<typeof placingForm>): Promise<Answer> {
  const { context, actor } = request
  const found = await reading(context, actor, (tx) => findPeopleByName(tx, actor.schoolId, form.name, 2))
  const [person] = found
  if (!person || fullName(person).toLowerCase() !== form.name.trim().toLowerCase()) {
    throw new Refused('Nobody has exactly this name. Write it as it stands on the person’s page.')
  }
  if (found.length > 1) throw new Refused('Two people have this name. Ask the office to tell them apart.')
  if (form.profile === 'own') await unplacePerson(context, actor, person.id)
  else await placePerson(context, actor, person.id, form)
  return redirect(request.at('/filtering/placings'))
}

export const siteRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/filtering/own-list',
    may: 'filtering.open',
    does: 'shows the school’s own list',
    answer: ownList,
  },
  ...formRoutes({
    path: '/filtering/own-list/:id/end',
    may: 'filtering.decide',
    does: 'takes a site off the school’s own list',
    schema: endSiteForm,
    draw: drawEnd,
    save: async (request, form) => {
      await endOwnSite(request.context, request.actor, request.params.id ?? '', form)
      return redirect(request.at('/filtering/own-list'))
    },
  }),
  ...formRoutes({
    path: '/filtering/try',
    may: 'filtering.open',
    does: 'says what somebody would get for an address',
    schema: tryForm,
    dates: ['on'],
    start: async ({ context }) => ({ on: londonDate(context.clock()), time: formatTime(context.clock()) }),
    draw: drawTry,
    save: tryIt,
  }),
  {
    method: 'GET',
    path: '/filtering/history',
    may: 'filtering.open',
    does: 'shows every change of the filter',
    answer: history,
  },
  ...formRoutes({
    path: '/filtering/placings',
    may: 'filtering.place',
    does: 'gives one person other rules',
    schema: placingForm,
    dates: ['until'],
    draw: drawPlacings,
    save: place,
  }),
]

// Answers for the rules: what is in force, a proposal, its decision.

import { Readable } from 'node:stream'
import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formOnPage, formRoutes, opened } from '#/platform/web/form-routes.ts'
import {
  type Answer,
  download,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { decideForm, decideRules } from './decide-rules.ts'
import { inspectedHere } from './inspected-store.ts'
import { rulesPage } from './pages.ts'
import { proposePage, valuesOf, versionPage } from './pages-rules.ts'
import { decidesHere } from './permissions.ts'
import { isProfileKey, type ProfileKey } from './profile.ts'
import { proposeForm, proposeRules } from './propose-rules.ts'
import { findVersion, rulesBefore, rulesInForce, waitingVersion } from './version-store.ts'
import { profilesHere } from './who-gets-what.ts'
import { zoneOf, zoneText } from './zone.ts'

const section = '/filtering'

async function showRules(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const view = await reading(context, actor, async (tx) => ({
    rules: await rulesInForce(tx, actor.schoolId),
    keys: await profilesHere(tx, actor.schoolId),
    waiting: await waitingVersion(tx, actor.schoolId),
    inspected: await inspectedHere(tx, actor.schoolId),
  }))
  const mayPropose = may(context, actor, 'filtering.propose')
  return page({
    title: 'Rules of the filter',
    section,
    wide: true,
    body: rulesPage(
      { ...view, mayPropose, mayTakeZone: may(context, actor, 'filtering.fetchLists') },
      request,
    ),
  })
}

/** The rules of one group as a zone for a name server of the school's own, line by line as it is made. */
async function takeZone(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const key = profileIn(request)
  await recordReads(context, actor, [{ did: 'filtering.zoneTaken', detail: { profile: key } }])
  return download({
    fileName: `${key}.zone`,
    contentType: 'text/plain; charset=utf-8',
    content: Readable.from(zoneText(zoneOf(context, actor.schoolId, key)), { objectMode: false }),
  })
}

function profileIn({ params }: WebRequest): ProfileKey {
  const key = params.key ?? ''
  if (!isProfileKey(key)) throw new NotFound('profile')
  return key
}

async function drawVersion(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, params } = request
  const id = params.id ?? ''
  if (!isId(id)) throw new NotFound('version of the rules')
  const view = await reading(context, actor, async (tx) => {
    const version = await findVersion(tx, actor.schoolId, id)
    const isPerson = actor.kind === 'person' && actor.personId !== version.proposedBy
    return {
      version,
      before: await rulesBefore(tx, actor.schoolId, version),
      names: await namesOf(tx, actor.schoolId, [version.proposedBy, version.decidedBy]),
      mayDecide: isPerson && may(context, actor, 'filtering.decide') && (await decidesHere(tx, actor)),
    }
  })
  return page({
    title: 'Rules of the filter',
    section,
    errors: state.errors,
    body: versionPage(view, { ...request, ...state }),
  })
}

export const ruleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/filtering/rules',
    may: 'filtering.open',
    does: 'shows what each group reaches',
    answer: showRules,
  },
  ...formRoutes({
    path: '/filtering/rules/:key',
    may: 'filtering.propose',
    does: 'proposes other rules for a group',
    schema: proposeForm,
    start: async (request) => {
      const { context, actor } = request
      const rules = await reading(context, actor, (tx) => rulesInForce(tx, actor.schoolId))
      return valuesOf(rules[profileIn(request)])
    },
    draw: async (request, state) =>
      page({
        title: 'Propose other rules',
        section,
        errors: state.errors,
        body: proposePage(profileIn(request), { ...request, ...state }),
      }),
    save: async (request, form) => {
      const id = await proposeRules(request.context, request.actor, profileIn(request), form)
      return redirect(request.at(`/filtering/versions/${id}`))
    },
  }),
  {
    method: 'GET',
    path: '/filtering/rules/:key/zone',
    may: 'filtering.fetchLists',
    does: 'downloads the rules of a group as a response policy zone',
    answer: takeZone,
  },
  {
    method: 'GET',
    path: '/filtering/versions/:id',
    may: 'filtering.open',
    does: 'shows a version of the rules',
    answer: opened(drawVersion),
  },
  formOnPage({
    path: '/filtering/versions/:id/decide',
    may: 'filtering.decide',
    does: 'decides about proposed rules',
    schema: decideForm,
    draw: drawVersion,
    save: async (request, form) => {
      await decideRules(request.context, request.actor, request.params.id ?? '', form)
      return redirect(request.at(`/filtering/versions/${request.params.id}`))
    },
  }),
]

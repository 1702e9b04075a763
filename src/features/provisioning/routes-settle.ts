import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'

import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findPerson, fullName } from '../people/index.ts'
import { classesOfSchool } from '../schools/index.ts'
import { findConnection } from './connection-store.ts'
import { differences } from './entry.ts'
import { findEntry } from './entry-store.ts'
import { findGroup, membersOf } from './group-store.ts'
import { type EntryView, entryPage, type GroupView, groupPage } from './pages-settle.ts'
import { isSomebodyElses } from './place-entry.ts'
import { peopleLike, recordOf } from './roll-store.ts'
import { connectionIdIn } from './routes-connection.ts'
import { settleEntry, settleForm } from './settle-entry.ts'
import { meaningForm, tieGroup } from './tie-group.ts'

const section = '/provisioning'
const ofConnection = (request: WebRequest) => ({
  schoolId: request.actor.schoolId,
  connectionId: connectionIdIn(request),
})

function readEntry(request: WebRequest): Promise<EntryView> {
  const { context, actor, params } = request
  const of = ofConnection(request)
  return reading(context, actor, async (tx) => {
    const connection = await findConnection(tx, of.schoolId, of.connectionId)
    const entry = await findEntry(tx, of, idIn({ params }, 'entry'))
    const { personId, said, waitsFor } = entry
    const record = personId === null ? null : await recordOf(tx, of.schoolId, personId)
    return {
      ...request,
      connection,
      entry,
      personName: personId === null ? null : fullName(await findPerson(tx, of.schoolId, personId)),
      differences: record === null ? [] : differences(said, record),
      isSomebodyElses: personId !== null && (await isSomebodyElses({ context, tx, actor }, personId)),
      likely: waitsFor === null ? [] : await peopleLike(tx, of.schoolId, said),
      maySettle: may(context, actor, 'provisioning.settle'),
    }
  })
}

async function showEntry(request: WebRequest, state: FormState): Promise<Page> {
  const view = await readEntry(request)
  const about = { kind: 'provisioningEntry', id: view.entry.id }
  await recordReads(request.context, request.actor, [{ did: 'provisioning.entryRead', about }])
  const { errors } = state
  return page({ title: 'Account', section, errors, body: entryPage(view, state) })
}

const entryRoutes = formRoutes({
  path: '/provisioning/:connection/accounts/:entry',
  may: 'provisioning.settle',
  does: 'says whose an account is',
  schema: settleForm,
  draw: showEntry,
  save: async (request, { whose }) => {
    const connectionId = connectionIdIn(request)
    await settleEntry(request.context, request.actor, {
      connectionId,
      entryId: idIn(request, 'entry'),
      whose,
    })
    return redirect(request.at(`/provisioning/${connectionId}`))
  },
})

function readGroup(request: WebRequest): Promise<GroupView> {
  const { context, actor, params } = request
  const of = ofConnection(request)
  return reading(context, actor, async (tx) => {
    const group = await findGroup(tx, of, idIn({ params }, 'group'))
    const classes = await classesOfSchool(tx, of.schoolId)
    return {
      ...request,
      connection: await findConnection(tx, of.schoolId, of.connectionId),
      group,
      members: await membersOf(tx, of, group.id),
      classes: classes.filter(({ endsOn }) => endsOn === null),
    }
  })
}

const groupRoutes = formRoutes({
  path: '/provisioning/:connection/groups/:group',
  may: 'provisioning.settle',
  does: 'says what a group means here',
  schema: meaningForm,
  start: async (request) => {
    const { group } = await readGroup(request)
    return { means: group.classId === null ? group.means : `class:${group.classId}` }
  },
  draw: async (request, state) => {
    const view = await readGroup(request)
    const about = { kind: 'provisioningGroup', id: view.group.id }
    await recordReads(request.context, request.actor, [{ did: 'provisioning.groupRead', about }])
    const { errors } = state
    return page({ title: view.group.name, section, errors, body: groupPage(view, state) })
  },
  save: async (request, { means }) => {
    const connectionId = connectionIdIn(request)
    await tieGroup(request.context, request.actor, {
      connectionId,
      groupId: idIn(request, 'group'),
      means,
    })
    return redirect(request.at(`/provisioning/${connectionId}`))
  },
})

export const settleRoutes: readonly Route[] = [...entryRoutes, ...groupRoutes]

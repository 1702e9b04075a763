// Answers for the pages of the procedure: steps, looking, deleting, old backups, handing over to the police.

import { may, requirePerson } from '#/platform/access/access.ts'
import { personOf } from '#/platform/access/actor.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { backupsHoldingSealed } from '#/platform/backup/backup.ts'
import { reading } from '#/platform/context.ts'
import { type DrawForm, opened, sent } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { page, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findIncident, listInvolvement } from '../incidents/index.ts'
import { namesOf } from '../people/index.ts'
import { askForDeletion, askForDeletionForm } from './ask-for-deletion.ts'
import { askForHandOver, handOverForm } from './ask-for-hand-over.ts'
import { askToView, askToViewForm } from './ask-to-view.ts'
import { backupsForm, confirmBackups } from './confirm-backups.ts'
import { confirmDeletion, confirmDeletionForm } from './confirm-deletion.ts'
import { decideViewing, decideViewingForm } from './decide-viewing.ts'
import { noteViewing, noteViewingForm } from './note-viewing.ts'
import { halvesForm, openSealedFile } from './open-for-police.ts'
import { askForHandOverPage, handOverPage } from './pages-hand-over.ts'
import { askForDeletionPage, backupsPage, deletionPage, stepPage } from './pages-procedure.ts'
import { askToViewPage, viewingPage } from './pages-viewing.ts'
import { findDeletion, findViewing } from './procedure-store.ts'
import { dates, formParts } from './routes-form.ts'
import { sending } from './routes-item.ts'
import { findHandOver, oldBackupsOf } from './sealing-store.ts'
import { findItem } from './store.ts'
import { stepForm, takeStep } from './take-step.ts'

const section = '/evidence'

const incidentIn = (request: WebRequest) =>
  reading(request.context, request.actor, (tx) => findIncident(tx, request.actor, idIn(request)))
const toEvidence = (request: WebRequest) => redirect(request.at(`/incidents/${idIn(request)}/evidence`))

const drawStep: DrawForm = async (request, state) => {
  const incident = await incidentIn(request)
  const chosen = { ...state, values: { kind: request.query.kind, ...state.values } }
  const body = stepPage({ ...formParts(request, chosen), incident })
  return page({ title: 'Record a step', section, body })
}
export const openStep = opened(drawStep)
export const sendStep = sent({
  dates,
  schema: stepForm,
  draw: drawStep,
  save: async (request, form) => {
    await takeStep(request.context, request.actor, idIn(request), form)
    return toEvidence(request)
  },
})

const drawAskToView: DrawForm = async (request, state) => {
  const incident = await incidentIn(request)
  const body = askToViewPage({ ...formParts(request, state), incident })
  return page({ title: 'Ask the head', section, body })
}
export const openAskToView = opened(drawAskToView)
export const sendAskToView = sent({
  dates,
  schema: askToViewForm,
  draw: drawAskToView,
  save: async (request, form) => {
    const id = await askToView(request.context, request.actor, idIn(request), form)
    return redirect(request.at(`/viewings/${id}`))
  },
})

const drawViewing: DrawForm = async (request, state) => {
  const { context, actor } = request
  const { viewing, names } = await reading(context, actor, async (tx) => {
    const found = await findViewing(tx, actor, idIn(request))
    const ids = [found.askedBy, found.decidedBy, found.notedBy]
    return { viewing: found, names: await namesOf(tx, actor.schoolId, ids) }
  })
  const about = { kind: 'incident', id: viewing.incidentId }
  await recordReads(context, actor, [{ did: 'evidence.read', about }])
  const mayDecide = may(context, actor, 'evidence.decideViewing') && viewing.askedBy !== personOf(actor)
  const mayNote = may(context, actor, 'evidence.askToView')
  const body = viewingPage({ ...formParts(request, state), viewing, names, mayDecide, mayNote })
  return page({ title: 'Request to the head', section, body })
}
export const openViewing = opened(drawViewing)
const toViewing = (request: WebRequest) => redirect(request.at(`/viewings/${idIn(request)}`))
export const sendDecision = sent({
  dates,
  schema: decideViewingForm,
  draw: drawViewing,
  save: async (request, form) => {
    await decideViewing(request.context, request.actor, idIn(request), form)
    return toViewing(request)
  },
})
export const sendNote = sent({
  dates,
  schema: noteViewingForm,
  draw: drawViewing,
  save: async (request, form) => {
    await noteViewing(request.context, request.actor, idIn(request), form)
    return toViewing(request)
  },
})

const drawAskForDeletion: DrawForm = async (request, state) => {
  const { context, actor } = request
  const incident = await incidentIn(request)
  const involved = await reading(context, actor, (tx) => listInvolvement(tx, actor.schoolId, incident.id))
  const pupils = new Map(
    involved.flatMap(({ personId, nameThen, kindThen }) =>
      personId !== null && kindThen === 'pupil' ? [[personId, nameThen] as const] : [],
    ),
  )
  const choices = [...pupils].map(([value, text]) => ({ value, text }))
  const body = askForDeletionPage({ ...formParts(request, state), incident, pupils: choices })
  return page({ title: 'A request to delete', section, body })
}
export const openAskForDeletion = opened(drawAskForDeletion)
export const sendAskForDeletion = sent({
  dates,
  schema: askForDeletionForm,
  draw: drawAskForDeletion,
  save: async (request, form) => {
    const id = await askForDeletion(request.context, request.actor, idIn(request), form)
    return redirect(request.at(`/deletions/${id}`))
  },
})

const drawDeletion: DrawForm = async (request, state) => {
  const { context, actor } = request
  const { deletion, names } = await reading(context, actor, async (tx) => {
    const found = await findDeletion(tx, actor, idIn(request))
    return { deletion: found, names: await namesOf(tx, actor.schoolId, [found.pupilId]) }
  })
  const about = { kind: 'incident', id: deletion.incidentId }
  await recordReads(context, actor, [{ did: 'evidence.read', about }])
  const body = deletionPage({ ...formParts(request, state), deletion, names })
  return page({ title: 'A request to delete', section, body })
}
export const openDeletion = opened(drawDeletion)
export const sendConfirmation = sent({
  dates,
  schema: confirmDeletionForm,
  draw: drawDeletion,
  save: async (request, form) => {
    await confirmDeletion(request.context, request.actor, idIn(request), form)
    return redirect(request.at(`/deletions/${idIn(request)}`))
  },
})

const drawBackups: DrawForm = async (request, state) => {
  const { context, actor } = request
  const incident = await incidentIn(request)
  const { old, known } = await reading(context, actor, async (tx) => ({
    old: await oldBackupsOf(tx, actor.schoolId, incident.id),
    known: await backupsHoldingSealed(tx, actor.schoolId),
  }))
  const mayRecord = may(context, actor, 'evidence.destroyBackups')
  const body = backupsPage({ ...formParts(request, state), incident, old, known, mayRecord })
  return page({ title: 'Old backups', section, body })
}
export const openBackups = opened(drawBackups)
export const sendBackups = sent({
  dates,
  schema: backupsForm,
  draw: drawBackups,
  save: async (request, form) => {
    await confirmBackups(request.context, request.actor, idIn(request), form)
    return toEvidence(request)
  },
})

const drawAskForHandOver: DrawForm = async (request, state) => {
  const { context, actor } = request
  const item = await reading(context, actor, (tx) => findItem(tx, actor, idIn(request)))
  const body = askForHandOverPage({ ...formParts(request, state), item })
  return page({ title: 'Hand-over to the police', section, body })
}
export const openAskForHandOver = opened(drawAskForHandOver)
export const sendAskForHandOver = sent({
  dates,
  schema: handOverForm,
  draw: drawAskForHandOver,
  save: async (request, form) => {
    const id = await askForHandOver(request.context, request.actor, idIn(request), form)
    return redirect(request.at(`/hand-overs/${id}`))
  },
})

const drawHandOver: DrawForm = async (request, state) => {
  const { context, actor } = request
  const who = requirePerson(actor)
  const { asked, names } = await reading(context, actor, async (tx) => {
    const found = await findHandOver(tx, actor.schoolId, idIn(request))
    return { asked: found, names: await namesOf(tx, actor.schoolId, [found.askedBy, found.openedBy]) }
  })
  const runOut = context.clock() > asked.endsAt
  const mayOpen = asked.openedAt === null && asked.askedBy !== who.personId && !runOut
  const body = handOverPage({ ...formParts(request, state), asked, names, mayOpen, runOut })
  return page({ title: 'Hand-over to the police', section, body })
}
export const openHandOver = opened(drawHandOver)
export const sendHalves = sent({
  dates,
  schema: halvesForm,
  draw: drawHandOver,
  save: async (request, halves) =>
    sending(await openSealedFile(request.context, request.actor, idIn(request), halves), false),
})

import { londonDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { writePdf } from '#/platform/documents/write-document.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  download,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { classesOn, findPeople, findPerson, fullName, relativesOf } from '../people/index.ts'
import { chronologyOf } from './chronology.ts'
import { noteReceipt, noteReceiptForm } from './note-receipt.ts'
import { chronologyPage, receiptPage, transferPage } from './pages-chronology.ts'
import { sendTransfer, sendTransferForm } from './send-transfer.ts'
import { findTransfer, listTransfers } from './transfer-store.ts'
import { transferSummary } from './transfer-summary.ts'

export const chronologyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/people/:person/chronology',
    may: 'oversight.readChronology',
    does: 'shows everything about one person in order',
    answer: showChronology,
  },
  {
    method: 'GET',
    path: '/people/:person/transfer',
    may: 'oversight.transfer',
    does: 'asks where a child’s record goes',
    answer: (request) => askTransfer(request, {}),
  },
  {
    method: 'POST',
    path: '/people/:person/transfer',
    may: 'oversight.transfer',
    does: 'records that a child’s record was sent',
    stepUp: true,
    answer: send,
  },
  {
    method: 'GET',
    path: '/people/:person/summary.pdf',
    may: 'oversight.transfer',
    does: 'gives the summary that goes to the next school',
    stepUp: true,
    answer: giveSummary,
  },
  {
    method: 'POST',
    path: '/transfers/:id/receipt',
    may: 'oversight.transfer',
    does: 'notes that the next school has the record',
    answer: receipt,
  },
]

async function showChronology(request: WebRequest) {
  const { context, actor, csrf, once, at } = request
  const personId = idIn(request, 'person')
  const today = londonDate(context.clock())
  const view = await reading(context, actor, async (tx) => {
    const person = await findPerson(tx, actor.schoolId, personId)
    const relatives = await relativesOf(tx, actor.schoolId, [personId])
    const [inClass] = await classesOn(tx, actor.schoolId, [personId], today)
    return {
      person,
      className: inClass?.className ?? null,
      items: await chronologyOf(context, tx, actor, personId, 'us'),
      relatives: (await findPeople(tx, actor.schoolId, [...relatives])).filter(
        ({ kind }) => kind === 'pupil',
      ),
      transfers: await listTransfers(tx, actor.schoolId, personId),
    }
  })
  await recordReads(context, actor, [
    { did: 'oversight.chronologyRead', about: { kind: 'person', id: personId } },
    ...view.items.map(({ kind, id }) => ({
      did: 'oversight.readInChronology' as const,
      about: { kind, id },
    })),
  ])
  const maySend = may(context, actor, 'oversight.transfer')
  const body = chronologyPage({ ...view, maySend, tokens: { csrf, once }, at })
  return page({ title: 'Chronology', section: '/people', body })
}

async function askTransfer(request: WebRequest, errors: FieldErrors): Promise<Page> {
  const { context, actor, csrf, once, at, body } = request
  const personId = idIn(request, 'person')
  const { person, records } = await reading(context, actor, async (tx) => ({
    person: await findPerson(tx, actor.schoolId, personId),
    records: (await chronologyOf(context, tx, actor, personId, 'nextSchool')).length,
  }))
  const values = typedValues(body)
  return page({
    title: 'Send a record to another school',
    section: '/people',
    body: transferPage({ person, records, values, errors, tokens: { csrf, once }, at }),
  })
}

function send(request: WebRequest) {
  const { context, actor, body, at } = request
  const pupilId = idIn(request, 'person')
  return answerForm({
    schema: sendTransferForm,
    sent: body,
    save: async (form) => {
      await sendTransfer(context, actor, { ...form, pupilId })
      return redirect(at(`/people/${pupilId}/chronology`))
    },
    again: (errors) => askTransfer(request, errors),
  })
}

async function giveSummary(request: WebRequest) {
  const { context, actor, school } = request
  const personId = idIn(request, 'person')
  const { person, items } = await reading(context, actor, async (tx) => ({
    person: await findPerson(tx, actor.schoolId, personId),
    items: await chronologyOf(context, tx, actor, personId, 'nextSchool'),
  }))
  await recordReads(context, actor, [
    { did: 'oversight.summaryMade', about: { kind: 'person', id: personId } },
  ])
  const content = await writePdf(transferSummary(school.name, person, items, context.clock()))
  return download({ fileName: `Record of ${fullName(person)}.pdf`, contentType: 'application/pdf', content })
}

function receipt(request: WebRequest) {
  const { context, actor, body, at } = request
  const transferId = idIn(request)
  return answerForm({
    schema: noteReceiptForm,
    sent: body,
    save: async (form) => {
      const { pupilId } = await noteReceipt(context, actor, { ...form, transferId })
      return redirect(at(`/people/${pupilId}/chronology`))
    },
    again: (errors) => askReceipt(request, transferId, errors),
  })
}

async function askReceipt(request: WebRequest, transferId: string, errors: FieldErrors): Promise<Page> {
  const { context, actor, csrf, once, at, body } = request
  const found = await reading(context, actor, async (tx) => {
    const transfer = await findTransfer(tx, actor.schoolId, transferId, false)
    return { transfer, person: await findPerson(tx, actor.schoolId, transfer.pupilId) }
  })
  const view = { ...found, values: typedValues(body), errors, tokens: { csrf, once }, at }
  return page({ title: 'Who signed for the record?', section: '/people', body: receiptPage(view) })
}

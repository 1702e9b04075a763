import * as z from 'zod'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formOnPage, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findPerson, type Person } from '../people/index.ts'
import { closeLogon, declareLogons, requireLeaversPage, usualSystems } from './declare-logons.ts'
import { declarationsOf, findTransfer, leaversOf, transfersOf } from './leaver-store.ts'
import { declarePage, type LeaverPage, leaverPage, leaversPage, transferPage } from './pages-leavers.ts'
import { noteReceipt, receiptForm, transferForm, transferRights } from './transfer-rights.ts'

const section = '/rosters/leavers'
const names = Object.keys(usualSystems)
const declareForm = z.object({
  ...Object.fromEntries(
    names.map((name) => [name, z.string().trim().max(200, 'Keep this under 200 characters').default('')]),
  ),
  others: z.string().trim().max(3000, 'Keep this under 3,000 characters').default(''),
  hasNone: z.string().optional(),
  onBehalfBecause: z.string().trim().max(500, 'Keep this under 500 characters').default(''),
}) as unknown as z.ZodType<Record<string, string>>

export const leaverRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/rosters/leavers',
    may: 'rosters.closeLogons',
    does: 'lists who leaves and which logons are open',
    answer: async (request) => {
      const since = addDays(londonDate(request.context.clock()), -365)
      const leavers = await reading(request.context, request.actor, (tx) =>
        leaversOf(tx, request.actor.schoolId, since),
      )
      return page({ title: 'Leavers', section, body: leaversPage({ ...request, leavers }) })
    },
  },
  {
    method: 'GET',
    path: '/rosters/leavers/:person',
    may: 'rosters.declare',
    does: 'shows the declared logons of a leaver, or one’s own',
    answer: (request) => drawLeaver(request, null),
  },
  ...formRoutes({
    path: '/rosters/leavers/:person/declare',
    may: 'rosters.declare',
    does: 'declares every logon of somebody who leaves',
    schema: declareForm,
    draw: async (request, state) => {
      const person = await personOf(request)
      const own = isOwn(request)
      const title = own ? 'Declare every logon that you have' : 'Declare logons'
      return page({
        title,
        section,
        body: declarePage(request, { person, own }, state),
        errors: state.errors,
      })
    },
    save: async (request, form) => {
      const { context, actor } = request
      await declareLogons(context, actor, {
        personId: idIn(request, 'person'),
        logons: logonsIn(form),
        hasNone: form.hasNone === 'yes',
        onBehalfBecause: isOwn(request) ? null : (form.onBehalfBecause ?? ''),
      })
      return redirect(request.at(`/rosters/leavers/${request.params.person}`))
    },
  }),
  {
    method: 'POST',
    path: '/rosters/logons/:logon/close',
    may: 'rosters.closeLogons',
    does: 'notes that a declared logon is closed',
    answer: async ({ context, actor, params, at }) =>
      redirect(at(`/rosters/leavers/${await closeLogon(context, actor, idIn({ params }, 'logon'))}`)),
  },
  ...formRoutes({
    path: '/rosters/leavers/:person/transfer',
    may: 'rosters.import',
    does: 'records that rights go to another school',
    schema: transferForm,
    dates: ['onDay'],
    draw: async (request, state) =>
      page({
        title: 'Rights that go to another school',
        section,
        body: transferPage(request, await personOf(request), state),
        errors: state.errors,
      }),
    save: async ({ context, actor, params, at }, form) => {
      await transferRights(context, actor, { ...form, personId: idIn({ params }, 'person') })
      return redirect(at(`/rosters/leavers/${params.person}`))
    },
  }),
  formOnPage({
    path: '/rosters/transfers/:transfer/received',
    may: 'rosters.import',
    does: 'notes that another school has what was transferred',
    schema: receiptForm,
    draw: drawReceipt,
    save: async (request, { byWhom }) => {
      const { context, actor, at } = request
      const transferId = idIn(request, 'transfer')
      const personId = await noteReceipt(context, actor, { transferId, byWhom })
      return redirect(at(`/rosters/leavers/${personId}`))
    },
  }),
]

const isOwn = ({ actor, params }: WebRequest): boolean => requirePerson(actor).personId === params.person

function personOf(request: WebRequest): Promise<Person> {
  const { context, actor, params } = request
  requireLeaversPage(context, actor, idIn({ params }, 'person'))
  return reading(context, actor, (tx) => findPerson(tx, actor.schoolId, idIn({ params }, 'person')))
}

/** The leaver whose transfer it is, with what was typed about its receipt. */
async function drawReceipt(request: WebRequest, { values, errors }: FormState): Promise<Page> {
  const { context, actor } = request
  const transferId = idIn(request, 'transfer')
  const person = await reading(context, actor, (tx) => findTransfer(tx, actor.schoolId, transferId))
  const drawn = await drawLeaver({ ...request, params: { person } }, { transferId, values, errors })
  return { ...drawn, errors }
}

async function drawLeaver(request: WebRequest, receipt: LeaverPage['receipt']): Promise<Page> {
  const { context, actor, params } = request
  const personId = idIn({ params }, 'person')
  const person = await personOf(request)
  const shown = await reading(context, actor, async (tx) => ({
    ...(await declarationsOf(tx, actor.schoolId, personId)),
    transfers: await transfersOf(tx, actor.schoolId, personId),
  }))
  const panels = await Promise.all(
    request.panels
      .filter((panel) => panel.on === 'leaver' && may(context, actor, panel.may))
      .map((panel) => panel.draw(request, personId)),
  )
  const body = leaverPage({
    ...request,
    ...shown,
    person,
    own: isOwn(request),
    may: { close: may(context, actor, 'rosters.closeLogons'), keep: may(context, actor, 'rosters.import') },
    panels: panels.filter((panel) => panel !== null),
    receipt,
  })
  return page({ title: isOwn(request) ? 'Your logons' : 'Logons of a leaver', section, body })
}

/** The logons that were typed: beside each usual system, and one a line for others. */
function logonsIn(form: Readonly<Record<string, string>>): { system: string; logon: string }[] {
  const usual = Object.entries(usualSystems).flatMap(([name, system]) =>
    form[name] ? [{ system, logon: form[name] }] : [],
  )
  const others = (form.others ?? '').split('\n').flatMap((line) => {
    const [system = '', ...rest] = line.split(':')
    const logon = rest.join(':').trim()
    if (line.trim() === '') return []
    return [
      {
        system: logon === '' ? 'Another system' : system.trim().slice(0, 100),
        logon: (logon || system.trim()).slice(0, 200),
      },
    ]
  })
  return [...usual, ...others]
}

import { toString as drawQr } from 'qrcode'
import { isId } from '#/kernel/id.ts'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm as answerSent, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { agreementRow } from './agreement.ts'
import {
  childrenOnKiosk,
  closeKiosk,
  type KioskAsked,
  kioskAnswerForm,
  openKiosk,
  signAtKiosk,
  textOnKiosk,
} from './kiosk.ts'
import { handOverPage, kioskOpenedPage, kioskTextPage, namesPage, notSurePage } from './pages-kiosk.ts'

const title = 'Our agreement'

async function open(request: WebRequest): Promise<Page> {
  const { context, actor, client, at, csrf, publicUrl } = request
  const wanted = { roundId: idIn(request), classId: idIn(request, 'classId'), address: client.address }
  const opened = await openKiosk(context, actor, wanted)
  const path = at(opened.path)
  const body = kioskOpenedPage({
    ...opened,
    address: `${publicUrl}${path}`,
    path,
    qrSvg: await drawQr(`${publicUrl}${path}`, { type: 'svg', margin: 2 }),
    signOut: at('/sign-out'),
    end: at(`/agreements/kiosks/${opened.id}/end`),
    csrf,
  })
  return page({ title: 'Signing on a tablet', section: '/agreements', body })
}

async function end({ context, actor, params, at }: WebRequest): Promise<Answer> {
  await closeKiosk(context, actor, idIn({ params }))
  return redirect(at('/agreements'))
}

const askedOf = ({ school, params, client }: WebRequest): KioskAsked => ({
  schoolId: school.id,
  token: (params.token ?? '').slice(0, 100),
  address: client.address,
})
const pathOf = ({ params, at }: WebRequest, more = '') => at(`/kiosk/${params.token}${more}`)

async function names(request: WebRequest): Promise<Page> {
  const { context, actor, at, csrf, query } = request
  const { className, children } = await childrenOnKiosk(context, askedOf(request))
  if (actor.kind === 'person') {
    const body = handOverPage({ signOut: at('/sign-out'), csrf, path: pathOf(request) })
    return page({ title, look: 'pupil', body })
  }
  const thanked = query.thanked === 'yes'
  const body = namesPage({ className, children, action: pathOf(request), thanked })
  return page({ title, look: 'pupil', body })
}

/** No grown-up's sign-in is within reach of a child. */
function requireHandedOver({ actor }: WebRequest): void {
  if (actor.kind === 'person') throw new NotAllowed('Sign out first, then hand the tablet to a child.')
}

async function text(request: WebRequest): Promise<Page> {
  requireHandedOver(request)
  return drawText(request, {})
}

async function drawText(request: WebRequest, errors: FieldErrors): Promise<Page> {
  const { context, body: sent, once } = request
  const askId = String(sent.askId ?? '')
  if (!isId(askId)) throw new NotFound('ask')
  const { version, name } = await textOnKiosk(context, { ...askedOf(request), askId })
  const body = kioskTextPage({
    version,
    name,
    askId,
    writesName: writesName(version),
    action: pathOf(request, '/answer'),
    back: pathOf(request),
    once,
    values: typedValues(sent),
    errors,
  })
  return page({ title, look: 'pupil', errors, body })
}

/** From key stage 2 on a child writes their name; before, a picture is their signature. */
const writesName = ({ agreement }: { agreement: Parameters<typeof agreementRow>[0] }): boolean =>
  !agreementRow(agreement).phases.includes('earlyYears')

function answer(request: WebRequest): Promise<Answer> {
  requireHandedOver(request)
  const { context, body } = request
  return answerSent({
    schema: kioskAnswerForm,
    sent: body,
    save: async (form) => {
      const asked = askedOf(request)
      const { version } = await textOnKiosk(context, { ...asked, askId: form.askId })
      await signAtKiosk(context, { ...asked, form, writesName: writesName(version) })
      if (form.answer === 'later') return page({ title, look: 'pupil', body: notSurePage(pathOf(request)) })
      return redirect(`${pathOf(request)}?thanked=yes`)
    },
    again: (errors) => drawText(request, errors),
  })
}

export const kioskRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/agreements/rounds/:id/classes/:classId/kiosk',
    may: 'agreements.openKiosk',
    does: 'Lets a class sign on a tablet',
    answer: open,
  },
  {
    method: 'POST',
    path: '/agreements/kiosks/:id/end',
    may: 'agreements.openKiosk',
    does: 'Ends signing on a tablet',
    answer: end,
  },
  {
    method: 'GET',
    path: '/kiosk/:token',
    may: 'anybody',
    does: 'Shows a class its names to choose from',
    answer: names,
  },
  {
    method: 'POST',
    path: '/kiosk/:token',
    may: 'anybody',
    does: 'Shows the agreement to the child who chose a name',
    answer: text,
  },
  {
    method: 'POST',
    path: '/kiosk/:token/answer',
    may: 'anybody',
    does: 'Saves a child’s answer',
    answer,
  },
]

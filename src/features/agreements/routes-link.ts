import { drawReport } from '#/platform/documents/html-report.ts'
import { writePdf } from '#/platform/documents/write-document.ts'
import { buttonForm, withDates } from '#/platform/web/components/form.ts'
import { html } from '#/platform/web/html.ts'
import { answerForm as answerSent, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  download,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { birthPage, changedText, donePage, knockPage, notMinePage, shutPage } from './pages-link.ts'
import { signPage } from './pages-sign.ts'
import { receiptDocument } from './receipt.ts'
import {
  answerByLink,
  knockAtLink,
  type Opened,
  openByLink,
  receiptByLink,
  refuseLink,
  type Shut,
} from './sign-by-link.ts'
import { answerForm } from './sign-own.ts'
import { slowDownLinks } from './slow-down.ts'

const title = 'Read and answer'

function pathOf({ params, at }: WebRequest, more = ''): string {
  return at(`/sign/${params.token}${more}`)
}

const tokenIn = ({ params }: WebRequest): string => (params.token ?? '').slice(0, 100)

/** Knocks before anything else: too often from one address, or a token that was never made, ends here. */
async function knock(request: WebRequest): Promise<string> {
  const { context, school, client } = request
  await slowDownLinks(context, school.id, client.address)
  await knockAtLink(context, school.id, tokenIn(request))
  return tokenIn(request)
}

async function open(request: WebRequest): Promise<Page> {
  await knock(request)
  const { school } = request
  const body = knockPage({
    school: school.name,
    action: pathOf(request),
    notMine: pathOf(request, '/not-mine'),
  })
  return page({ title, look: 'public', body })
}

function birth(request: WebRequest, action: string, errors: FieldErrors = {}): Page {
  const body = birthPage({ action, values: typedValues(request.body), errors })
  return page({ title, look: 'public', errors, body })
}

/** The page of a link that does not open: the question again, or why it never will. */
function shutAnswer(request: WebRequest, shut: Shut, action: string): Page {
  if (shut.shut !== 'wrong') {
    const body = shutPage(shut.shut, pathOf(request, '/receipt'))
    return page({ title, look: 'public', status: 409, body })
  }
  const left = shut.triesLeft
  const more =
    left > 0
      ? `You can try ${left} more ${left === 1 ? 'time' : 'times'}.`
      : 'The link has stopped working. Ask the school office for a new one.'
  return birth(request, action, { dateOfBirth: `That is not the date that the school has. ${more}` })
}

const birthIn = ({ body }: WebRequest): string => String(withDates(body, ['dateOfBirth']).dateOfBirth ?? '')

async function show(request: WebRequest): Promise<Answer> {
  const token = await knock(request)
  const dateOfBirth = birthIn(request)
  if (dateOfBirth === '') {
    const asked = request.body['dateOfBirth-day'] !== undefined
    return birth(request, pathOf(request), asked ? { dateOfBirth: 'Enter the date of birth' } : {})
  }
  const opened = await openByLink(request.context, request.school.id, { token, dateOfBirth })
  if ('shut' in opened) return shutAnswer(request, opened, pathOf(request))
  return drawOpened(request, opened, dateOfBirth, {})
}

function drawOpened(request: WebRequest, opened: Opened, dateOfBirth: string, errors: FieldErrors): Page {
  const { ask, version, changes, childs, pupilName, className } = opened
  const body = signPage({
    ask,
    version,
    notice: changes === null ? undefined : changedText(changes),
    childs,
    about: { name: pupilName, className },
    jobTitle: null,
    action: pathOf(request, '/answer'),
    csrf: '',
    once: request.once,
    values: typedValues(request.body),
    errors,
    hidden: { dateOfBirth },
  })
  return page({ title, look: 'public', errors, body })
}

async function answer(request: WebRequest): Promise<Answer> {
  const token = await knock(request)
  const dateOfBirth = birthIn(request)
  const { context, school, body } = request
  return answerSent({
    schema: answerForm,
    sent: body,
    save: async (form) => {
      const answered = await answerByLink(context, school.id, { token, dateOfBirth, form })
      if ('shut' in answered) return shutAnswer(request, answered, pathOf(request))
      return redirect(pathOf(request, '/done'))
    },
    again: async (errors) => {
      const { once: _once, ...apart } = context
      const opened = await openByLink(apart, school.id, { token, dateOfBirth })
      if ('shut' in opened) return shutAnswer(request, opened, pathOf(request))
      return drawOpened(request, opened, dateOfBirth, errors)
    },
  })
}

async function notMine(request: WebRequest): Promise<Page> {
  const token = await knock(request)
  await refuseLink(request.context, request.school.id, token)
  return page({ title: 'Thank you', look: 'public', body: notMinePage() })
}

async function done(request: WebRequest): Promise<Page> {
  await knock(request)
  return page({ title: 'Thank you', look: 'public', body: donePage(pathOf(request, '/receipt')) })
}

async function receipt(request: WebRequest): Promise<Answer> {
  const token = await knock(request)
  const dateOfBirth = birthIn(request)
  const { context, school, body } = request
  const read = await receiptByLink(context, school.id, { token, dateOfBirth })
  if ('shut' in read) return shutAnswer(request, read, pathOf(request, '/receipt'))
  const document = receiptDocument({ school: school.name, ...read })
  if (body.as === 'pdf') {
    const content = await writePdf(document)
    return download({ fileName: 'receipt.pdf', contentType: 'application/pdf', content })
  }
  return page({
    title: 'Receipt',
    look: 'public',
    body: html`${drawReport(document, () => '')}${buttonForm({
      action: pathOf(request, '/receipt'),
      csrf: '',
      text: 'Download as PDF',
      values: { dateOfBirth, as: 'pdf' },
      classes: 'govuk-button--secondary',
    })}`,
  })
}

export const linkRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/sign/:token',
    may: 'anybody',
    does: 'Shows the school and a button, and nothing else',
    answer: open,
  },
  {
    method: 'POST',
    path: '/sign/:token',
    may: 'anybody',
    does: 'Asks for the child’s date of birth, then shows the text',
    answer: show,
  },
  {
    method: 'POST',
    path: '/sign/:token/answer',
    may: 'anybody',
    does: 'Saves a parent’s answer and uses the link up',
    answer,
  },
  {
    method: 'POST',
    path: '/sign/:token/not-mine',
    may: 'anybody',
    does: 'Stops a link that reached somebody else',
    answer: notMine,
  },
  { method: 'GET', path: '/sign/:token/done', may: 'anybody', does: 'Says thank you', answer: done },
  {
    method: 'POST',
    path: '/sign/:token/receipt',
    may: 'anybody',
    does: 'Shows the receipt to whoever knows the date of birth',
    answer: receipt,
  },
]

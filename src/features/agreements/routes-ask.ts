import { Readable } from 'node:stream'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { TooLarge, whatCanBeKept } from '#/platform/files/files.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm as answerSent, readForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { findPerson, fullName, namesOf } from '../people/index.ts'
import { agreementRow } from './agreement.ts'
import { findAsk } from './ask-store.ts'
import { maySignToday } from './may-sign.ts'
import { askPage, paperPage } from './pages-ask.ts'
import { answerOnBehalf, onBehalfForm, paperForm, recordPaper } from './sign-on-behalf.ts'
import { signaturesOf } from './signature-store.ts'
import { classNames } from './store.ts'
import { publishedVersion, versionsOf } from './version-store.ts'

const section = '/agreements'

async function showAsk(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, params, csrf, once, at, opens, body: sent } = request
  const { schoolId } = actor
  const view = await reading(context, actor, async (tx) => {
    const ask = await findAsk(tx, actor, idIn({ params }), londonDate(context.clock()))
    const history = await signaturesOf(tx, schoolId, ask.id)
    const ids = [ask.signerId, ask.aboutId, ask.hostId, ...history.map(({ recordedBy }) => recordedBy)]
    const names = await namesOf(tx, schoolId, ids)
    const classes = ask.classId === null ? null : await classNames(tx, schoolId, [ask.classId])
    const version = await publishedVersion(tx, schoolId, ask.agreement)
    return {
      ask,
      maySign: await maySignToday(tx, ask, londonDate(context.clock())),
      history,
      names,
      signerName: names.get(ask.signerId) ?? '',
      aboutName: names.get(ask.aboutId) ?? '',
      className: classes?.get(ask.classId ?? '') ?? null,
      hostName: ask.hostId === null ? null : (names.get(ask.hostId) ?? null),
      readHash: version?.sha256.toString('hex') ?? null,
    }
  })
  await recordReads(context, actor, [
    { did: 'agreements.askRead', about: { kind: 'agreementAsk', id: view.ask.id } },
  ])
  const own = actor.kind === 'person' && actor.personId === view.ask.signerId
  const record = !own && may(context, actor, 'agreements.recordForOthers')
  const link =
    may(context, actor, 'agreements.makeLinks') &&
    view.ask.state === 'open' &&
    agreementRow(view.ask.agreement).signer === 'guardian'
  const network = `/people/${view.ask.aboutId}/network`
  const body = askPage({
    ...view,
    may: { record, link, exception: opens(network) ? at(network) : null },
    values: typedValues(sent),
    errors,
    csrf,
    once,
    at,
  })
  return page({ title: 'A request to sign', section, errors, body })
}

function onBehalf(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  return answerSent({
    schema: onBehalfForm,
    sent: body,
    save: async (form) => {
      await answerOnBehalf(context, actor, idIn({ params }), form)
      return redirect(at(`/agreements/asks/${params.id}`))
    },
    again: (errors) => showAsk(request, errors),
  })
}

async function drawPaper(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, params, csrf, once, at, body: sent } = request
  const view = await reading(context, actor, async (tx) => {
    const ask = await findAsk(tx, actor, idIn({ params }), londonDate(context.clock()))
    const versions = (await versionsOf(tx, actor.schoolId, ask.agreement)).filter(
      ({ publishedAt }) => publishedAt !== null,
    )
    if (versions.length === 0) throw new Refused('This agreement is not asked for now.')
    const signer = await findPerson(tx, actor.schoolId, ask.signerId)
    return { ask, signerName: fullName(signer), versions }
  })
  const body = paperPage({
    ...view,
    canBeKept: whatCanBeKept(),
    values: typedValues(sent),
    errors,
    csrf,
    once,
    at,
  })
  return page({ title: 'An answer on paper', section, errors, body })
}

async function sendPaper(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  const again = async (errors: FieldErrors, status: number): Promise<Answer> => ({
    ...(await drawPaper(request, errors)),
    status,
  })
  const scan = await request.nextUpload()
  const read = readForm(paperForm, body)
  // Whatever was not read has to leave the line before the answer, or the browser shows a broken connection.
  if (!read.ok || !scan || scan.fileName === '') {
    scan?.content.resume()
    return again(read.ok ? { scan: 'Choose the scan' } : read.errors, 422)
  }
  try {
    await recordPaper(context, actor, idIn({ params }), read.form, scan)
    return redirect(at(`/agreements/asks/${params.id}`))
  } catch (error) {
    if (scan.content instanceof Readable) scan.content.resume()
    if (!(error instanceof Refused)) throw error
    return again({ scan: error.message }, error instanceof TooLarge ? error.statusCode : 409)
  }
}

const records = 'agreements.recordForOthers'

export const askRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/agreements/asks/:id',
    may: 'agreements.seeRounds',
    does: 'Shows a request to sign and what was answered',
    answer: (request) => showAsk(request),
  },
  {
    method: 'POST',
    path: '/agreements/asks/:id/on-behalf',
    may: records,
    does: 'Records an answer on behalf of somebody',
    answer: onBehalf,
  },
  {
    method: 'GET',
    path: '/agreements/asks/:id/paper',
    may: records,
    does: 'Shows the form for an answer on paper',
    answer: (request) => drawPaper(request),
  },
  {
    method: 'POST',
    path: '/agreements/asks/:id/paper',
    may: records,
    does: 'Records an answer on paper with its scan',
    takesFile: true,
    answer: sendPaper,
  },
]

import { addDays, londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { findPeople, fullName } from '../people/index.ts'
import { classesOfSchool } from '../schools/index.ts'
import { subjectOf } from './account.ts'
import { giveTemporary, temporaryForm } from './give-temporary.ts'
import { addGeneric, changeOwner, closeAccount, genericForm, ownerForm } from './keep-generic.ts'
import { accountPage, genericPage, temporaryPage } from './pages-account.ts'
import { mayGivePassword } from './reset-password.ts'
import { temporaryDays } from './settings-logons.ts'
import { subjectState } from './settle-network.ts'
import { findAccount, staffOn } from './store.ts'

const section = '/accounts'

/** A logon of one person's own is shown on that person's page. */
async function show(request: WebRequest, errors: FieldErrors = {}): Promise<Answer> {
  const { context, actor, params, body, csrf, once, at } = request
  const { schoolId } = actor
  const id = idIn({ params })
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => {
    const account = await findAccount(tx, schoolId, id)
    const [owner] = await findPeople(tx, schoolId, account.ownerId === null ? [] : [account.ownerId])
    const inClass = (await classesOfSchool(tx, schoolId)).find((one) => one.id === account.classId)
    return {
      account,
      state: await subjectState(tx, schoolId, subjectOf(account), now),
      owner: owner === undefined ? null : fullName(owner),
      className: inClass?.name ?? null,
      staff: await staffOn(tx, schoolId, londonDate(now)),
      mayReset: await mayGivePassword(context, tx, requirePerson(actor), account),
    }
  })
  if (view.account.personId !== null) return redirect(at(`/people/${view.account.personId}/network`))
  await recordReads(context, actor, [{ did: 'accounts.read', about: { kind: 'account', id } }])
  const mayKeep = may(context, actor, 'accounts.keep')
  const drawn = { csrf, once, at, values: typedValues(body), errors }
  return page({ title: 'Logon', section, errors, body: accountPage({ ...view, mayKeep }, drawn) })
}

function saveOwner(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  return answerForm({
    schema: ownerForm,
    sent: body,
    save: async ({ ownerId }) => {
      await changeOwner(context, actor, idIn({ params }), ownerId)
      return redirect(at(`/accounts/${params.id}`))
    },
    again: async (errors) => pageOf(await show(request, errors)),
  })
}

function pageOf(answer: Answer) {
  if (answer.kind !== 'page') throw new NotFound('logon')
  return answer
}

async function close({ context, actor, params, at }: WebRequest): Promise<Answer> {
  await closeAccount(context, actor, idIn({ params }))
  return redirect(at('/accounts'))
}

const keeps = 'accounts.keep'

export const accountRoutes: readonly Route[] = [
  ...formRoutes({
    path: '/accounts/new/temporary',
    may: keeps,
    does: 'Gives a temporary logon',
    schema: temporaryForm,
    dates: ['lastDay'],
    draw: async ({ context, actor, csrf, once, at }, { values, errors }) => {
      const days = await reading(context, actor, (tx) => readSetting(tx, actor.schoolId, temporaryDays))
      const latest = addDays(londonDate(context.clock()), days)
      const body = temporaryPage({ csrf, once, at, values, errors }, latest)
      return page({ title: 'Give a temporary logon', section, errors, body })
    },
    save: async ({ context, actor, at }, form) =>
      redirect(at(`/people/${await giveTemporary(context, actor, form)}/network`)),
  }),
  ...formRoutes({
    path: '/accounts/new/generic',
    may: keeps,
    does: 'Adds a generic logon',
    schema: genericForm,
    draw: async ({ context, actor, csrf, once, at }, { values, errors }) => {
      const today = londonDate(context.clock())
      const staff = await reading(context, actor, (tx) => staffOn(tx, actor.schoolId, today))
      const body = genericPage({ csrf, once, at, values, errors }, staff)
      return page({ title: 'Add a generic logon', section, errors, body })
    },
    save: async ({ context, actor, at }, form) =>
      redirect(at(`/accounts/${await addGeneric(context, actor, form)}`)),
  }),
  {
    method: 'GET',
    path: '/accounts/:id',
    may: 'accounts.open',
    does: 'Shows a logon that several people use',
    answer: (request) => show(request),
  },
  {
    method: 'POST',
    path: '/accounts/:id/owner',
    may: keeps,
    does: 'Says who answers for a logon',
    answer: saveOwner,
  },
  { method: 'POST', path: '/accounts/:id/close', may: keeps, does: 'Closes a logon for good', answer: close },
]

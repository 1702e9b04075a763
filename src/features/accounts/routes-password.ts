import { requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { findPerson, fullName } from '../people/index.ts'
import { choosePassword, choosePasswordForm, ownAccount } from './choose-password.ts'
import { advicePage, noLogonPage, ownPage, slipPage } from './pages-password.ts'
import { passwordOf } from './password-store.ts'
import { ruleFor, ruleOfGroup } from './read-rule.ts'
import { disclosureForm, recordDisclosure, reportCompromise } from './report-compromise.ts'
import { resetPassword } from './reset-password.ts'
import { mayTellSupport } from './settings-passwords.ts'
import { networkStateOf } from './settle-network.ts'

async function own(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, csrf, once, at, body } = request
  const { schoolId, personId } = requirePerson(actor)
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => {
    const account = await ownAccount(tx, schoolId, personId)
    if (!account) return undefined
    return {
      account,
      state: await networkStateOf(tx, schoolId, personId, now),
      password: await passwordOf(tx, schoolId, account.id),
      rule: await ruleFor(tx, schoolId, account, now),
      mayTellSupport: await readSetting(tx, schoolId, mayTellSupport),
    }
  })
  const title = 'My network logon'
  if (view === undefined) return page({ title, body: noLogonPage() })
  const drawn = { csrf, once, at, values: typedValues(body), errors }
  return page({ title, errors, body: ownPage(view, drawn) })
}

function choose(request: WebRequest): Promise<Answer> {
  const { context, actor, body, at } = request
  return answerForm({
    schema: choosePasswordForm,
    sent: body,
    save: async (form) => {
      await choosePassword(context, actor, form)
      return redirect(at('/my-logon'))
    },
    again: ({ '': whole, ...errors }) => own(request, whole === undefined ? errors : { password: whole }),
  })
}

async function compromised({ context, actor, at }: WebRequest): Promise<Answer> {
  const { schoolId, personId } = requirePerson(actor)
  const account = await reading(context, actor, (tx) => ownAccount(tx, schoolId, personId))
  if (account) await reportCompromise(context, actor, account.id)
  return redirect(at('/my-logon'))
}

function disclosed(request: WebRequest): Promise<Answer> {
  const { context, actor, body, at } = request
  return answerForm({
    schema: disclosureForm,
    sent: body,
    save: async (form) => {
      await recordDisclosure(context, actor, form)
      return redirect(at('/my-logon'))
    },
    again: (errors) => own(request, errors),
  })
}

async function reset({ context, actor, params, at }: WebRequest): Promise<Answer> {
  const id = idIn({ params })
  const { account, rule, madeUp } = await resetPassword(context, actor, id)
  const { personId } = account
  const whose =
    personId === null
      ? account.logonName
      : fullName(await reading(context, actor, (tx) => findPerson(tx, actor.schoolId, personId)))
  const back = at(personId === null ? `/accounts/${id}` : `/people/${personId}/network`)
  return page({
    title: 'New password',
    body: slipPage({ account, rule, madeUp: madeUp.reveal(), whose, back }),
  })
}

async function report({ context, actor, params, at }: WebRequest): Promise<Answer> {
  const id = idIn({ params })
  await reportCompromise(context, actor, id)
  return redirect(at(`/accounts/${id}`))
}

async function advice({ context, actor }: WebRequest): Promise<Page> {
  const rules = await reading(context, actor, async (tx) => ({
    adult: await ruleOfGroup(tx, actor.schoolId, 'adult'),
    pupil: await ruleOfGroup(tx, actor.schoolId, 'pupil'),
  }))
  return page({ title: 'Keep your password to yourself', body: advicePage(rules) })
}

const owns = 'accounts.own'

export const passwordRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/my-logon',
    may: owns,
    does: 'Shows one’s own logon',
    answer: (request) => own(request),
  },
  {
    method: 'POST',
    path: '/my-logon/password',
    may: owns,
    does: 'Saves the password that a holder chose',
    answer: choose,
  },
  {
    method: 'POST',
    path: '/my-logon/compromised',
    may: owns,
    does: 'Stops one’s own logon because somebody may know the password',
    answer: compromised,
  },
  {
    method: 'POST',
    path: '/my-logon/disclosed',
    may: owns,
    does: 'Records that a password was told to ICT support',
    answer: disclosed,
  },
  {
    method: 'POST',
    path: '/accounts/:id/password',
    may: 'accounts.resetPassword',
    does: 'Makes up a new password and shows its slip once',
    answer: reset,
  },
  {
    method: 'POST',
    path: '/accounts/:id/compromised',
    may: 'accounts.keep',
    does: 'Stops a logon because somebody may know the password',
    answer: report,
  },
  {
    method: 'GET',
    path: '/password-advice',
    may: 'signedIn',
    does: 'Says how to keep a password',
    answer: advice,
  },
]

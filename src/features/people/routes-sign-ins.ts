import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { accountsOf, isProviderKind, signInStandings } from '#/platform/sign-in/sign-in.ts'
import { readTableRequest } from '#/platform/web/components/table-request.ts'
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
import {
  disableForm,
  disableSignIn,
  enableSignIn,
  findWithSignIn,
  forgetAccount,
  inviteForm,
  inviteToSignIn,
  looksAfterSignIns,
  makeTemporaryPassword,
  opensRecords,
} from './keep-sign-in.ts'
import { type SignInPage, shownOncePage, signInPage, signInsPage, signInsTable } from './pages-sign-ins.ts'
import { adultsOfTheSchool, fullName } from './person.ts'
import { findPeople, peopleHere } from './store.ts'

const one = '/people/:person/sign-in'

export const signInRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/sign-ins',
    may: 'people.seeSignIns',
    does: 'Lists who has a sign-in',
    answer: list,
  },
  {
    method: 'GET',
    path: one,
    may: 'people.seeSignIns',
    does: 'Shows how a person stands with signing in',
    answer: (request) => show(request, request.typed ? typedValues(request.typed) : {}, {}),
  },
  {
    method: 'POST',
    path: `${one}/disable`,
    may: 'people.seeSignIns',
    stepUp: true,
    does: 'Closes a sign-in and ends its sessions',
    answer: (request) =>
      answerForm({
        schema: disableForm,
        sent: request.body,
        save: async ({ why }) => {
          await disableSignIn(request.context, request.actor, { personId: personOf(request), why })
          return redirect(request.at(`/people/${personOf(request)}/sign-in`))
        },
        again: (errors) => show(request, typedValues(request.body), errors),
      }),
  },
  {
    method: 'POST',
    path: `${one}/enable`,
    may: 'people.seeSignIns',
    stepUp: true,
    does: 'Opens a closed sign-in again',
    answer: async (request) => {
      await enableSignIn(request.context, request.actor, personOf(request))
      return redirect(request.at(`/people/${personOf(request)}/sign-in`))
    },
  },
  {
    method: 'POST',
    path: `${one}/temporary-password`,
    may: 'people.seeSignIns',
    stepUp: true,
    does: 'Makes a password for one sign-in and shows it once',
    answer: temporary,
  },
  {
    method: 'POST',
    path: `${one}/disconnect`,
    may: 'people.seeSignIns',
    stepUp: true,
    does: 'Disconnects somebody’s account at Google or Microsoft from their sign-in',
    answer: async (request) => {
      const { kind } = request.body
      if (!isProviderKind(kind)) throw new NotFound('account')
      await forgetAccount(request.context, request.actor, { personId: personOf(request), kind })
      return redirect(request.at(`/people/${personOf(request)}/sign-in`))
    },
  },
  {
    method: 'POST',
    path: `${one}/invite`,
    may: 'people.seeSignIns',
    stepUp: true,
    does: 'Gives a sign-in name and shows the link to the first password once',
    answer: invite,
  },
]

const personOf = ({ params }: WebRequest): string => idIn({ params }, 'person')

async function list({ context, actor, at, query }: WebRequest): Promise<Page> {
  const { schoolId } = actor
  const lines = await reading(context, actor, async (tx) => {
    const standings = await signInStandings(tx, schoolId)
    const signIns = new Map(standings.map((signIn) => [signIn.personId, signIn]))
    const adults = await peopleHere(tx, schoolId, adultsOfTheSchool, londonDate(context.clock()))
    const others = [...signIns.keys()].filter((id) => !adults.some((adult) => adult.id === id))
    const people = [...adults, ...(await findPeople(tx, schoolId, others))]
    return people.map((person) => ({ person, signIn: signIns.get(person.id) ?? null }))
  })
  const body = signInsPage(lines, readTableRequest(query, signInsTable), at)
  return page({ title: 'Sign-ins', section: '/sign-ins', body, wide: true })
}

async function show(request: WebRequest, values: SignInPage['values'], errors: FieldErrors): Promise<Page> {
  const { context, actor, csrf, once, opens, at } = request
  const shown = await reading(context, actor, async (tx) => {
    const { person, signIn } = await findWithSignIn(context, tx, actor, personOf(request))
    const keeps = await looksAfterSignIns(context, tx, actor)
    const others = keeps && person.id !== requirePerson(actor).personId
    const barred =
      others && !may(context, actor, 'people.agreeDesignation') && (await opensRecords(context, tx, person))
    const resetPath = `/sign-in/reset/${person.id}`
    return {
      person,
      signIn,
      accounts: await accountsOf(tx, actor.schoolId, person.id),
      may: { close: others, letIn: others && !barred },
      whyNot: whyNot({ keeps, others, barred }),
      resetPath: others && opens(resetPath) ? resetPath : null,
    }
  })
  const { person } = shown
  const back = [`/people/${person.id}`, '/sign-ins'].find(opens) ?? null
  const body = signInPage({ ...shown, back, csrf, once, values, errors, at })
  return page({ title: `Sign-in of ${fullName(person)}`, section: '/sign-ins', body, errors })
}

function whyNot({ keeps, others, barred }: Record<'keeps' | 'others' | 'barred', boolean>): string | null {
  if (!keeps) return 'In this school others look after sign-ins: the settings say who.'
  if (!others) return 'This is your own sign-in. Ask a colleague, or use “Your account”.'
  if (!barred) return null
  return 'This person holds a role that opens records. The head, the safeguarding lead or a deputy lets them in; you can close the sign-in.'
}

async function temporary({ context, actor, params, at }: WebRequest): Promise<Answer> {
  const personId = idIn({ params }, 'person')
  const secret = await makeTemporaryPassword(context, actor, personId)
  return shownOnce('Temporary password', {
    sentence:
      'Tell it to the person themselves. It works for one sign-in, and a new password must be chosen then.',
    secret,
    back: at(`/people/${personId}/sign-in`),
  })
}

function invite(request: WebRequest): Promise<Answer> {
  const personId = personOf(request)
  return answerForm({
    schema: inviteForm,
    sent: request.body,
    save: async ({ signInName }) => {
      const path = await inviteToSignIn(request.context, request.actor, { personId, signInName })
      return shownOnce('Link to a first password', {
        sentence:
          'Put the address of this server before it and give it to the person. It works once, for fourteen days: they choose a password, or connect their school account where the school signs in with Google or Microsoft.',
        secret: request.at(path),
        back: request.at(`/people/${personId}/sign-in`),
      })
    },
    again: (errors) => show(request, typedValues(request.body), errors),
  })
}

function shownOnce(title: string, parts: { sentence: string; secret: string; back: string }): Page {
  return page({ title, section: '/sign-ins', body: shownOncePage({ title, ...parts }) })
}

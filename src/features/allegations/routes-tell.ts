import { isId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { adultsOfTheSchool, findPeopleByName, fullName, personKindWords } from '../people/index.ts'
import { type Contact, contactsOf } from '../schools/index.ts'
import { wouldManage } from './choose-decider.ts'
import { accountPage, choosePage, outsidePage, passedOnPage, toldPage, whoPage } from './pages-tell.ts'
import { toldBy } from './record-store.ts'
import { tellConcern, tellConcernForm } from './tell-concern.ts'

const section = '/staff-concerns/new'
const title = 'Concern about an adult'

const numbers = (tx: Tx, schoolId: string): Promise<Contact[]> => contactsOf(tx, schoolId)

const tokens = ({ csrf, at, body }: WebRequest) => ({ csrf, at, values: typedValues(body), errors: {} })

/** Asks for the adult's name. */
export async function who(request: WebRequest): Promise<Page> {
  const { context, actor } = request
  const { personId } = requirePerson(actor)
  const { contacts, told } = await reading(context, actor, async (tx) => ({
    contacts: await numbers(tx, actor.schoolId),
    told: await toldBy(tx, actor.schoolId, personId),
  }))
  const body = whoPage({ ...tokens(request), contacts, tellsAlready: told.length > 0 })
  return page({ title, section, body })
}

/** Offers the adults of that name. Sent by POST, so that no name stands in an address. */
export async function choose(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor } = request
  const name = String(request.body.name ?? '').slice(0, 100)
  const today = londonDate(context.clock())
  const found = await reading(context, actor, (tx) => findPeopleByName(tx, actor.schoolId, name))
  const adults = found
    .filter(({ kind, leftOn }) => adultsOfTheSchool.includes(kind) && (leftOn === null || leftOn >= today))
    .map((person) => ({
      value: person.id,
      text: fullName(person),
      hint: person.jobTitle ?? personKindWords[person.kind],
    }))
  return page({ title, section, errors, body: choosePage({ ...tokens(request), adults, errors }) })
}

/** Asks for the account or, where nobody at the school may read it, shows whom to ring. */
export async function account(request: WebRequest): Promise<Answer> {
  const { adultId, described } = request.body
  const problem: FieldErrors =
    typeof adultId !== 'string' || adultId === ''
      ? { adultId: 'Choose the adult, or choose to describe them' }
      : !isId(adultId) && String(described ?? '').trim() === ''
        ? { described: 'Describe the adult as far as you know' }
        : {}
  if (Object.keys(problem).length > 0) return { ...(await choose(request, problem)), status: 422 }
  return asks(request, {})
}

async function asks(request: WebRequest, errors: FieldErrors): Promise<Page> {
  const { context, actor, body, once } = request
  const adultId = isId(body.adultId) ? body.adultId : null
  const { manager, contacts } = await reading(context, actor, async (tx) => ({
    manager: await wouldManage(tx, { schoolId: actor.schoolId, adultId, at: context.clock() }),
    contacts: await numbers(tx, actor.schoolId),
  }))
  const drawn = { ...tokens(request), errors, once }
  const self = adultId === requirePerson(actor).personId
  return page({
    title,
    section,
    errors,
    body: manager === null ? outsidePage({ ...drawn, contacts }) : accountPage({ ...drawn, manager, self }),
  })
}

/** Sends it. */
export function send(request: WebRequest): Promise<Answer> {
  const { context, actor, at } = request
  return answerForm({
    schema: tellConcernForm,
    sent: withDates(request.body, ['happenedOn']) as WebRequest['body'],
    save: async (form) => {
      await tellConcern(context, actor, form)
      return redirect(at('/staff-concerns/passed-on'))
    },
    again: (errors) => asks(request, errors),
  })
}

/** After it was sent: the same page for everybody, so that it tells nothing. */
export async function passedOn({ context, actor, at }: WebRequest): Promise<Page> {
  const contacts = await reading(context, actor, (tx) => numbers(tx, actor.schoolId))
  return page({ title: 'Passed on', section, body: passedOnPage({ at, contacts }) })
}

/** What the person told us, to themselves. */
export async function told({ context, actor, at }: WebRequest): Promise<Page> {
  const { personId, schoolId } = requirePerson(actor)
  const mine = await reading(context, actor, (tx) => toldBy(tx, schoolId, personId))
  return page({ title: 'What you have told us', section, body: toldPage({ told: mine, at }) })
}

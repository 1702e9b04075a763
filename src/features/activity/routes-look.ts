import { isIP } from 'node:net'
import type * as z from 'zod'
import { dayMs, instantAt } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import type { TypedValues } from '#/platform/web/components/fields.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findPeople, findPeopleByName, fullName } from '../people/index.ts'
import { findConcern } from './concern-store.ts'
import { isOpen, lookAtDay, lookForm, requireNamed } from './look-at-day.ts'
import { findLook, type Look, listLooks } from './look-store.ts'
import { askLookPage, lookPage, looksPage } from './pages-look.ts'
import { openDays } from './settings.ts'
import { groupsOfAdults, isAtOnce, kindOf } from './visit.ts'
import { type DayOf, dayOf, type Whose } from './visit-store.ts'
import { withWhatOpens } from './what-opens.ts'

const section = '/activity'
const looksShown = 200

const askForm = lookForm.extend({ who: said('Write whose day you want to look at', 200) })

/** From a concern, whose day and which are filled in. */
async function start({ context, actor, query }: WebRequest): Promise<TypedValues> {
  const { concern } = query
  if (concern === undefined) return {}
  return reading(context, actor, async (tx) => {
    const { personId, address, day } = await findConcern(tx, actor, concern)
    const [person] = personId === null ? [] : await findPeople(tx, actor.schoolId, [personId])
    const [year, month, date] = day.split('-')
    return {
      who: person ? fullName(person) : address,
      'day-year': year,
      'day-month': month,
      'day-day': date,
    }
  })
}

async function drawAsk(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  await reading(context, actor, (tx) => requireNamed(tx, requirePerson(actor)))
  return page({
    title: 'Look at one day',
    section,
    errors: state.errors,
    body: askLookPage({ ...request, ...state }),
  })
}

async function save(request: WebRequest, form: z.infer<typeof askForm>): Promise<Answer> {
  const { context, actor, at } = request
  const whose = await reading(context, actor, (tx) => whoseDay(tx, actor.schoolId, form.who))
  const id = await lookAtDay(context, actor, { ...form, whose })
  return redirect(at(`/activity/looks/${id}`))
}

/** An address, or one child by their whole name. Refuses a name that nobody has, or more than one. */
async function whoseDay(tx: Tx, schoolId: string, who: string): Promise<Whose> {
  if (isIP(who) !== 0) return { address: who }
  const found = await findPeopleByName(tx, schoolId, who, 2)
  const [person] = found
  if (!person)
    throw new Refused(
      'Nobody of that name is at the school. Write the whole name, or the address of a device.',
    )
  if (found.length > 1) throw new Refused('More than one person has a name like that. Write the whole name.')
  return { personId: person.id }
}

async function one(request: WebRequest): Promise<Answer> {
  const { context, actor, params, query } = request
  const { schoolId } = actor
  const beforeMs = Date.parse(query.before ?? '')
  const before = Number.isNaN(beforeMs) ? {} : { before: new Date(beforeMs) }
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => {
    const look = await findLook(tx, schoolId, params.id ?? '')
    const { personId } = requirePerson(actor)
    // Whoever may not read who looked reads their own looks, and no others.
    if (look.byId !== personId && !may(context, actor, 'activity.readLooks')) throw new NotFound('look')
    const isShown = isOpen(look, personId, now)
    // A day is kept until it is over as a whole, so the first instant of it counts.
    const open =
      instantAt(look.day, '00:00').getTime() >=
      now.getTime() - (await readSetting(tx, schoolId, openDays)) * dayMs
    const asked = { whose: look.whose, day: look.day, open, notOf: groupsOfAdults, ...before }
    const day = isShown ? await dayOf(tx, schoolId, asked) : null
    return { look, day, onlyBlocked: !open, ...(await namesOf(tx, schoolId, [look]))(look) }
  })
  const about = { kind: 'activityLook', id: view.look.id }
  await recordReads(context, actor, [
    { did: view.day === null ? 'activity.lookRead' : 'activity.dayRead', about },
  ])
  const day =
    view.day && (may(context, actor, 'activity.readConcerns') ? view.day : withoutConcerns(view.day))
  return page({
    title: 'A look at one day',
    section,
    wide: true,
    body: lookPage({ ...view, day }, await withWhatOpens(request)),
  })
}

/** What is a task of the safeguarding lead is for those who have it. */
const withoutConcerns = ({ visits, hasMore }: DayOf): DayOf => ({
  visits: visits.filter((visit) => visit.allowed || !isAtOnce(kindOf(visit))),
  hasMore,
})

async function all(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const lines = await reading(context, actor, async (tx) => {
    const looks = await listLooks(tx, actor.schoolId, looksShown)
    const nameOf = await namesOf(tx, actor.schoolId, looks)
    return looks.map((look) => ({ look, ...nameOf(look) }))
  })
  await recordReads(context, actor, [
    { did: 'activity.looksListed', detail: { ids: lines.map(({ look }) => look.id) } },
  ])
  return page({
    title: 'Who looked at whose day',
    section,
    wide: true,
    body: looksPage(lines, await withWhatOpens(request)),
  })
}

async function namesOf(tx: Tx, schoolId: string, looks: readonly Look[]) {
  const ids = looks.flatMap(({ whose, byId }) => ('personId' in whose ? [whose.personId, byId] : [byId]))
  const people = await findPeople(tx, schoolId, [...new Set(ids)])
  const names = new Map(people.map((person) => [person.id, fullName(person)]))
  const nameOf = (id: string): string => names.get(id) ?? 'Somebody who has left'
  return ({ whose, byId }: Look) => ({
    whose: 'personId' in whose ? nameOf(whose.personId) : `The device ${whose.address}`,
    by: nameOf(byId),
  })
}

export const lookRoutes: readonly Route[] = [
  ...formRoutes({
    path: '/activity/look',
    may: 'activity.look',
    does: 'looks at one child’s or device’s day',
    stepUp: true,
    schema: askForm,
    dates: ['day'],
    start,
    draw: drawAsk,
    save,
  }),
  {
    method: 'GET',
    path: '/activity/looks',
    may: 'activity.readLooks',
    does: 'lists who looked at whose day',
    answer: all,
  },
  {
    method: 'GET',
    path: '/activity/looks/:id',
    may: 'activity.look',
    does: 'shows a look at one day',
    answer: one,
  },
]

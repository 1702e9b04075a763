import type * as z from 'zod'
import { dayMs, instantAt } from '#/kernel/london-time.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { type Context, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { openRequest } from '#/platform/two-person/two-person.ts'
import type { TypedValues } from '#/platform/web/components/fields.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findPeople, fullName, namesOf } from '../people/index.ts'
import { openAdultsDayAction } from './ask-about-adult.ts'
import { findConcern } from './concern-store.ts'
import { isOpen, type Look } from './look.ts'
import { lookAtDay, requireNamed } from './look-at-day.ts'
import { findLook, listLooks, shows } from './look-store.ts'
import { askLookPage, type LookView, lookPage, looksPage } from './pages-look.ts'
import { openDays } from './settings.ts'
import { groupsOfAdults, isAtOnce, kindOf } from './visit.ts'
import { type DayOf, dayOf } from './visit-store.ts'
import { withWhatOpens } from './what-opens.ts'
import { askForm, whoseDay } from './whose-day.ts'

const section = '/activity'
const looksShown = 200

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
  const whose = await reading(context, actor, (tx) =>
    whoseDay(tx, actor.schoolId, form.who, (kind) => kind === 'pupil'),
  )
  const id = await lookAtDay(context, actor, { ...form, whose })
  return redirect(at(`/activity/looks/${id}`))
}

async function one(request: WebRequest): Promise<Answer> {
  const { context, actor, params, query } = request
  const { schoolId } = actor
  const skip = /^\d{1,7}$/.test(query.skip ?? '') ? Number(query.skip) : 0
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => {
    const person = requirePerson(actor)
    const look = await findLook(tx, actor, idIn({ params }))
    // A day is kept until it is over as a whole, so the first instant of it counts.
    const open =
      instantAt(look.day, '00:00').getTime() >=
      now.getTime() - (await readSetting(tx, schoolId, openDays)) * dayMs
    const asked = {
      ...{ whose: look.whose, day: look.day, open, skip },
      // At a device that nobody answers for, what adults did is not shown.
      notOf: look.adult ? [] : groupsOfAdults,
      shownBy: shows(schoolId, look, person.personId, now),
    }
    const day = isOpen(look, person.personId, now) ? await dayOf(tx, schoolId, asked) : null
    const opens = await whatOpens(context, tx, person, look)
    return { look, day, opens, skip, onlyBlocked: !open, ...(await whoIsIn(tx, schoolId, [look]))(look) }
  })
  const about = { kind: 'activityLook', id: view.look.id }
  await recordReads(context, actor, [
    { did: view.day === null ? 'activity.lookRead' : 'activity.dayRead', about },
  ])
  const day = view.day && (readsConcerns(request, view.look) ? view.day : withoutConcerns(view.day))
  return page({
    title: 'A look at one day',
    section,
    wide: true,
    body: lookPage({ ...view, day }, { ...request, ...(await withWhatOpens(request)) }),
  })
}

/** What has to happen before an adult's day opens, to whoever asked for it. */
async function whatOpens(
  context: Context,
  tx: Tx,
  person: PersonActor,
  { id, adult, byId, opening }: Look,
): Promise<LookView['opens']> {
  if (!adult || opening !== null || byId !== person.personId) return null
  return (await openRequest(context, tx, person, openAdultsDayAction, id)) ?? 'nobodyAgreed'
}

/** Of adults the head has such tasks, and the chair; of children the safeguarding leads. */
function readsConcerns({ context, actor }: WebRequest, { adult }: Look): boolean {
  const { roles } = requirePerson(actor)
  return adult
    ? roles.has('head') || roles.has('chairOfGovernors')
    : may(context, actor, 'activity.readConcerns')
}

/** What is a task of the safeguarding lead is for those who have it. */
const withoutConcerns = ({ visits, hasMore }: DayOf): DayOf => ({
  visits: visits.filter((visit) => visit.allowed || !isAtOnce(kindOf(visit))),
  hasMore,
})

async function all(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const lines = await reading(context, actor, async (tx) => {
    const looks = await listLooks(tx, actor, looksShown)
    const nameOf = await whoIsIn(tx, actor.schoolId, looks)
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

async function whoIsIn(tx: Tx, schoolId: string, looks: readonly Look[]) {
  const ids = looks.flatMap(({ whose, byId, opening }) => [
    byId,
    ...('personId' in whose ? [whose.personId] : []),
    ...(opening === null ? [] : [opening.withId]),
  ])
  const names = await namesOf(tx, schoolId, ids)
  const nameOf = (id: string): string => names.get(id) ?? 'Somebody who has left'
  return ({ whose, byId, opening }: Look) => ({
    whose: 'personId' in whose ? nameOf(whose.personId) : `The device ${whose.address}`,
    by: opening === null ? nameOf(byId) : `${nameOf(byId)} and ${nameOf(opening.withId)}`,
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
    may: 'activity.readLook',
    does: 'shows a look at one day',
    answer: one,
  },
]

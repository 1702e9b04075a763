import type * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { roleWords } from '../people/index.ts'
import { askAboutAdult, asksAboutAdults } from './ask-about-adult.ts'
import { openAdultsDay } from './open-adults-day.ts'
import { askAdultPage } from './pages-look.ts'
import { withHead } from './settings.ts'
import { withWhatOpens } from './what-opens.ts'
import { askForm, whoseDay } from './whose-day.ts'

const section = '/activity'

async function drawAskAdult(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const view = await reading(context, actor, async (tx) => ({
    withHead: (await readSetting(tx, actor.schoolId, withHead)).map(roleWords),
    mayAsk: await asksAboutAdults(tx, requirePerson(actor)),
  }))
  return page({
    title: 'Look at an adult’s day',
    section,
    errors: state.errors,
    body: askAdultPage(view, { ...(await withWhatOpens(request)), ...state }),
  })
}

async function saveAskAdult(request: WebRequest, form: z.infer<typeof askForm>): Promise<Answer> {
  const { context, actor, at } = request
  const whose = await reading(context, actor, (tx) =>
    whoseDay(tx, actor.schoolId, form.who, (kind) => kind !== 'pupil'),
  )
  if (!('personId' in whose)) throw new Refused('Write the whole name of the adult, not an address.')
  const id = await askAboutAdult(context, actor, { ...form, personId: whose.personId })
  return redirect(at(`/activity/looks/${id}`))
}

async function open({ context, actor, params, at }: WebRequest): Promise<Answer> {
  await openAdultsDay(context, actor, idIn({ params }))
  return redirect(at(`/activity/looks/${params.id}`))
}

export const adultRoutes: readonly Route[] = [
  ...formRoutes({
    path: '/activity/adult',
    may: 'activity.askAboutAdult',
    does: 'asks a second person to open one day of an adult',
    stepUp: true,
    schema: askForm,
    dates: ['day'],
    draw: drawAskAdult,
    save: saveAskAdult,
  }),
  {
    method: 'POST',
    path: '/activity/looks/:id/open',
    may: 'activity.askAboutAdult',
    does: 'opens one day of an adult, once a second person has agreed',
    stepUp: true,
    answer: open,
  },
]

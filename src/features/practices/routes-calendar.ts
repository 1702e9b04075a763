// Answers for the calendar and for one practice of it.

import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { findSchool } from '../schools/index.ts'
import { adoptPractices } from './adopt-practices.ts'
import { arrangeForm, arrangePractice } from './arrange-practice.ts'
import { practiceOf, practicesFor } from './catalogue.ts'
import { calendarPage } from './pages.ts'
import { arrangePage, practicePage } from './pages-practice.ts'
import { isForActor } from './permissions.ts'
import { type Practice, stateOn } from './practice.ts'
import { arrangementsOf, attestationsOf, findArrangement, newestAttestations } from './store.ts'

const section = '/practices'

/** The practice that the address names. */
export function practiceIn({ params }: WebRequest): Practice {
  const practice = practiceOf(params.practice ?? '')
  if (!practice) throw new NotFound('practice')
  return practice
}

/** Every practice that the school’s policy asks for, and when each is due. */
export async function showCalendar(request: WebRequest): Promise<Answer> {
  const { context, actor, at, csrf, once } = request
  const lines = await reading(context, actor, (tx) =>
    calendarOf(tx, actor.schoolId, londonDate(context.clock())),
  )
  const mayArrange = may(context, actor, 'practices.arrange')
  const body = calendarPage({ lines, mayArrange, at, csrf, once })
  return page({ title: 'Practices', section, wide: true, body })
}

/** What the policy asks for, and what is in the calendar besides. */
async function calendarOf(tx: Tx, schoolId: string, today: string) {
  const { policyCode } = await findSchool(tx, schoolId)
  const arranged = new Map((await arrangementsOf(tx, schoolId)).map((one) => [one.practice, one]))
  const newest = await newestAttestations(tx, schoolId)
  const wanted = new Set(practicesFor(policyCode).map(({ key }) => key))
  const shown = practicesFor(null).filter(({ key }) => wanted.has(key) || arranged.has(key))
  return shown.map((practice) => {
    const arrangement = arranged.get(practice.key)
    const last = arrangement && newest.get(arrangement.id)
    return { practice, arrangement, last, state: stateOn(today, arrangement, last) }
  })
}

/** Puts what the policy asks for into the calendar; what stands there stays. */
export async function adopt({ context, actor, at }: WebRequest): Promise<Answer> {
  await adoptPractices(context, actor)
  return redirect(at('/practices'))
}

/** One practice and what people saw. Only whoever looks at it is asked to say so. */
export async function showPractice(request: WebRequest): Promise<Answer> {
  const { context, actor, at } = request
  const practice = practiceIn(request)
  const read = await reading(context, actor, async (tx) => {
    const arrangement = await findArrangement(tx, actor.schoolId, practice.key)
    const attestations = arrangement ? await attestationsOf(tx, actor.schoolId, arrangement.id) : []
    return {
      arrangement,
      attestations,
      names: await namesOf(
        tx,
        actor.schoolId,
        attestations.map(({ attestedBy }) => attestedBy),
      ),
    }
  })
  const [last] = read.attestations
  const state = stateOn(londonDate(context.clock()), read.arrangement, last)
  const mayArrange = may(context, actor, 'practices.arrange')
  const mayAttest = read.arrangement !== undefined && isForActor(actor, read.arrangement)
  const body = practicePage({ ...read, practice, last, state, mayAttest, mayArrange, at })
  return page({ title: practice.title, section, body })
}

/** Not found before the practice is in the calendar. */
export async function openArrange(request: WebRequest): Promise<Answer> {
  const { key } = practiceIn(request)
  const { context, actor } = request
  const arrangement = await reading(context, actor, (tx) => findArrangement(tx, actor.schoolId, key))
  if (!arrangement) throw new NotFound('practice')
  const { role, every } = arrangement
  return drawArrange(request, request.typed ? typedValues(request.typed) : { role, every }, {})
}

/** Saves who looks and how often; wrong fields show the form again. */
export function arrange(request: WebRequest): Promise<Answer> {
  const { key } = practiceIn(request)
  return answerForm({
    schema: arrangeForm,
    sent: request.body,
    save: async (form) => {
      await arrangePractice(request.context, request.actor, key, form)
      return redirect(request.at(`/practices/${key}`))
    },
    again: (errors) => drawArrange(request, typedValues(request.body), errors),
  })
}

async function drawArrange(
  request: WebRequest,
  typed: Readonly<Record<string, string>>,
  errors: FieldErrors,
): Promise<Page> {
  const { at, csrf, once } = request
  const body = arrangePage({ practice: practiceIn(request), at, csrf, once, typed, errors })
  return page({ title: 'Who looks, and how often', section, body })
}

import { dayMs, londonDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TypedValues } from '#/platform/web/components/fields.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import {
  addCover,
  coverForm,
  coverGaps,
  coversBetween,
  findPeople,
  onDutyNow,
  vacantPosts,
  whoCanCover,
  withdrawCover,
} from '../people/index.ts'
import { type DutyState, dutyPage } from './pages-duty.ts'
import { coverAheadMs } from './watch-duty.ts'

export const dutyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/duty',
    may: 'people.seeDuty',
    does: 'Who is on duty now, and when school is out',
    answer: (request) => drawDuty(request, request.typed ? typedValues(request.typed) : {}, {}),
  },
  {
    method: 'POST',
    path: '/duty/cover',
    may: 'people.editCover',
    does: 'Adds cover',
    answer: (request) => {
      const sent = withDates(request.body, ['startsOn', 'endsOn'])
      return answerForm({
        schema: coverForm,
        sent: sent as WebRequest['body'],
        save: async (form) => {
          await addCover(request.context, request.actor, form)
          return redirect(request.at('/duty'))
        },
        again: (errors) => drawDuty(request, typedValues(request.body), errors),
      })
    },
  },
  {
    method: 'POST',
    path: '/duty/cover/:cover/withdraw',
    may: 'people.editCover',
    does: 'Withdraws cover',
    answer: async ({ context, actor, params, at }) => {
      await withdrawCover(context, actor, idIn({ params }, 'cover'))
      return redirect(at('/duty'))
    },
  },
]

/** Who is on duty now, and what is wrong with it within the time that is looked ahead. */
export async function readDuty(tx: Tx, schoolId: string, now: Date): Promise<DutyState> {
  return {
    onDuty: await onDutyNow(tx, schoolId, now),
    gaps: await coverGaps(tx, schoolId, now, new Date(now.getTime() + coverAheadMs)),
    vacant: await vacantPosts(tx, schoolId, londonDate(now)),
  }
}

const aYearMs = 366 * dayMs

async function drawDuty(request: WebRequest, values: TypedValues, errors: FieldErrors): Promise<Page> {
  const { context, actor, at, csrf, once } = request
  const now = context.clock()
  const body = await reading(context, actor, async (tx) => {
    const { schoolId } = actor
    const state = await readDuty(tx, schoolId, now)
    const dated = await coversBetween(tx, schoolId, { from: now, to: new Date(now.getTime() + aYearMs) })
    const people = await findPeople(
      tx,
      schoolId,
      dated.map(({ personId }) => personId),
    )
    const covers = dated.map((cover) => ({
      ...cover,
      person: people.find(({ id }) => id === cover.personId),
    }))
    const staff = await whoCanCover(tx, schoolId, londonDate(now))
    const edit = may(context, actor, 'people.editCover') ? { staff, csrf, once, values, errors } : null
    return dutyPage({ ...state, covers, edit, at })
  })
  return page({ title: 'Who is on duty', section: '/duty', body, errors })
}

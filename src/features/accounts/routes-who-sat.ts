import * as z from 'zod'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { moment, pastMoment, said } from '#/platform/forms/answers.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  page,
  type Route,
  type Sent,
  type WebRequest,
} from '#/platform/web/route.ts'
import { classesOfSchool } from '../schools/index.ts'
import { askPage } from './pages-who-sat.ts'
import { satAt } from './seating-store.ts'

/** Which navigation item is lit on all pages of the register. */
export const section = '/who-sat-where'

/** What every form of the register is drawn with. */
export const drawnWith = ({ csrf, once, at }: WebRequest, sent: Sent = {}, errors: FieldErrors = {}) => ({
  csrf,
  once,
  at,
  values: typedValues(sent),
  errors,
})

const askForm = z.object({ device: said('Enter the device', 40), ...moment })

function ask(request: WebRequest): Promise<Answer> {
  const { context, actor, body } = request
  const { schoolId } = actor
  const sent = withDates(body, ['on']) as Sent
  const title = 'Who was at a device?'
  return answerForm({
    schema: askForm,
    sent,
    save: async ({ device, ...typed }) => {
      const at = pastMoment(typed, context.clock())
      const found = await reading(context, actor, async (tx) => {
        const names = new Map((await classesOfSchool(tx, schoolId)).map(({ id, name }) => [id, name]))
        const rows = await satAt(tx, schoolId, device, at)
        return rows.map((one) => ({ ...one, className: names.get(one.classId ?? '') ?? null }))
      })
      const did = 'accounts.askedWhoSat' as const
      await recordReads(
        context,
        actor,
        found.length === 0
          ? [{ did, detail: { device } }]
          : found.map(({ seatingId }) => ({
              did,
              about: { kind: 'seating', id: seatingId },
              detail: { device },
            })),
      )
      return page({ title, section, body: askPage({ device, at, found }, drawnWith(request, sent)) })
    },
    again: async (errors) =>
      page({ title, section, errors, body: askPage(null, drawnWith(request, sent, errors)) }),
  })
}

const asks = 'accounts.askWhoSat'

export const whoSatRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/who-sat-where/ask',
    may: asks,
    does: 'Asks who was at a device',
    answer: async (request) =>
      page({ title: 'Who was at a device?', section, body: askPage(null, drawnWith(request)) }),
  },
  { method: 'POST', path: '/who-sat-where/ask', may: asks, does: 'Answers who was at a device', answer: ask },
]

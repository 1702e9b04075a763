import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { mailAgain } from './mail-again.ts'

const may = 'agreements.makeLinks'

async function toOne({ context, actor, params, at }: WebRequest): Promise<Answer> {
  const askId = idIn({ params })
  await mailAgain(context, actor, { askId })
  return redirect(at(`/agreements/asks/${askId}`))
}

async function toRound({ context, actor, params, at }: WebRequest): Promise<Answer> {
  const roundId = idIn({ params })
  await mailAgain(context, actor, { roundId })
  return redirect(at(`/agreements/rounds/${roundId}`))
}

async function toClass(request: WebRequest): Promise<Answer> {
  const { context, actor, at } = request
  const [roundId, classId] = [idIn(request), idIn(request, 'classId')]
  await mailAgain(context, actor, { roundId, classId })
  return redirect(at(`/agreements/rounds/${roundId}/classes/${classId}`))
}

export const mailAgainRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/agreements/asks/:id/mail-again',
    may,
    does: 'Sends a parent’s link again whose e-mail did not go out',
    answer: toOne,
  },
  {
    method: 'POST',
    path: '/agreements/rounds/:id/mail-again',
    may,
    does: 'Sends the links of a round again whose e-mails did not go out',
    answer: toRound,
  },
  {
    method: 'POST',
    path: '/agreements/rounds/:id/classes/:classId/mail-again',
    may,
    does: 'Sends the links of a class again whose e-mails did not go out',
    answer: toClass,
  },
]

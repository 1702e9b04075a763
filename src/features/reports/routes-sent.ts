// After a report is sent: the code, once, and whom one can ring without us.

import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Answer, type Page, page, redirect, type WebRequest } from '#/platform/web/route.ts'
import { SentBefore } from '#/platform/web/sent-once.ts'
import { contactOf } from '../schools/index.ts'
import { type Outside, sentPage } from './pages-after.ts'
import { type ReceiveReport, receiveReport, replyCodeOf } from './receive-report.ts'
import { inTurn } from './routes-wait.ts'

/** Sends the report, in its turn. Whoever is known goes to what they wrote; everybody else sees their code, once. */
export function send(
  request: WebRequest,
  build: (tx: Tx) => Promise<ReceiveReport>,
  forChild: boolean,
): Promise<Answer> {
  return inTurn(request, 'send', () => receive(request, build, forChild))
}

async function receive(
  request: WebRequest,
  build: (tx: Tx) => Promise<ReceiveReport>,
  forChild: boolean,
): Promise<Answer> {
  const { context, actor } = request
  const built = await reading(context, actor, build)
  try {
    const done = await receiveReport(context, actor, built)
    if (actor.kind === 'person' && done.outside === null)
      return redirect(request.at(`/my-reports/${done.reportId}`))
    return await sent(request, { ...done, danger: built.danger, forChild })
  } catch (error) {
    // A form that was sent twice shows what the first sending showed: the same code.
    if (!(error instanceof SentBefore) || actor.kind === 'person') throw error
    const { shown } = await reading(context, actor, (tx) => replyCodeOf(context, tx, actor.schoolId))
    return sent(request, {
      replyCode: shown,
      aboutAdult: built.saysAdult,
      danger: built.danger,
      outside: null,
      forChild,
    })
  }
}

async function sent(
  request: WebRequest,
  done: {
    replyCode: string | null
    aboutAdult: boolean
    danger: boolean
    outside: 'lado' | null
    forChild: boolean
  },
): Promise<Page> {
  return page({
    title: 'Thank you',
    look: done.forChild ? 'pupil' : 'public',
    leaveQuickly: true,
    body: sentPage({
      replyCode: done.replyCode,
      passedOn: done.aboutAdult,
      danger: done.danger,
      nobodyHere: done.outside === 'lado',
      outside: await outsideOf(request),
      replyHref: request.at('/report/reply'),
      doneHref: request.at(done.forChild ? '/report/child' : '/report'),
      forChild: done.forChild,
    }),
  })
}

/** Whom anybody can ring without us. */
export function outsideOf({ context, actor }: WebRequest): Promise<Outside> {
  return reading(context, actor, async (tx) => {
    const roles = ['police', 'lado', 'socialCare', 'outOfHoursSocialCare'] as const
    const words = {
      police: 'Police, if it is no emergency',
      lado: 'The local authority’s LADO, about an adult who works with children',
      socialCare: 'Children’s social care',
      outOfHoursSocialCare: 'Children’s social care at night and at weekends',
    }
    const found = await Promise.all(roles.map((role) => contactOf(tx, actor.schoolId, role)))
    return roles.map((role, index) => ({
      words: words[role],
      phone: found[index]?.phone ?? (role === 'police' ? '101' : null),
    }))
  })
}

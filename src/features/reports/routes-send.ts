import { may } from '#/platform/access/access.ts'
// What everybody sees who has something to tell: where to start, three forms, and the page after sending.

import type * as z from 'zod'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { readForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  type WebRequest,
} from '#/platform/web/route.ts'
import { publicForm, publicReport, staffForm, staffReport } from './adult-form.ts'
import { type Namesakes, namesakesIn, settle } from './namesakes.ts'
import { publicPage, staffPage } from './pages-adult.ts'
import { startPage } from './pages-start.ts'
import type { ReceiveReport } from './receive-report.ts'
import type { Channel } from './report.ts'
import { childRoutes } from './routes-child.ts'
import { send } from './routes-sent.ts'
import { whenRead } from './settings.ts'

export const sendRoutes: readonly Route[] = [
  { method: 'GET', path: '/report', may: 'anybody', does: 'shows where to start telling', answer: start },
  ...childRoutes,
  {
    method: 'GET',
    path: '/report/staff',
    may: 'reports.sendAsStaff',
    does: 'shows the form for staff',
    answer: staffAgain,
  },
  {
    method: 'POST',
    path: '/report/staff',
    may: 'reports.sendAsStaff',
    does: 'takes a report from staff',
    answer: staff,
  },
  {
    method: 'GET',
    path: '/report/other',
    may: 'anybody',
    does: 'shows the form for parents and others',
    answer: other,
  },
  {
    method: 'POST',
    path: '/report/other',
    may: 'anybody',
    does: 'takes a report from anybody',
    answer: otherSent,
  },
]

async function start(request: WebRequest): Promise<Answer> {
  const words = await readWords(request)
  const { context, actor, school, at } = request
  const offersStaffForm = actor.kind !== 'person' || may(context, actor, 'reports.sendAsStaff')
  return page({
    title: 'Tell us about something online',
    look: 'public',
    leaveQuickly: true,
    body: startPage({ schoolName: school.name, whenRead: words, at, offersStaffForm }),
  })
}

async function staffAgain(
  request: WebRequest,
  errors: FieldErrors = {},
  namesakes: readonly Namesakes[] = [],
): Promise<Page> {
  return page({
    title: 'Report something',
    section: '/report/staff',
    ...(Object.keys(errors).length > 0 ? { errors } : {}),
    body: staffPage({
      action: request.at('/report/staff'),
      csrf: request.csrf,
      once: request.once,
      values: request.body,
      errors,
      namesakes,
    }),
  })
}

/** A name that two people have is asked about before anything is sent. */
async function staff(request: WebRequest): Promise<Answer> {
  const { context, actor, school } = request
  const at = context.clock()
  const read = readForm(staffForm, withDates(request.body, ['happenedOn']) as WebRequest['body'])
  if (!read.ok) return { ...(await staffAgain(request, read.errors)), status: 422 }
  const namesakes = await reading(context, actor, (tx) => namesakesIn(tx, school.id, read.form, at))
  const { settled, errors } = settle(namesakes, request.body)
  if (Object.keys(errors).length > 0)
    return { ...(await staffAgain(request, errors, namesakes)), status: 422 }
  return send(request, (tx) => staffReport(tx, school.id, read.form, at, settled), false)
}

async function other(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  return page({
    title: 'Tell us about something online',
    look: 'public',
    leaveQuickly: true,
    ...(Object.keys(errors).length > 0 ? { errors } : {}),
    body: publicPage({
      action: request.at('/report/other'),
      csrf: request.csrf,
      once: request.once,
      values: typedValues(request.body),
      errors,
      whenRead: await readWords(request),
      signedIn: request.actor.kind === 'person',
    }),
  })
}

function otherSent(request: WebRequest): Promise<Answer> {
  return sendForm(
    request,
    publicForm,
    request.body,
    (errors) => other(request, errors),
    (tx, typed) =>
      publicReport(
        tx,
        request.school.id,
        channelOf(request, typed.contact.reveal()),
        typed,
        request.context.clock(),
      ),
  )
}

function channelOf({ actor }: WebRequest, contact: string): Channel {
  if (actor.kind === 'person') return actor.roles.has('guardian') ? 'parent' : 'public'
  return contact === '' ? 'anonymous' : 'public'
}

async function sendForm<T>(
  request: WebRequest,
  schema: z.ZodType<T>,
  sent: Readonly<Record<string, unknown>>,
  again: (errors: FieldErrors) => Promise<Page>,
  build: (tx: Tx, typed: T) => Promise<ReceiveReport>,
): Promise<Answer> {
  const read = readForm(schema, sent as WebRequest['body'])
  if (!read.ok) return { ...(await again(read.errors)), status: 422 }
  return send(request, (tx) => build(tx, read.form), false)
}

function readWords({ context, actor }: WebRequest): Promise<string> {
  return reading(context, actor, (tx) => readSetting(tx, actor.schoolId, whenRead))
}

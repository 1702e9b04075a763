import { toString as drawQr } from 'qrcode'
import { NotFound } from '#/kernel/refusal.ts'
import { requirePerson } from '../access/access.ts'
import { reading } from '../context.ts'
import { idIn } from '../web/path-params.ts'
import { answerForm, typedValues } from '../web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  type Route,
  redirect,
  type WebRequest,
} from '../web/route.ts'
import {
  classOfLink,
  closeClassSession,
  joinClassSession,
  openClassSession,
  openClassSessionForm,
  openClassSessions,
} from './class-session.ts'
import { setCookie } from './cookies.ts'
import { classSessionsPage, joinByLinkPage, joinClassPage } from './pages-class.ts'
import type { Parts } from './parts.ts'

/** Opening, joining and ending class sessions. */
export function classRoutes(parts: Parts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/class-session',
      may: 'signIn.openClassSession',
      does: 'shows an adult their class sessions and what to put on the board',
      answer: (request) => showSessions(parts, request, {}),
    },
    {
      method: 'POST',
      path: '/class-session',
      may: 'signIn.openClassSession',
      does: 'opens a class session',
      answer: (request) => openOne(parts, request),
    },
    {
      method: 'POST',
      path: '/class-session/:id/end',
      may: 'signIn.openClassSession',
      does: 'ends a class session on every device',
      answer: endOne,
    },
    {
      method: 'GET',
      path: '/class-session/join',
      may: 'anybody',
      does: 'asks for the words on the board',
      answer: async (request) => joinClassPage(request, {}),
    },
    {
      method: 'POST',
      path: '/class-session/join',
      may: 'anybody',
      does: 'joins a device to a class session by its words',
      answer: (request) => joinByWords(parts, request),
    },
    {
      method: 'GET',
      path: '/class-session/join/:link',
      may: 'anybody',
      does: 'shows the class behind a picture code, and a button',
      answer: (request) => showLink(parts, request),
    },
    {
      method: 'POST',
      path: '/class-session/join/:link',
      may: 'anybody',
      does: 'joins a device to a class session by its picture code',
      answer: (request) => joinByLink(parts, request),
    },
  ]
}

async function showSessions(parts: Parts, request: WebRequest, errors: FieldErrors): Promise<Page> {
  const actor = requirePerson(request.actor)
  const sessions = await openClassSessions(parts, request.context, actor)
  const classes = await reading(request.context, actor, (tx) =>
    parts.classes.classesOf(tx, actor.schoolId, actor.personId),
  )
  const opened = await Promise.all(
    sessions.map(async (session) => ({
      ...session,
      qrSvg: await drawQr(`${parts.publicUrl}${request.at(session.path)}`, { type: 'svg', margin: 2 }),
    })),
  )
  return classSessionsPage(request, { opened, classes, values: typedValues(request.body), errors })
}

function openOne(parts: Parts, request: WebRequest): Promise<Answer> {
  return answerForm({
    schema: openClassSessionForm,
    sent: request.body,
    save: async (chosen) => {
      const { address } = request.client
      await openClassSession(parts, request.context, request.actor, { ...chosen, address })
      return redirect(request.at('/class-session'))
    },
    again: (errors) => showSessions(parts, request, errors),
  })
}

async function endOne(request: WebRequest): Promise<Answer> {
  await closeClassSession(request.context, request.actor, idIn(request))
  return redirect(request.at('/class-session'))
}

async function joinByWords(parts: Parts, request: WebRequest): Promise<Answer> {
  const words = typeof request.body.words === 'string' ? request.body.words.slice(0, 100) : ''
  const { address } = request.client
  const token = await joinClassSession(parts, request.context, request.school.id, { words, address })
  if (token === null) {
    const errors = {
      words: 'No class is open with these words. Look at the board again, or ask your teacher.',
    }
    return joinClassPage(request, { words, errors })
  }
  return joined(parts, request, token)
}

async function showLink(parts: Parts, request: WebRequest): Promise<Answer> {
  const link = (request.params.link ?? '').slice(0, 100)
  const className = await classOfLink(parts, request.context, request.school.id, link)
  if (className === undefined) throw new NotFound('class session')
  return joinByLinkPage(request, { link, className })
}

async function joinByLink(parts: Parts, request: WebRequest): Promise<Answer> {
  const link = (request.params.link ?? '').slice(0, 100)
  const { address } = request.client
  const token = await joinClassSession(parts, request.context, request.school.id, { link, address })
  if (token === null) throw new NotFound('class session')
  return joined(parts, request, token)
}

function joined(parts: Parts, request: WebRequest, token: string): Answer {
  return {
    kind: 'redirect',
    to: request.at(parts.classes.startPage),
    cookies: [setCookie('session', token, { secure: parts.secure })],
  }
}

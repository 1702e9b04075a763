// The demonstration's own pages. Only this machine reaches them: they let anybody in as anybody (decision X5).

import { NotFound } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, reading } from '#/platform/context.ts'
import { composeNotification } from '#/platform/mail/notification.ts'
import type { SignInParts } from '#/platform/sign-in/sign-in.ts'
import { type Answer, page, type RootRequest, type RootRoute } from '#/platform/web/route.ts'
import { findPeople, fullName } from '../src/features/people/index.ts'
import { allSchoolIds, findSchool } from '../src/features/schools/index.ts'
import { type NoticeLine, newestNotices } from '../src/features/tasks/notice-store.ts'
import { openSession } from './open-session.ts'
import { codesPage, type DemoMail, mailPage, signInsPage } from './pages.ts'
import { demoSchools } from './schools.ts'
import { codeNow, hasSecondFactor, signInsOf } from './sign-ins.ts'

/** Pages that only a demonstration has: sign in as anybody, and read the codes and e-mails that nobody receives. */
export function demoRoutes(parts: SignInParts): readonly RootRoute[] {
  const routes: readonly RootRoute[] = [
    { method: 'GET', path: '/demo', does: 'Lists who can sign in, one click each', answer: listSignIns },
    {
      method: 'POST',
      path: '/demo/sign-in',
      does: 'Signs in as one of them',
      answer: (request) => signInAs(parts, request),
    },
    { method: 'GET', path: '/demo/codes', does: 'Shows what the authenticator apps show', answer: showCodes },
    {
      method: 'GET',
      path: '/demo/mail',
      does: 'Shows the e-mails that went out',
      answer: (request) => showMail(parts, request),
    },
  ]
  return routes.map((route) => ({ ...route, answer: onThisMachine(route.answer) }))
}

function onThisMachine(answer: RootRoute['answer']): RootRoute['answer'] {
  return async (request) => {
    if (!request.fromLoopback) throw new NotFound('page')
    return answer(request)
  }
}

async function listSignIns(): Promise<Answer> {
  const schools = demoSchools.map((school) => ({ school, signIns: signInsOf(school) }))
  return page({ title: 'The demonstration', body: signInsPage(schools) })
}

async function signInAs(parts: SignInParts, { context, body, client }: RootRequest): Promise<Answer> {
  const name = typeof body.name === 'string' ? body.name : ''
  const opened = await openSession(parts, context, { name, userAgent: client.userAgent })
  if (!opened) throw new NotFound('sign-in')
  return { kind: 'redirect', to: `/s/${opened.slug}`, cookies: [opened.cookie] }
}

async function showCodes({ context }: RootRequest): Promise<Answer> {
  const now = context.clock()
  const names = demoSchools.flatMap((school) =>
    signInsOf(school)
      .filter(hasSecondFactor)
      .map(({ name }) => name),
  )
  const codes = await Promise.all(names.map(async (name) => ({ name, code: await codeNow(name, now) })))
  return page({ title: 'Codes', body: codesPage(codes, now), againAfterSeconds: 10 })
}

const mostPerSchool = 20

async function showMail(parts: SignInParts, { context }: RootRequest): Promise<Answer> {
  const mails: DemoMail[] = []
  for (const schoolId of await allSchoolIds(context.db))
    mails.push(...(await mailsOf(parts, context, schoolId)))
  mails.sort((a, b) => b.at.getTime() - a.at.getTime())
  return page({ title: 'E-mails', body: mailPage(mails) })
}

function mailsOf({ publicUrl }: SignInParts, context: Context, schoolId: string): Promise<DemoMail[]> {
  return reading(context, systemActor(schoolId), async (tx) => {
    const school = await findSchool(tx, schoolId)
    const notices = await newestNotices(tx, schoolId, mostPerSchool)
    const people = await findPeople(
      tx,
      schoolId,
      notices.map(({ personId }) => personId),
    )
    const byId = new Map(people.map((person) => [person.id, person]))
    return notices.flatMap((notice) => {
      const person = byId.get(notice.personId)
      if (!person?.email) return []
      const notification = composeNotification({
        schoolName: school.name,
        urgency: ({ now: 'now', soon: 'today', normal: 'soon' } as const)[notice.urgency],
        link: new URL(`/s/${school.slug}/tasks`, publicUrl),
        count: 1,
      })
      const { createdAt: at } = notice
      return [{ at, to: fullName(person), address: person.email, notification, became: becameOf(notice) }]
    })
  })
}

function becameOf({ sentAt, withdrawnAt }: NoticeLine): string {
  if (withdrawnAt) return 'taken back before it was sent: nothing was left to do'
  return sentAt ? 'sent' : 'would be sent now'
}

// A server without a school, and what a browser sends to it on the first visit.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Context } from '#/platform/context.ts'
import { layout } from '#/platform/web/layout.ts'
import { createServer } from '#/platform/web/server.ts'
import { peopleSettings } from '../src/features/people/settings.ts'
import { rootRoutes as schoolRoots } from '../src/features/schools/routes.ts'
import { beginSetUp, enterCode, saveAnswer } from '../src/features/set-up/first-visit.ts'
import { rootRoutes } from '../src/features/set-up/routes.ts'
import { aGround } from './ground.ts'

const nobody = async () => {
  throw new Error('no school is asked for here')
}

/** The server, and `knock`: what a browser on the machine itself does. */
export async function aNewServer(t: TestContext) {
  const ground = await aGround({ settings: peopleSettings })
  const server = createServer({
    context: ground.context,
    routes: [],
    rootRoutes: [...schoolRoots, ...rootRoutes],
    findSchool: nobody,
    identify: nobody,
    askToSignIn: nobody,
    typedBefore: nobody,
    drawPage: async (page) => String(layout(page)),
    drawTrouble: ({ kind, sentence }) => ({
      status: { notFound: 404, notAllowed: 403, refused: 409 }[String(kind)] ?? 500,
      markup: sentence ?? kind,
    }),
    publicUrl: 'http://localhost',
    secure: false,
    trustProxy: false,
  })
  await server.ready()
  t.after(async () => {
    await server.close()
    await ground.close()
  })
  let cookie = ''
  const knock = async (path: string, typed?: Record<string, string | string[]>, from = '127.0.0.1') => {
    const answered = await server.inject({
      method: typed ? 'POST' : 'GET',
      url: path,
      remoteAddress: from,
      headers: {
        cookie,
        'sec-fetch-site': 'same-origin',
        ...(typed ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(typed ? { payload: encoded(typed) } : {}),
    })
    const [set] = [answered.headers['set-cookie']].flat()
    if (set) cookie = set.split(';')[0] ?? ''
    return { status: answered.statusCode, to: answered.headers.location, body: answered.body }
  }
  const forgetCookie = () => {
    cookie = ''
  }
  return { ...ground, knock, forgetCookie }
}

function encoded(typed: Record<string, string | string[]>): string {
  return new URLSearchParams(
    Object.entries(typed).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  ).toString()
}

const person = (givenName: string, familyName: string) => ({
  givenName,
  familyName,
  email: `${familyName.toLowerCase()}@oak-lane.example`,
})

/** An answer to each of the ten questions, as typed. */
export const answers: Record<string, Record<string, string | string[]>> = {
  school: { name: 'Oak Lane Primary School', slug: 'oak-lane', trust: 'Five Trees Trust' },
  phases: { phases: ['earlyYears', 'keyStage1'] },
  head: person('Hana', 'Head'),
  dsl: { same: 'no', ...person('Léna', 'Lead') },
  deputy: person('Dev', 'Deputy'),
  chair: person('Cy', 'Chair'),
  policy: { policy: 'R' },
  terms: {
    name0: 'Autumn',
    'from0-day': '2',
    'from0-month': '9',
    'from0-year': '2026',
    'to0-day': '18',
    'to0-month': '12',
    'to0-year': '2026',
  },
  contacts: {
    police: '101',
    lado: '0121 496 0001',
    socialCare: '0121 496 0002',
    outOfHoursSocialCare: '0121 496 0003',
  },
  email: { email: 'office@oak-lane.example' },
}

/** A set-up whose questions are all answered: the session of the browser that did it. */
export async function answered(
  context: Context,
  all: Record<string, Record<string, string | string[]>> = answers,
): Promise<string> {
  const entered = await enterCode(context, await beginSetUp(context))
  assert.ok('session' in entered)
  const typed = { ...all, terms: { name0: 'Autumn', from0: '2026-09-02', to0: '2026-12-18' } }
  for (const [question, fields] of Object.entries(typed)) {
    await saveAnswer(context, entered.session, { question, typed: fields })
  }
  return entered.session
}

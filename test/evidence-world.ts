// Two staffed schools with evidence in force, and a door that answers as whoever a test says is asking.

import type { TestContext } from 'node:test'
import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { makeSchoolSealKeys } from '#/platform/keys/keys.ts'
import { errorPage } from '#/platform/web/components/whole-pages.ts'
import { layout } from '#/platform/web/layout.ts'
import { createServer } from '#/platform/web/server.ts'
import { evidence } from '../src/features/evidence/feature.ts'
import { type Answer, answerInside } from '../src/features/evidence/index.ts'
import { findIncidentToChange, type Incident, type OpenIncident } from '../src/features/incidents/index.ts'
import { anIncident, incidentOffers } from './an-incident.ts'
import { aPerson } from './ground.ts'
import { type StaffedSchools, staffedSchools } from './staffed-school.ts'

export type EvidenceWorld = StaffedSchools & { halves: { head: string; chair: string } }

/** The schools; the first has a seal key, unless the test says otherwise. */
export async function evidenceWorld(t: TestContext, { sealKey = true } = {}): Promise<EvidenceWorld> {
  const world = await staffedSchools(t, {
    permissions: [...incidentOffers.permissions, evidence.permissions],
    settings: [...incidentOffers.settings, ...(evidence.settings ?? [])],
    heeds: evidence.heeds ?? [],
  })
  const halves = sealKey ? await makeSealKey(world) : { head: '', chair: '' }
  return { ...world, halves }
}

/** Prints the school's seal key. */
export async function makeSealKey({ context, school }: StaffedSchools) {
  const made = await inTransaction(context, systemActor(school.id), (tx) =>
    makeSchoolSealKeys(tx, school.id, context.clock()),
  )
  return { head: made.halfForHead, chair: made.halfForChair }
}

/** An incident with a pupil who was harmed, answered as the test says; unanswered without. */
export async function anAnsweredIncident(
  world: StaffedSchools,
  answer: Answer | null,
  parts: Partial<OpenIncident> = {},
): Promise<Incident & { pupilId: string }> {
  const { context, school } = world
  const pupil = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const people = [{ personId: pupil.personId, part: 'victim' as const }]
  const incident = await anIncident(world, school.people.teacher, { people, ...parts })
  if (answer !== null) {
    const { lead } = school.people
    await inTransaction(context, lead, async (tx) => {
      const held = await findIncidentToChange(tx, lead, incident.id)
      await answerInside(context, tx, lead, held, { answer, why: 'A parent rang.' })
    })
  }
  return { ...incident, pupilId: pupil.personId }
}

/** A file as it comes from a browser. */
export function incoming(bytes: Uint8Array, fileName = 'screenshot.png') {
  return { content: oneByOne(bytes), fileName, declaredType: 'image/png' }
}

async function* oneByOne(bytes: Uint8Array, partBytes = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes)
}

/** Knocks at the pages as an actor. */
export async function openDoor(t: TestContext, world: StaffedSchools) {
  const { context, school, otherSchool } = world
  const csrf = 'a-token-of-this-test'
  let asking: Actor | null = null
  const server = createServer({
    context,
    routes: evidence.routes,
    rootRoutes: [],
    panels: evidence.panels ?? [],
    findSchool: async (slug) =>
      [school, otherSchool]
        .map(({ id }, index) => ({ id, slug: ['alder', 'beech'][index] ?? '', name: 'A school' }))
        .find((one) => one.slug === slug),
    identify: async () => (asking === null ? null : { actor: asking, csrf }),
    askToSignIn: async () => ({ kind: 'redirect', to: '/sign-in' }),
    typedBefore: async () => null,
    drawPage: async (page) => String(layout({ ...page, school: { name: 'A school', href: '/' } })),
    drawTrouble: ({ kind, sentence = '' }, requestId) => {
      const { status, title } = errorPage(kind, { requestId })
      return { status, markup: `${title}: ${sentence}` }
    },
    publicUrl: 'http://localhost',
    secure: false,
    trustProxy: false,
  })
  await server.ready()
  t.after(() => server.close())
  const pathOf = (actor: Actor, path: string) =>
    `/s/${actor.schoolId === school.id ? 'alder' : 'beech'}${path}`
  const sameSite = { 'sec-fetch-site': 'same-origin' }
  return {
    server,
    get: (actor: Actor, path: string) => {
      asking = actor
      return server.inject({ method: 'GET', url: pathOf(actor, path) })
    },
    post: (actor: Actor, path: string, fields: Record<string, string>) => {
      asking = actor
      const payload = new URLSearchParams({ csrf, ...fields }).toString()
      const headers = { ...sameSite, 'content-type': 'application/x-www-form-urlencoded' }
      return server.inject({ method: 'POST', url: pathOf(actor, path), payload, headers })
    },
    /** Sends a form with a file; `cutOff` leaves out its end. */
    upload: (
      actor: Actor,
      path: string,
      fields: Record<string, string>,
      file: { name: string; bytes: Buffer; cutOff?: boolean },
    ) => {
      asking = actor
      const boundary = 'a-boundary'
      const payload = multipart(boundary, { csrf, ...fields }, file)
      const headers = { ...sameSite, 'content-type': `multipart/form-data; boundary=${boundary}` }
      return server.inject({ method: 'POST', url: pathOf(actor, path), payload, headers })
    },
  }
}

function multipart(
  boundary: string,
  fields: Record<string, string>,
  file: { name: string; bytes: Buffer; cutOff?: boolean },
): Buffer {
  const before = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: image/png\r\n\r\n`
  const end = file.cutOff ? '' : `\r\n--${boundary}--\r\n`
  return Buffer.concat([Buffer.from(before.join('') + head), file.bytes, Buffer.from(end)])
}

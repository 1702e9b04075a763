// A school whose technician lets a server, and a script on devices, tell who logged on where, behind the real web server.

import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { readSignedIn } from '#/engines/filter/index.ts'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { layout } from '#/platform/web/layout.ts'
import { createServer } from '#/platform/web/server.ts'
import { insertAccounts } from '../src/features/accounts/store.ts'
import { engineSnapshotPath } from '../src/features/filtering/index.ts'
import { people } from '../src/features/people/feature.ts'
import { portal } from '../src/features/portal/feature.ts'
import { publishSignedIn } from '../src/features/portal/publish-signed-in.ts'
import { toldLogons } from '../src/features/told-logons/feature.ts'
import { makeTeller } from '../src/features/told-logons/keep-teller.ts'
import type { TellerKind } from '../src/features/told-logons/told-logon.ts'
import { type FilteredSchools, filteredSchools } from './a-filtered-school.ts'
import { aFolder, endAfterwards } from './a-folder.ts'
import { lookInto } from './ground.ts'

export type Telling = FilteredSchools & {
  tokens: Readonly<Record<TellerKind, string>>
  /** What tokens open, and a school of this name. */
  address: (slug?: string) => string
  /** What a system sends; the status, and what was said. */
  tell: (what: string, body: unknown, kind?: TellerKind | null) => Promise<{ status: number; text: string }>
  /** What engines are told of each address now. */
  devices: () => Promise<(string | null)[][]>
  /** A file as the script reads it. */
  keyFile: (kind: TellerKind) => Promise<string>
}

/** Pip Pupil logs on as p.pupil, the teacher as t.teacher, the class Holly as holly. */
export async function aTellingSchool(t: TestContext): Promise<Telling> {
  const world = await filteredSchools(t, [people, toldLogons, portal])
  const { context, school, technician, query } = world
  await query(`update schools.school set network_ranges = '{10.1.0.0/16,127.0.0.0/8}' where id = $1`, [
    school.id,
  ])
  await giveLogons(world)
  const tokenOf = async (kind: TellerKind) =>
    (await makeTeller(context, technician, { name: kind, kind })).token.reveal()
  const tokens = { server: await tokenOf('server'), script: await tokenOf('script') }
  await world.publish()
  const port = await listen(t, world)
  const address = (slug = school.slug) => `http://127.0.0.1:${port}/s/${slug}/network/v1`
  return {
    ...world,
    tokens,
    address,
    tell: async (what, body, kind = 'server') => {
      const headers = {
        'content-type': 'application/json',
        ...(kind === null ? {} : { authorization: `Bearer ${tokens[kind]}` }),
      }
      const answer = await fetch(`${address()}/${what}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      return { status: answer.status, text: await answer.text() }
    },
    devices: async () => {
      await publishSignedIn(context, systemActor(school.id))
      const file = await readSignedIn(engineSnapshotPath(context))
      const mine = file?.schools.find((one) => one.school === school.slug)?.devices ?? []
      return mine.map((device) => [device.address, device.profile, device.who])
    },
    keyFile: async (kind) => {
      const path = join(await aFolder(t), 'key')
      await writeFile(path, `${address()}\n${tokens[kind]}\n`, { mode: 0o600 })
      return path
    },
  }
}

async function giveLogons({ context, school, pupil, query }: FilteredSchools): Promise<void> {
  const [holly] = await query<{ id: string }>(`select id from schools.class where school_id = $1`, [
    school.id,
  ])
  const teacherId = school.people.teacher.personId
  await lookInto(context, school.id, (tx) => {
    const rest = { purpose: null, startsOn: '2026-09-01', endsOn: null, lastUsedAt: null, closedAt: null }
    const own = {
      ...rest,
      kind: 'individual',
      classId: null,
      ownerId: null,
      createdAt: context.clock(),
    } as const
    const ofClass = { kind: 'class', personId: null, classId: holly?.id ?? '', ownerId: teacherId } as const
    const accounts = [
      { ...own, id: newId(), logonName: 'p.pupil', personId: pupil.personId },
      { ...own, id: newId(), logonName: 't.teacher', personId: teacherId },
      { ...own, id: newId(), logonName: 'holly', ...ofClass },
      { ...own, id: newId(), logonName: 'library', ...ofClass, kind: 'generic', classId: null } as const,
    ]
    return insertAccounts(tx, school.id, accounts, null)
  })
}

/** The web server, at a port of this machine. */
async function listen(t: TestContext, { context, school, otherSchool }: FilteredSchools): Promise<number> {
  const server = createServer({
    context,
    routes: [],
    rootRoutes: [],
    exchanges: toldLogons.exchanges ?? [],
    findSchool: async (slug) =>
      [school, otherSchool].map((one) => ({ ...one, name: one.slug })).find((one) => one.slug === slug),
    identify: async () => null,
    askToSignIn: async () => ({ kind: 'redirect', to: '/sign-in' }),
    typedBefore: async () => null,
    drawPage: async (page) => String(layout(page)),
    drawTrouble: ({ kind }) => ({ status: 500, markup: kind }),
    publicUrl: 'http://safety.example',
    secure: false,
    trustProxy: false,
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  endAfterwards(t, () => server.close())
  return (server.server.address() as AddressInfo).port
}

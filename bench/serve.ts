// The server process of the web bench. Its parent asks for more incidents, for its memory, and for its end.

import { launch, type Running } from '#/app/launch.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { readConfig } from '#/platform/config/config.ts'
import { chanceFrom, idAt } from '../demo/chance.ts'
import { insertSchool, type LoadedSchool } from '../demo/insert-school.ts'
import { demoSchools } from '../demo/schools.ts'
import { addIncidents, anIncidentOf } from './add-incidents.ts'
import { floor } from './floor.ts'
import type { Target } from './open-loop.ts'
import { signIn } from './sign-in.ts'

export type Ask = { add: number } | 'memory' | 'stop'
export type Ready = { targets: readonly Target[] }

const yearBegan = 2026
const schools: LoadedSchool[] = []
const sessions = new Map<string, { cookie: string; csrf: string }>()

const running = await launch(readConfig(process.env), {
  routes: () => [],
  features: [floor],
  load: async (context, parts) => {
    const trustId = idAt(chanceFrom('bench'), new Date(`${yearBegan - 2}-08-01T09:00:00Z`))
    for (const school of demoSchools) {
      const loaded = await insertSchool(context, school, trustId, chanceFrom(school.slug), yearBegan)
      schools.push(loaded)
      sessions.set(school.slug, await signIn(parts, context, headOf(loaded)))
    }
  },
})
process.send?.(await readyFor(running))

process.on('message', async (ask: Ask) => {
  if (ask === 'memory') process.send?.({ memoryBytes: process.memoryUsage().rss })
  else if (ask === 'stop') {
    await running.stop()
    process.send?.({})
    process.disconnect()
  } else {
    for (const school of schools)
      await addIncidents(running.context, school, Math.ceil(ask.add / schools.length))
    process.send?.(await readyFor(running))
  }
})

function headOf({ schoolId, people }: LoadedSchool): PersonActor {
  return {
    kind: 'person',
    schoolId,
    personId: people.cast.get('head') ?? '',
    sessionId: crypto.randomUUID(),
    name: 'Head teacher',
    roles: new Set(['staff', 'head', 'seniorLeader']),
    steppedUpAt: new Date(),
  }
}

/** The mix: what a head and a co-ordinator open all day, in every school in turn. */
async function readyFor({ context }: Running): Promise<Ready> {
  const targets: Target[] = []
  for (const { school, schoolId } of schools) {
    const one = await anIncidentOf(context, schoolId)
    const { cookie, csrf } = sessions.get(school.slug) ?? { cookie: '', csrf: '' }
    const page = (name: string, path: string): Target => ({ name, path: `/s/${school.slug}${path}`, cookie })
    targets.push(
      page('floor', '/floor'),
      page('task list', '/tasks'),
      page('incident list with filters', '/incidents?state=inProgress&register=pupil'),
      ...(one ? [page('one incident', `/incidents/${one}`)] : []),
      page('head’s board', '/board'),
      { ...page('word search', '/search'), form: { csrf, words: 'chat lantern' } },
    )
  }
  return { targets }
}

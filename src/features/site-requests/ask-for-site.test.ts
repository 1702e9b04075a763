import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { type AskForSite, askForSite } from './ask-for-site.ts'
import { siteRequests } from './feature.ts'
import { routes } from './routes.ts'
import { findRequest } from './store.ts'

const site = { wants: 'open', site: 'https://www.roblox.com/learn', why: null } as const

test('a teacher asks for a class, and a pupil for nobody else', async (t) => {
  const world = await filteredSchools(t, [siteRequests])
  const { context, school, pupil } = world
  const { teacher, head } = school.people
  const askedFor = async (who: Actor, profiles: AskForSite['profiles']) => {
    const id = await askForSite(context, who, { ...site, ...(profiles && { profiles }) })
    return (await reading(context, head, (tx) => findRequest(tx, school.id, id))).profiles
  }
  assert.deepEqual(await askedFor(teacher, ['keyStage2']), ['keyStage2'])
  assert.deepEqual(await askedFor(teacher, undefined), ['staff'])
  assert.deepEqual(await askedFor(teacher, ['sixthForm']), ['staff'], 'a group that the school has not')
  assert.deepEqual(await askedFor(pupil, ['staff']), await askedFor(pupil, undefined))
  assert.match(
    await askRoute(context, teacher, routes, 'GET /ask-for-site'),
    /Who needs it\?.*name="profiles"/s,
  )
})

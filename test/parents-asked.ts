// A school of which the parents were asked to sign, and what becomes of their e-mails.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { asksOfSigner } from '../src/features/agreements/ask-store.ts'
import { giveUpOnLink, mailLink } from '../src/features/agreements/mail-link.ts'
import { routes } from '../src/features/agreements/routes.ts'
import { people } from '../src/features/people/feature.ts'
import { tasks } from '../src/features/tasks/feature.ts'
import { type Post, tasksOf } from '../src/features/tasks/index.ts'
import { aSchoolThatSigns, type SigningSchool } from './a-school-that-signs.ts'
import { askRoute } from './ask-route.ts'
import { lookInto } from './ground.ts'

/** The parents of Ada and Ben were asked on 24 November; each mother has an e-mail address. */
export async function parentsAreAsked(
  t: TestContext,
  before: (world: SigningSchool) => unknown = () => undefined,
) {
  const world = await aSchoolThatSigns(t, [people, tasks])
  await before(world)
  const { context, school, office, query } = world
  await world.publish('parent')
  const system = systemActor(school.id)
  const askOf = async (who: PersonActor) => {
    const [ask] = await lookInto(context, school.id, (tx) => asksOfSigner(tx, school.id, who.personId))
    assert.ok(ask)
    return ask
  }
  const queuedAt = context.clock().toISOString()
  const mailing = async (who: PersonActor) => ({ askId: (await askOf(who)).id, queuedAt })
  return {
    ...world,
    system,
    askOf,
    mail: async (who: PersonActor, post: Post) => mailLink(context, system, post, await mailing(who)),
    giveUp: async (who: PersonActor) => giveUpOnLink(context, system, await mailing(who)),
    officesTasks: async () =>
      (await reading(context, office, (tx) => tasksOf(tx, office))).filter(
        ({ kind }) => kind === 'tasks.notMailed',
      ),
    queued: async () =>
      (
        await query<{ key: string }>(
          `select key from graphile_worker.jobs where task_identifier = 'agreements.mailLink' order by id`,
        )
      ).length,
    forgetJobs: () => query('delete from graphile_worker._private_jobs'),
    roundPage: async (actor: PersonActor = office) =>
      askRoute(context, actor, routes, 'GET /agreements/rounds/:id', {
        params: { id: (await askOf(world.ada.mother)).roundId },
      }),
    askPage: async (who: PersonActor) =>
      askRoute(context, office, routes, 'GET /agreements/asks/:id', {
        params: { id: (await askOf(who)).id },
      }),
  }
}

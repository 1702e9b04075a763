// A policy of a school at any point of its way, for tests of what follows from it.

import type { TestContext } from 'node:test'
import { collect } from '#/app/contributions.ts'
import { features } from '#/app/features.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { decideStep } from '../src/features/policies/decide-step.ts'
import { publishPolicy } from '../src/features/policies/publish-policy.ts'
import { sendForApproval } from '../src/features/policies/send-for-approval.ts'
import { signPolicy } from '../src/features/policies/sign-policy.ts'
import { startPolicy } from '../src/features/policies/start-policy.ts'
import { findVersion, versionsOf } from '../src/features/policies/version-store.ts'
import { tasksOf } from '../src/features/tasks/index.ts'
import { type StaffedSchools, staffedSchools } from './staffed-school.ts'

/** Two staffed schools, with everything that the features offer. */
export async function policyWorld(t: TestContext): Promise<StaffedSchools> {
  const world = await staffedSchools(t)
  const { permissions, heeds, settings } = collect(features)
  return { ...world, context: { ...world.context, permissions, heeds, settings } }
}

type Ids = { policyId: string; versionId: string }

/** The draft of a policy, begun from the first model. */
export async function aPolicy({ context, school }: StaffedSchools): Promise<Ids> {
  const { coordinator } = school.people
  const policyId = await startPolicy(context, coordinator, { from: 'model', model: 'A', title: '' })
  const [version] = await reading(context, coordinator, (tx) => versionsOf(tx, coordinator, policyId))
  return { policyId, versionId: version?.id ?? '' }
}

/** The hash of a fixed text, as its page sends it. */
export async function fixedHash({ context, school }: StaffedSchools, versionId: string): Promise<string> {
  const { head } = school.people
  const { hash } = await reading(context, head, (tx) => findVersion(tx, head, versionId))
  return hash?.toString('hex') ?? ''
}

/** Takes a draft through every step of approval and the signature. */
export async function adoptPolicy(world: StaffedSchools, versionId: string): Promise<void> {
  const { context, school } = world
  const { coordinator, head, chair } = school.people
  await sendForApproval(context, coordinator, versionId)
  const hash = await fixedHash(world, versionId)
  const day = context.clock().toISOString().slice(0, 10)
  const approved = { decision: 'approved', hash, heldOn: day, minute: 'Item 7', says: null } as const
  await decideStep(context, head, versionId, approved)
  await decideStep(context, chair, versionId, approved)
  const signing = { ...chair, steppedUpAt: context.clock() }
  await signPolicy(context, signing, versionId, { decision: 'approved', says: null, hash })
}

/** A policy that is in force and published. */
export async function aPublishedPolicy(world: StaffedSchools): Promise<Ids> {
  const ids = await aPolicy(world)
  await adoptPolicy(world, ids.versionId)
  await publishPolicy(world.context, world.school.people.head, ids.versionId)
  return ids
}

/** The kinds of task that somebody has. */
export async function taskKinds({ context }: StaffedSchools, who: PersonActor): Promise<string[]> {
  return (await reading(context, who, (tx) => tasksOf(tx, who))).map(({ kind }) => kind)
}

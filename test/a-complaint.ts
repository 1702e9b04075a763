// A complaint that stands, and a school whose settings send it by one route or another.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { features } from '#/app/features.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import type { Kind } from '../src/features/complaints/complaint.ts'
import { receiveComplaint } from '../src/features/complaints/receive-complaint.ts'
import { findComplaint, listComplaints } from '../src/features/complaints/store.ts'
import { peoplePermissions } from '../src/features/people/permissions.ts'
import { allegationOffers } from './a-concern.ts'
import { aPerson, lookInto } from './ground.ts'
import { type StaffedSchools, staffedSchools } from './staffed-school.ts'

const offering = features.filter(({ name }) => name === 'complaints')

const offers = {
  permissions: [
    ...allegationOffers.permissions,
    peoplePermissions,
    ...offering.map(({ permissions }) => permissions),
  ],
  settings: [...allegationOffers.settings, ...offering.flatMap(({ settings }) => settings ?? [])],
  heeds: [...allegationOffers.heeds, ...offering.flatMap(({ heeds }) => heeds ?? [])],
}

/** A staffed school with those who decide on complaints by setting. */
export async function schoolWithDeciders(t: TestContext) {
  const world = await staffedSchools(t, offers)
  const { context, school } = world
  const actors: Record<string, PersonActor> = {
    ...school.people,
    deputyHead: await aPerson(context, school.id, { name: 'Dep Head', roles: ['deputyHead'] }),
    delegated: await aPerson(context, school.id, { name: 'Del Gated', roles: ['delegatedSeniorLeader'] }),
    it: await aPerson(context, school.id, { name: 'Ida Tech', roles: ['networkManager'] }),
    subject: await aPerson(context, school.id, { name: 'Sub Ject' }),
    otherHead: world.otherSchool.people.head,
  }
  return { ...world, actors }
}

export type World = Awaited<ReturnType<typeof schoolWithDeciders>>

/** Somebody writes a complaint down. */
export const aComplaint = ({ context, actors }: World, kind: Kind, about?: PersonActor, by = 'teacher') =>
  receiveComplaint(context, actors[by] as PersonActor, {
    kind,
    complainant: 'Mr Okafor, 01632 960111',
    account: sensitive('Films were shown that were not for children.'),
    aboutId: about?.personId ?? null,
  })

/** Who sees the complaint, alone and in the list. */
export async function whoSeesComplaint({ context, actors }: World, id: string): Promise<string[]> {
  const names: string[] = []
  for (const [name, actor] of Object.entries(actors)) {
    const found = await reading(context, actor, (tx) => findComplaint(tx, actor, id)).catch((error) => {
      assert.ok(error instanceof NotFound)
      return null
    })
    const { rows, total } = await reading(context, actor, (tx) =>
      listComplaints(tx, actor, {
        state: null,
        sort: 'received',
        direction: 'descending',
        offset: 0,
        most: 25,
      }),
    )
    assert.equal(
      rows.some((row) => row.id === id),
      found !== null,
      name,
    )
    assert.equal(total, rows.length)
    if (found) names.push(name)
  }
  return names.sort()
}

/** Sets what this school wants. */
export const setForSchool = ({ context, school }: StaffedSchools, key: string, value: unknown) =>
  lookInto(context, school.id, (tx) =>
    tx
      .insertInto('settings.value')
      .values({
        school_id: school.id,
        key,
        version: 1,
        value: JSON.stringify(value),
        why: 'Our policy says so',
        changed_by: null,
        changed_at: context.clock(),
      })
      .execute(),
  )

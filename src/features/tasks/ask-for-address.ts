// Somebody who cannot be reached is a task for the office until their address is put right.

import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { addressFoundWrong, addressPutRight } from '../people/index.ts'
import { endTasksAbout } from './end-task.ts'
import { giveTask } from './give-task.ts'

const mergeKey = 'wrongAddress'
const titles = {
  email: 'Put an address right: an e-mail did not reach them',
  letter: 'Put an address right: a letter did not reach them',
} as const

export const addressHeeds: readonly Heed[] = [
  heed(addressFoundWrong, async (context, tx, actor, { personId, way }) => {
    await giveTask(context, tx, actor, {
      to: { role: 'office' },
      kind: 'people.wrongAddress',
      title: titles[way],
      about: { kind: 'person', id: personId },
      path: `/people/${personId}`,
      urgency: 'normal',
      mergeKey,
    })
  }),
  heed(addressPutRight, async (context, tx, actor, { personId }) => {
    const reason = 'The address was put right.'
    await endTasksAbout(context, tx, actor, { aboutId: personId, mergeKey, state: 'done', reason })
  }),
]

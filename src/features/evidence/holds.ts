import type { HeldOnPerson } from '#/platform/feature.ts'
import { itemStates } from './item.ts'
import { confiscatedFrom } from './store.ts'

/** What evidence holds on a person. What stands about them in an incident, incidents tell. */
export const holds: readonly HeldOnPerson[] = [
  {
    what: 'Thing taken in',
    goesWithChild: false,
    read: async (tx, actor, personId) =>
      (await confiscatedFrom(tx, actor, personId)).map((taken) => ({
        at: taken.takenAt,
        kind: 'confiscation',
        id: taken.itemId,
        summary: taken.agreed === false ? itemStates.notHandedOver.text : 'Taken in',
        path: `/confiscations/${taken.itemId}`,
      })),
  },
]

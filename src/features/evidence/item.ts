// One piece of evidence: where it lies, in which state it is, and what may be done with it. The moves are a table.

import { Refused } from '#/kernel/refusal.ts'

export const itemKinds = {
  file: 'File',
  held: 'Kept at school',
  device: 'Device or other thing taken in',
} as const
export type ItemKind = keyof typeof itemKinds

/** How the termly report counts evidence: each piece once, as it stands now. */
export const figuredKinds = {
  file: 'Uploaded: a file that may be kept',
  sealed: 'Sealed: a file that nobody at the school can open',
  held: 'Put away: only where it lies is written down',
  device: 'Confiscated, or handed over by a member of staff',
  notHandedOver: 'Asked for and not handed over',
} as const
export type FiguredKind = keyof typeof figuredKinds

export const ownerKinds = {
  pupil: 'A pupil: confiscated',
  staff: 'A member of staff: asked to hand it over',
} as const
export type OwnerKind = keyof typeof ownerKinds

/** A file's fingerprint in groups of eight, so that it can be read aloud and fits a phone. */
export const inGroups = (sha256: string): string => sha256.replaceAll(/(.{8})(?=.)/g, '$1 ')

type StateRow = { text: string; means: string; colour: 'blue' | 'purple' | 'green' | 'grey' | 'orange' }

/** Every state with the line that stands beside it. */
export const itemStates = {
  held: { text: 'Held', means: 'The school has it, where the entry says.', colour: 'blue' },
  sealed: {
    text: 'Sealed',
    means: 'Nobody at the school can open it. Head and chair of governors can hand it to the police.',
    colour: 'purple',
  },
  withPolice: {
    text: 'With the police',
    means: 'The police have it, under their reference.',
    colour: 'green',
  },
  returned: { text: 'Returned', means: 'Given back, and its return acknowledged.', colour: 'grey' },
  notHandedOver: {
    text: 'Not handed over',
    means: 'A member of staff was asked for it and said no. Nobody takes it by force.',
    colour: 'orange',
  },
} as const satisfies Record<string, StateRow>
export type ItemState = keyof typeof itemStates

export type Item = {
  id: string
  incidentId: string
  number: number
  kind: ItemKind
  description: string
  leadsOnly: boolean
  state: ItemState
  place: string | null
  sealNumber: string | null
  policeReference: string | null
  fileId: string | null
  addedAt: Date
  addedBy: string | null
}

/** What a person has to say about an act, besides when it was. */
export type Asked = 'fromWhom' | 'toWhom' | 'place' | 'sealNumber' | 'policeReference' | 'says'

type ActRow = {
  words: string
  kinds: readonly ItemKind[]
  from: readonly ItemState[]
  to: ItemState
  /** What must be said. What may be said besides stands on the form, marked as optional. */
  asks: readonly Asked[]
  /** Only the system writes it: sealing and handing over have commands of their own. */
  bySystem?: true
}
const things = ['held', 'device'] as const

/** Links of the chain of custody: from which state, to which, and what must be said. */
export const custodyActs = {
  takenIn: {
    words: 'Taken in',
    kinds: ['file', 'held', 'device'],
    from: [],
    to: 'held',
    asks: ['place'],
    bySystem: true,
  },
  asked: {
    words: 'Asked for and not handed over',
    kinds: ['device'],
    from: [],
    to: 'notHandedOver',
    asks: ['says'],
    bySystem: true,
  },
  handedOn: {
    words: 'Handed on or moved',
    kinds: things,
    from: ['held'],
    to: 'held',
    asks: ['fromWhom', 'toWhom', 'place'],
  },
  handedIn: {
    words: 'Handed over after all',
    kinds: ['device'],
    from: ['notHandedOver'],
    to: 'held',
    asks: ['fromWhom', 'toWhom', 'place'],
  },
  toPolice: {
    words: 'Handed to the police',
    kinds: things,
    from: ['held'],
    to: 'withPolice',
    asks: ['fromWhom', 'toWhom', 'policeReference'],
  },
  cameBack: {
    words: 'Came back from the police',
    kinds: things,
    from: ['withPolice'],
    to: 'held',
    asks: ['fromWhom', 'toWhom', 'place'],
  },
  givenBack: {
    words: 'Given back',
    kinds: things,
    from: ['held'],
    to: 'returned',
    asks: ['fromWhom', 'toWhom', 'says'],
  },
  sealed: { words: 'Sealed', kinds: ['file'], from: ['held'], to: 'sealed', asks: [], bySystem: true },
  copyToPolice: {
    words: 'Opened with both halves and handed to the police',
    kinds: ['file'],
    from: ['sealed'],
    to: 'sealed',
    asks: ['toWhom', 'policeReference'],
    bySystem: true,
  },
} as const satisfies Record<string, ActRow>
export type CustodyAct = keyof typeof custodyActs

const actRow = (act: CustodyAct): ActRow => custodyActs[act]

/** What a person may record about the item now, in the order of the table. */
export function actsFor(item: Pick<Item, 'kind' | 'state'>): CustodyAct[] {
  return (Object.keys(custodyActs) as CustodyAct[]).filter((act) => {
    const row = actRow(act)
    return !row.bySystem && row.kinds.includes(item.kind) && row.from.includes(item.state)
  })
}

/** The state that the act leads to. Refused, in words, when the table has no such move. */
export function stateAfter(item: Pick<Item, 'kind' | 'state'>, act: CustodyAct): ItemState {
  const row = actRow(act)
  if (!row.kinds.includes(item.kind) || !row.from.includes(item.state)) {
    throw new Refused(
      `This is in the state “${itemStates[item.state].text}”, in which “${row.words}” is not possible. Reload the page to see what is.`,
    )
  }
  return row.to
}

/** What must be said about the act. A thing of a possible crime goes back only when the police agreed. */
export function asksOf(act: CustodyAct, possibleCrime: boolean): readonly Asked[] {
  const { asks } = actRow(act)
  return act === 'givenBack' && possibleCrime ? [...asks, 'policeReference'] : asks
}

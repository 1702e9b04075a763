// The noun: the state of a clause and of a control. Computed from proof and evidence, never typed in. Pure.

import type { Evidence } from '#/platform/controls/control.ts'

export type State = 'running' | 'attention' | 'notSetUp' | 'notBuilt'

/** Worst first. */
export const worstFirst: readonly State[] = ['notBuilt', 'notSetUp', 'attention', 'running']

/** Whether a part of an address names one of the four states. */
export const isState = (text: string): text is State => (worstFirst as readonly string[]).includes(text)

export const stateWords = {
  running: {
    text: 'Running',
    means: 'Schoolkeeper does it for this school, and what shows it is in date.',
    colour: 'green',
  },
  attention: {
    text: 'Needs attention',
    means: 'What shows it is out of date, or somebody looked and it falls short.',
    colour: 'orange',
  },
  notSetUp: {
    text: 'Not set up',
    means: 'Schoolkeeper can do it; the school has not set it up.',
    colour: 'yellow',
  },
  notBuilt: {
    text: 'Not built',
    means: 'Schoolkeeper does not do it, or its own test has not passed.',
    colour: 'grey',
  },
} as const satisfies Record<State, { text: string; means: string; colour: string }>

/** Where a control stands: one whose test has not passed counts as not built, whatever its evidence says. */
export function stateOfControl(proved: boolean, evidence: Evidence | null): State {
  if (!proved || evidence === null) return 'notBuilt'
  if (evidence.isSetUp === false) return 'notSetUp'
  return evidence.inDate ? 'running' : 'attention'
}

/**
 * Where a clause stands: with the worst of what serves it; not built when nothing does. An optional way that is not set up
 * counts only when nothing else serves the clause; once set up, or while its test has not passed, it counts as all others do.
 */
export function stateOfClause(controls: readonly { state: State; optional?: true }[]): State {
  const inUse = controls.filter(({ state, optional }) => !(optional && state === 'notSetUp'))
  const counted = inUse.length === 0 ? controls : inUse
  return worstFirst.find((state) => counted.some((control) => control.state === state)) ?? 'notBuilt'
}

export type Counts = { total: number } & Record<State, number>

/** How many stand where. */
export function countStates(all: readonly { state: State }[]): Counts {
  const counted = (wanted: State) => all.filter(({ state }) => state === wanted).length
  return {
    total: all.length,
    running: counted('running'),
    attention: counted('attention'),
    notSetUp: counted('notSetUp'),
    notBuilt: counted('notBuilt'),
  }
}

// An engine of the network as the school sees it: whether it lives, what it has taken, when it last answered. Pure.

import { formatInstant, minuteMs } from '#/kernel/london-time.ts'

export type Engine = {
  engine: 'dns' | 'proxy' | 'squid'
  at: string
  beatAt: Date
  answeredAt: Date | null
  /** Number of the state of this school that it has taken; null where it has none. */
  version: number | null
  /** How many of Squid's helpers run there now; null of the others, and where nothing says so now. */
  running: number | null
  /** How often a thread of it was started again by itself, and since when; null where it does not say so now. */
  startedAgain: { times: number; since: Date } | null
}

/** An engine says every two seconds that it lives, and that is copied each minute. */
const livesMs = 3 * minuteMs
/** So long after a new state an engine may still be about to take it. */
const takesMs = 10_000

export type Standing = 'current' | 'behind' | 'silent'

/** Whether it has said within three minutes that it lives. */
export const isAlive = ({ beatAt }: Pick<Engine, 'beatAt'>, now: Date): boolean =>
  now.getTime() - beatAt.getTime() <= livesMs

/** `newest` is the state that was made last; silent is an engine that has said nothing for three minutes. */
export function standingOf(
  { version, ...engine }: Pick<Engine, 'beatAt' | 'version'>,
  newest: { version: number; madeAt: Date } | undefined,
  now: Date,
): Standing {
  if (!isAlive(engine, now)) return 'silent'
  const isNew = newest !== undefined && now.getTime() - newest.madeAt.getTime() < takesMs
  return newest === undefined || version === newest.version || isNew ? 'current' : 'behind'
}

const engineWords = { dns: 'DNS', proxy: 'The web proxy', squid: 'Squid’s helper' } as const

/** “It was started again by itself 3 times since 23 November 2026, 10:15am.” Null where that never happened. */
export function startedAgainWords({ startedAgain }: Pick<Engine, 'startedAgain'>): string | null {
  if (startedAgain === null || startedAgain.times === 0) return null
  const { times, since } = startedAgain
  return `It was started again by itself ${times === 1 ? 'once' : `${times} times`} since ${formatInstant(since)}. Whoever runs it finds the reason in its log.`
}

/** “DNS answered last on 23 November 2026, 10:15am.” One that is silent is not said to run. */
export function answeredWords(
  { engine, beatAt, answeredAt }: Pick<Engine, 'engine' | 'beatAt' | 'answeredAt'>,
  now: Date,
): string {
  const name = engineWords[engine]
  if (answeredAt !== null) return `${name} answered last on ${formatInstant(answeredAt)}.`
  if (!isAlive({ beatAt }, now))
    return `${name} was heard last on ${formatInstant(beatAt)}. Nobody had asked it.`
  return `${name} runs, and nobody has asked it yet.`
}

/** “5 helpers run, with what was agreed by 24 November 2026, 10:02am.” Null where one engine is one program. */
export function runningWords(
  { running, version }: Pick<Engine, 'running' | 'version'>,
  stateMadeAt: ReadonlyMap<number, Date>,
): string | null {
  if (running === null) return null
  const many = running === 1 ? 'One helper runs' : `${running} helpers run`
  if (version === null) return `${many}, with nothing of this school.`
  const madeAt = stateMadeAt.get(version)
  return `${many}, with ${madeAt === undefined ? 'something earlier' : `what was agreed by ${formatInstant(madeAt)}`}.`
}

import { type Clock, systemClock } from '#/kernel/clock.ts'

/** The time in all processes of a bench: from `BENCH_NOW` on where it is set, so that it is a school day on any day. */
export function benchClock(env: Readonly<Record<string, string | undefined>>): Clock {
  if (env.BENCH_NOW === undefined) return systemClock
  const aheadMs = Date.parse(env.BENCH_NOW) - Date.parse(env.BENCH_BEGAN ?? '')
  return () => new Date(Date.now() + aheadMs)
}

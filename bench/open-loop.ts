// A load in open loop: requests leave on time whether or not earlier ones came back, as real visitors do, so that a
// server which stalls is seen to stall. Runs in a process of its own.

import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** `form` is sent by POST, with the token of the session in it. */
export type Target = { name: string; path: string; cookie: string; form?: Readonly<Record<string, string>> }
export type Timing = { name: string; status: number; ms: number }
export type Plan = { origin: string; targets: readonly Target[]; perSecond: number; seconds: number }

/**
 * Sends the targets in turn, `perSecond` for `seconds` or until it is over, and returns how long each answer took to its
 * last byte.
 */
export async function openLoop(plan: Plan, over: AbortSignal): Promise<readonly Timing[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  const waiting: Promise<Timing>[] = []
  const startMs = performance.now()
  const all = plan.perSecond * plan.seconds
  for (let sent = 0; sent < all && !over.aborted; sent += 1) {
    const dueMs = startMs + (sent * 1000) / plan.perSecond
    const earlyMs = dueMs - performance.now()
    if (earlyMs > 0) await wait(earlyMs)
    const target = plan.targets[sent % plan.targets.length]
    if (target) waiting.push(send(agent, plan.origin, target, dueMs))
  }
  const timings = await Promise.all(waiting)
  agent.destroy()
  return timings
}

function send(agent: Agent, origin: string, target: Target, dueMs: number): Promise<Timing> {
  const { name, path, cookie, form } = target
  return new Promise((resolve) => {
    const done = (status: number): void => resolve({ name, status, ms: performance.now() - dueMs })
    const body = form && new URLSearchParams(form).toString()
    const headers = {
      cookie,
      ...(body
        ? { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
        : {}),
    }
    const call = request(
      new URL(path, origin),
      { agent, method: body ? 'POST' : 'GET', headers },
      (response) => {
        response.resume()
        response.once('end', () => done(response.statusCode ?? 0))
      },
    )
    call.once('error', () => done(0))
    call.end(body)
  })
}

/** The value below which the share of the timings lies. */
export function percentile(timings: readonly Timing[], share: number): number {
  const sorted = timings.map(({ ms }) => ms).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

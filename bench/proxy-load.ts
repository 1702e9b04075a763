// What is sent through a proxy that is measured: pages in clear, and by tunnels.

import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { join } from 'node:path'
import { median } from './figure.ts'

const wrk = '/usr/bin/wrk'
const connections = 32

export type Load = { perSecond: number; p99Ms: number }

/** Sends to the proxy at that port. Refuses a run in which anything but pages came back. */
export type Send = (port: number, seconds: number) => Promise<Load>

/** Pages in clear, by wrk where it is installed. */
export const sendPages = (folder: string, site: number): Send =>
  existsSync(wrk) ? byWrk(folder, site) : byNode(site)

function byWrk(folder: string, site: number): Send {
  const script = join(folder, 'absolute.lua')
  const host = `127.0.0.1:${site}`
  writeFileSync(
    script,
    `wrk.headers["Host"] = "${host}"\nrequest = function()\n  return wrk.format("GET", "http://${host}/lesson/" .. math.random(1, 9999))\nend\n`,
  )
  return async (port, seconds) => {
    const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', script]
    const said = execFileSync(wrk, [...options, `http://127.0.0.1:${port}`], { encoding: 'utf8' })
    const failed = /Non-2xx.*|Socket errors.*/.exec(said)?.[0]
    if (failed) throw new Error(`The load did not get its pages: ${failed}`)
    const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1])
    const [, number = '0', unit = 'ms'] = /99%\s+([\d.]+)(us|ms|s)/.exec(said) ?? []
    return { perSecond, p99Ms: Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit as 'us' | 'ms' | 's'] }
  }
}

/** The same load where wrk is missing. It costs more than what it measures, so it shows only that all of it works. */
function byNode(site: number): Send {
  const host = `127.0.0.1:${site}`
  return async (port, seconds) => {
    const agent = new Agent({ keepAlive: true, maxSockets: connections })
    const ask = (): ClientRequest =>
      request({ agent, port, path: `http://${host}/lesson/1`, headers: { host } })
    return during(seconds, ask).finally(() => agent.destroy())
  }
}

/**
 * Encrypted pages: each by a tunnel of its own, or all by tunnels that stay open. Node does the encryption at both ends beside the
 * proxy, so that only what it does to two proxies can be compared.
 */
export function sendByTunnels(site: number, { stayOpen }: { stayOpen: boolean }): Send {
  return async (port, seconds) => {
    const proxyEnv = { HTTPS_PROXY: `http://127.0.0.1:${port}` }
    const agent = new SecureAgent({ proxyEnv, keepAlive: stayOpen, maxSockets: connections })
    const where = { host: 'localhost', port: site, path: '/lesson/1' }
    // Who vouches for the site is the proxy's business here.
    const ask = (): ClientRequest => secureRequest({ agent, ...where, rejectUnauthorized: false })
    return during(seconds, ask).finally(() => agent.destroy())
  }
}

async function during(seconds: number, ask: () => ClientRequest): Promise<Load> {
  const tookMs: number[] = []
  const until = performance.now() + seconds * 1000
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const began = performance.now()
      const status = await answered(ask())
      if (status !== 200) throw new Error(`The load did not get its pages: ${status}`)
      tookMs.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  tookMs.sort((a, b) => a - b)
  return { perSecond: tookMs.length / seconds, p99Ms: tookMs[Math.floor(tookMs.length * 0.99)] ?? 0 }
}

function answered(asked: ClientRequest): Promise<number> {
  return new Promise((done, failed) => {
    asked.once('response', (answer: IncomingMessage) => {
      answer.resume()
      answer.once('end', () => done(answer.statusCode ?? 0))
    })
    asked.once('error', failed)
    asked.end()
  })
}

/** The middle of several runs. */
export const medianOf = (loads: readonly Load[]): Load => ({
  perSecond: median(loads.map(({ perSecond }) => perSecond)),
  p99Ms: median(loads.map(({ p99Ms }) => p99Ms)),
})

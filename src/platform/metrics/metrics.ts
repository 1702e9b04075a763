import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** `route` is a pattern such as `/s/:school/tasks`, never an address: addresses name schools and records. */
export type ServedRequest = { method: string; route: string | undefined; status: number; seconds: number }

export type Metrics = {
  observeRequest: (request: ServedRequest) => void
  /** How long the oldest job has been due, in seconds; 0 when none waits. */
  setOldestJobAge: (seconds: number) => void
  /** Counts what the filter decided. */
  countDecision: (outcome: 'allowed' | 'blocked') => void
  /** Counts a thread of an engine that died and was started again. */
  countStartedAgain: (engine: 'dns' | 'proxy') => void
  /** Shows how often each thing went wrong in the proxy, as `read` says it then. */
  showProxyTroubles: (read: () => Readonly<Record<string, number>>) => void
  /** The page that Prometheus reads, and its content type. */
  render: () => Promise<{ contentType: string; body: string }>
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Counters of one process, in a registry of their own so that tests and replicas never share one. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const oldestJob = new Gauge({
    name: 'schoolkeeper_oldest_job_age_seconds',
    help: 'How long the oldest waiting job has been due.',
    registers,
  })
  const decisions = new Counter({
    name: 'schoolkeeper_decisions_total',
    help: 'Decisions of the filter.',
    labelNames: ['outcome'],
    registers,
  })
  const startedAgain = new Counter({
    name: 'schoolkeeper_engine_threads_started_again_total',
    help: 'Threads of the filter that died and were started again.',
    labelNames: ['engine'],
    registers,
  })
  let readTroubles: () => Readonly<Record<string, number>> = () => ({})
  new Gauge({
    name: 'schoolkeeper_proxy_troubles',
    help: 'What went wrong in the web proxy since it was started.',
    labelNames: ['what'],
    registers,
    collect() {
      for (const [what, times] of Object.entries(readTroubles())) this.set({ what }, times)
    },
  })
  return {
    observeRequest: ({ method, route, status, seconds }) =>
      requests.observe(
        {
          method: methods.has(method) ? method : 'other',
          route: route ?? 'unmatched',
          status: String(status),
        },
        seconds,
      ),
    setOldestJobAge: (seconds) => oldestJob.set(seconds),
    countDecision: (outcome) => decisions.inc({ outcome }),
    countStartedAgain: (engine) => startedAgain.inc({ engine }),
    showProxyTroubles: (read) => {
      readTroubles = read
    },
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  }
}

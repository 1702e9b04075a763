import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMetrics } from './metrics.ts'

test('requests are counted by pattern; what matches none, and made-up methods, share one line', async () => {
  const metrics = createMetrics()
  metrics.observeRequest({ method: 'GET', route: '/s/:school/tasks', status: 200, seconds: 0.02 })
  for (const method of ['BREW', 'STIR'])
    metrics.observeRequest({ method, route: undefined, status: 404, seconds: 0.001 })
  const { body, contentType } = await metrics.render()
  assert.match(contentType, /^text\/plain/)
  assert.match(
    body,
    /duration_seconds_bucket\{le="0.025",method="GET",route="\/s\/:school\/tasks",status="200"\} 1/,
  )
  assert.match(body, /duration_seconds_count\{method="other",route="unmatched",status="404"\} 2/)
})

test('the oldest job and the decisions are there for alerts', async () => {
  const metrics = createMetrics()
  metrics.setOldestJobAge(90)
  metrics.countDecision('blocked')
  metrics.countDecision('blocked')
  const { body } = await metrics.render()
  assert.match(body, /^schoolkeeper_oldest_job_age_seconds 90$/m)
  assert.match(body, /^schoolkeeper_decisions_total\{outcome="blocked"\} 2$/m)
})

test('what befalls the engines is there for alerts, as it is when it is asked for', async () => {
  const metrics = createMetrics()
  const troubles = { unreachable: 2 }
  metrics.showProxyTroubles(() => troubles)
  metrics.countStartedAgain('proxy')
  troubles.unreachable = 3
  const { body } = await metrics.render()
  assert.match(body, /^schoolkeeper_engine_threads_started_again_total\{engine="proxy"\} 1$/m)
  assert.match(body, /^schoolkeeper_proxy_troubles\{what="unreachable"\} 3$/m)
})

test('two processes in one test do not share counters', async () => {
  createMetrics().countDecision('allowed')
  const { body } = await createMetrics().render()
  assert.doesNotMatch(body, /outcome="allowed"/)
})

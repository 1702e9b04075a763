import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFound } from '#/kernel/refusal.ts'
import type { SignInParts } from '#/platform/sign-in/sign-in.ts'
import type { RootRequest } from '#/platform/web/route.ts'
import { demoRoutes } from './routes.ts'

test('the demonstration’s pages exist for this machine alone', async () => {
  const routes = demoRoutes({} as SignInParts)
  assert.ok(routes.length >= 4)
  for (const { answer } of routes) {
    await assert.rejects(answer({ fromLoopback: false } as RootRequest), NotFound)
  }
})

test('the list of sign-ins names everybody of every school, and the password', async () => {
  const [list] = demoRoutes({} as SignInParts)
  const answer = await list?.answer({ fromLoopback: true } as RootRequest)
  assert.ok(answer?.kind === 'page')
  for (const part of ['head.alder', 'delegated.thorn', 'siro.rowan', 'coordinator.beech', 'pupil.hazel']) {
    assert.match(String(answer.body), new RegExp(part))
  }
})

import { openLoop, type Plan } from './open-loop.ts'

process.once('message', async (plan: Plan) => {
  const warmUp = { ...plan, seconds: 2 }
  await openLoop(warmUp)
  process.send?.(await openLoop(plan))
})

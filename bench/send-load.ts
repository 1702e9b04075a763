import { openLoop, type Plan } from './open-loop.ts'

const over = new AbortController()
process.once('message', async (plan: Plan) => {
  process.once('message', () => over.abort())
  await openLoop({ ...plan, seconds: 2 }, over.signal)
  process.send?.(await openLoop(plan, over.signal))
})

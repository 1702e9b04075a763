import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { keepThread } from './keep-thread.ts'

/** A thread of a few lines: `begun` says how many began before it. */
async function keeping(t: TestContext, lines: string) {
  const begun = new Int32Array(new SharedArrayBuffer(4))
  const said: string[] = []
  const program = `
    import { parentPort as port, workerData } from 'node:worker_threads'
    const tell = (message) => port.postMessage(message)
    const listens = () => tell({ kind: 'listening', ports: 1 })
    const lives = () => tell({ kind: 'lives', lives: { counts: { asked: 1 }, answeredAtMs: null } })
    const begun = Atomics.add(workerData.begun, 0, 1)
    port.on('message', ({ kind }) => kind === 'stop' && port.close())
    ${lines}`
  const kept = await keepThread<number, 'asked'>({
    does: 'is tried',
    file: new URL(`data:text/javascript,${encodeURIComponent(program)}`),
    dataNow: () => ({ begun }),
    noCounts: () => ({ asked: 0 }),
    onTrouble: (sentence) => said.push(sentence),
  })
  t.after(kept.stop)
  return { kept, said, begun: () => Atomics.load(begun, 0) }
}

test('a thread that falls silent is ended and started again; one that says something is not', async (t) => {
  const silent = await keeping(t, 'listens(); if (begun > 0) setInterval(lives, 100)')
  const talking = await keeping(t, 'listens(); setInterval(lives, 100)')
  const until = performance.now() + 20_000
  while (silent.begun() < 2) {
    assert.ok(performance.now() < until, 'it is started again')
    await wait(50)
  }
  assert.equal(silent.kept.startedAgain(), 1)
  await wait(1000)
  assert.deepEqual([talking.kept.startedAgain(), silent.begun()], [0, 2])
})

test('a thread that cannot begin again is tried more and more rarely, and counts from all of them stay', async (t) => {
  const { kept, said, begun } = await keeping(
    t,
    'if (begun > 0 && begun < 4) throw new Error("not yet"); listens(); setInterval(lives, 20)',
  )
  while (kept.counts().asked === 0) await wait(10)
  const diedAtMs = performance.now()
  await kept.end()
  while (begun() < 5) await wait(10)
  // 50, 100, 200 and 400 milliseconds lie between them.
  assert.ok(performance.now() - diedAtMs > 700)
  while (kept.counts().asked < 2) await wait(10)
  assert.equal(said.filter((sentence) => /failed: not yet/.test(sentence)).length, 3)
  assert.equal(kept.startedAgain(), 4)
})

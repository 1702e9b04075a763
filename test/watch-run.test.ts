import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { endAfter, runningFiles } from './watch-run.ts'

test('a run that does not end is killed with what it runs, and says which file it was in', async () => {
  const child = `setInterval(() => {}, 1000)`
  const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}, 'src/slow.test.ts'])
setInterval(() => {}, 1000)`
  const runner = spawn(process.execPath, ['-e', script], { stdio: 'ignore' })
  const ended = once(runner, 'exit')
  const pid = runner.pid ?? 0
  while (runningFiles(pid).length === 0) await wait(20)
  const [file] = runningFiles(pid)
  assert.ok(file && file.forSeconds < 60, `${file?.forSeconds} s`)
  const said: string[] = []
  endAfter(50, pid, (line) => said.push(line))
  assert.equal((await ended)[1], 'SIGKILL')
  assert.match(said.join(), /What ran then: src\/slow\.test\.ts for \d+ s\./)
})

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'

for (const { what, stop, code } of [
  { what: 'ends', stop: 'async () => undefined', code: 0 },
  { what: 'fails', stop: "async () => { throw new Error('It is in use.') }", code: 1 },
]) {
  test(`a stop that ${what} ends the process, whatever a library left open`, async (t) => {
    const script = `
      import { runUntilStopped } from './src/cli/run-until-stopped.ts'
      setInterval(() => undefined, 1000)
      setTimeout(() => console.log('runs'))
      process.exitCode = await runUntilStopped({ stop: ${stop} })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    t.after(() => child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [code, null])
  })
}

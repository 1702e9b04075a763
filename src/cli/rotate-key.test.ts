// The master key is replaced by another process, which is killed as it goes: whenever that is, every key still opens.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { keyFor, openKeyring, purposes } from '#/platform/keys/keys.ts'
import { aGround, aSchool, type Ground } from '../../test/ground.ts'
import { aMachine, environmentOf, type Machine } from '../../test/machine.ts'

/** Milliseconds after the next key was written: before, in and after the wrapping of the schools' keys. */
const killedAfterMs = [0, 5, 15, 40]
let ground: Ground
let machine: Machine
const schools: string[] = []

before(async () => {
  ground = await aGround()
  machine = await aMachine(
    { dataDir: ground.vault.dataFolder, keyFile: ground.vault.keyring.file.path },
    ground.database,
  )
  for (let i = 0; i < 40; i += 1) schools.push(await aSchool(ground.context))
})
after(async () => {
  await machine.remove()
  await ground.close()
})

/** Every key of every school, as text: to see that they are the same after as before. */
async function allKeys(): Promise<string[]> {
  const keyring = await openKeyring(ground.vault.keyring.file)
  const keys: string[] = []
  for (const schoolId of schools) {
    await inTransaction(ground.context, systemActor(schoolId), async (tx) => {
      for (const purpose of purposes) {
        keys.push((await keyFor(tx, keyring, schoolId, purpose)).key.export().toString('hex'))
      }
    })
  }
  return keys
}

function startRotating() {
  return spawn(process.execPath, ['src/cli/main.ts', 'rotate-key'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environmentOf(machine),
  })
}

test('killed at any moment, every key still opens, and running it again finishes', async () => {
  const keys = await allKeys()
  const whole = startRotating()
  let said = ''
  whole.stdout.on('data', (text) => {
    said += text
  })
  assert.deepEqual(await once(whole, 'exit'), [0, null])
  assert.match(
    said,
    new RegExp(`The master key was replaced; ${schools.length * purposes.length} keys of schools`),
  )
  assert.deepEqual(await allKeys(), keys)
  for (const afterMs of killedAfterMs) {
    const killed = startRotating()
    const ended = once(killed, 'exit')
    while (killed.exitCode === null && !existsSync(`${machine.config.keyFile}.next`)) await wait(1)
    await wait(afterMs)
    killed.kill('SIGKILL')
    await ended
    assert.deepEqual(await allKeys(), keys)
  }
  assert.deepEqual(await once(startRotating(), 'exit'), [0, null])
  assert.deepEqual(await allKeys(), keys)
})

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { keyringOf } from '#/app/keyring.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { createMasterKey, keyFor } from '#/platform/keys/keys.ts'
import { aGround, aSchool, type Ground } from '../../test/ground.ts'
import { aMachine, environmentOf, type Machine } from '../../test/machine.ts'

let ground: Ground
let machine: Machine
let printed: string

before(async () => {
  ground = await aGround()
  const { path: keyFile } = ground.vault.keyring.file
  machine = await aMachine({ dataDir: ground.vault.dataFolder, keyFile }, ground.database)
  printed = await readFile(keyFile, 'ascii')
  const schoolId = await aSchool(ground.context)
  await inTransaction(ground.context, systemActor(schoolId), (tx) =>
    keyFor(tx, ground.vault.keyring, schoolId, 'files'),
  )
})
after(async () => {
  await machine.remove()
  await ground.close()
})

async function typeThePaper(typed: string): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'restore-key'], {
    env: environmentOf(machine),
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  child.stdin.end(`${typed.trim()}\n`)
  const [code] = await once(child, 'close')
  return { code, said }
}

test('where the key file is lost no other is made: the start says what to do, and the right paper alone puts it back', async () => {
  const { config, urls } = machine
  const start = () => keyringOf(config, urls, assert.fail)
  await start()

  await rm(config.keyFile)
  await assert.rejects(start, /needs the one that it was made with.*restore-key/)
  assert.ok(!existsSync(config.keyFile))

  await createMasterKey({ path: config.keyFile, apartFrom: [] })
  const another = await readFile(config.keyFile, 'ascii')
  await assert.rejects(start, /is not the one that this database’s keys are wrapped with/)

  assert.match((await typeThePaper(printed)).said, /There is a master key at .* already/)
  await rm(config.keyFile)
  const wrong = await typeThePaper(another)
  assert.equal(wrong.code, 1)
  assert.match(wrong.said, /not the one that the database here needs/)

  const right = await typeThePaper(printed)
  assert.equal(right.code, 0, right.said)
  assert.match(right.said, /lies at .* again/)
  await start()
})

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import { holdFolder } from './hold-folder.ts'

async function aFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-held-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const hold = (folder: string) => holdFolder(folder, assert.fail)

/** Another process that holds the folder, or says why it does not. */
async function another(t: TestContext, folder: string): Promise<{ process: ChildProcess; said: string }> {
  const script = `
    const { holdFolder } = await import(${JSON.stringify(new URL('hold-folder.ts', import.meta.url).href)})
    const ends = await holdFolder(${JSON.stringify(folder)}, console.log).catch((error) => console.log(error.message))
    if (ends) { console.log('holds'); setInterval(() => {}, 1000) }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const [said] = await once(child.stdout, 'data')
  return { process: child, said: String(said) }
}

test('one process at a time holds a folder, and who comes second hears which does', async (t) => {
  const folder = join(await aFolder(t), 'not', 'there yet')
  const end = await hold(folder)
  const second = await another(t, folder)
  assert.match(
    second.said,
    new RegExp(`already running on this data folder \\(process ${process.pid}\\)\\. Stop that one first`),
  )
  await end()
  assert.deepEqual(await readdir(folder), [])
  assert.equal((await another(t, folder)).said.trim(), 'holds')
  await assert.rejects(hold(folder), Refused)
})

test('whoever asks for ever takes nothing from it, and keeps it from nothing', async (t) => {
  const folder = await aFolder(t)
  const end = await hold(folder)
  assert.equal((await stat(join(folder, 'running'))).mode & 0o022, 0, 'nobody else may ask')
  const asking = Array.from({ length: 30 }, () =>
    connect({ path: join(folder, 'running'), allowHalfOpen: true }),
  )
  for (const one of asking) one.on('error', () => undefined)
  t.after(() => {
    for (const one of asking) one.destroy()
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await assert.rejects(hold(folder), Refused)
  await end()
})

test('one that was killed leaves nothing that stops the next', async (t) => {
  const folder = await aFolder(t)
  const { process: killed, said } = await another(t, folder)
  assert.equal(said.trim(), 'holds')
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  assert.deepEqual(await readdir(folder), ['running'])
  const end = await hold(folder)
  await assert.rejects(hold(folder), Refused)
  await end()
})

test('one that stands still holds the folder all the same', async (t) => {
  const folder = await aFolder(t)
  const { process: still } = await another(t, folder)
  still.kill('SIGSTOP')
  await assert.rejects(hold(folder), /already running on this data folder\. Stop that one first/)
})

test('a folder with a long path is held, and found under another name too', async (t) => {
  const place = await aFolder(t)
  const folder = join(place, 'd'.repeat(120))
  await mkdir(folder)
  const link = join(place, 'link')
  await symlink(folder, link)
  const end = await hold(folder)
  await assert.rejects(hold(link), Refused)
  await end()
})

test('where no socket can be made, it says so and goes on', async (t) => {
  const folder = await aFolder(t)
  // Something that is no socket, and cannot be taken away.
  await mkdir(join(folder, 'running', 'full'), { recursive: true })
  const said: string[] = []
  const end = await holdFolder(folder, (sentence) => said.push(sentence))
  assert.equal(said.length, 1)
  assert.match(said[0] ?? '', /^A second start on this data folder would not be noticed/)
  await end()
})

test('two that start at once do not both hold it', async (t) => {
  const folder = await aFolder(t)
  // A socket that was left, which each would clear away.
  const left = await another(t, folder)
  left.process.kill('SIGKILL')
  await once(left.process, 'exit')
  const both = await Promise.all([another(t, folder), another(t, folder), another(t, folder)])
  assert.equal(both.filter(({ said }) => said.trim() === 'holds').length, 1)
})

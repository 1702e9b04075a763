import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  confirmPrinted,
  createMasterKey,
  openMasterKeys,
  prepareNextMasterKey,
  promoteNextMasterKey,
  restoreMasterKey,
} from './master-key.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'master-key-'))
  await mkdir(join(folder, 'data'))
})
after(() => rm(folder, { recursive: true }))

const fileNamed = (name: string) => ({ path: join(folder, name), apartFrom: [join(folder, 'data')] })

test('a new master key is readable by its owner alone, and what is printed is what is in the file', async () => {
  const file = fileNamed('new')
  const printed = await createMasterKey(file)
  assert.equal((await stat(file.path)).mode & 0o777, 0o600)
  assert.equal(await readFile(file.path, 'ascii'), `${printed}\n`)
  await confirmPrinted(file, printed.toLowerCase())
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('new')),
    ['new'],
  )
})

test('a key’s folder is made with the key, for its owner alone', async () => {
  await createMasterKey(fileNamed('safe/key'))
  assert.equal((await stat(join(folder, 'safe'))).mode & 0o777, 0o700)
})

test('a slip in what was typed, or another machine’s key, is not taken for a confirmation', async () => {
  const file = fileNamed('confirm')
  const printed = await createMasterKey(file)
  const others = await createMasterKey(fileNamed('another-machine'))
  await assert.rejects(confirmPrinted(file, printed.slice(6)), /You typed 65/)
  await assert.rejects(confirmPrinted(file, others), /not the one in use here/)
})

test('a second key is never written over the first', async () => {
  const file = fileNamed('once')
  const printed = await createMasterKey(file)
  await assert.rejects(createMasterKey(file), /There is a master key at .* already/)
  await confirmPrinted(file, printed)
})

test('a key that others can read is refused, and the sentence says what to run', async () => {
  const file = fileNamed('open')
  await createMasterKey(file)
  for (const mode of [0o640, 0o604, 0o601]) {
    await chmod(file.path, mode)
    await assert.rejects(openMasterKeys(file), /chmod 600/)
  }
})

test('a key among the data is refused, also through a link and when made there', async () => {
  await symlink(join(folder, 'data'), join(folder, 'linked'))
  await assert.rejects(createMasterKey(fileNamed('data/key')), /may not lie in/)
  await assert.rejects(createMasterKey(fileNamed('linked/key')), /may not lie in/)
  const elsewhere = { ...fileNamed('data/key'), apartFrom: [] }
  await createMasterKey(elsewhere)
  await assert.rejects(openMasterKeys(fileNamed('data/key')), /may not lie in/)
  await createMasterKey(fileNamed('data-beside-it'))
})

test('a missing or damaged key file is said in words', async () => {
  await assert.rejects(openMasterKeys(fileNamed('missing')), /There is no master key at .* printed copy/)
  const file = fileNamed('damaged')
  await createMasterKey(file)
  await writeFile(file.path, 'half a k')
  await assert.rejects(openMasterKeys(file), /is damaged. Put it back from the printed copy/)
})

test('a printed key, typed on a new machine, is the same key', async () => {
  const [old, fresh] = [fileNamed('old-machine'), fileNamed('new-machine')]
  const printed = await createMasterKey(old)
  await restoreMasterKey(fresh, printed.replaceAll('-', ' '))
  assert.equal((await openMasterKeys(fresh)).current.id, (await openMasterKeys(old)).current.id)
})

test('during a rotation both keys are there; asked again it is the same next key; afterwards only that', async () => {
  const file = fileNamed('rotating')
  await createMasterKey(file)
  const printed = await prepareNextMasterKey(file)
  assert.equal(await prepareNextMasterKey(file), printed)
  const during = await openMasterKeys(file)
  assert.notEqual(during.next?.id, during.current.id)
  await confirmPrinted(file, printed)
  await promoteNextMasterKey(file)
  const after = await openMasterKeys(file)
  assert.equal(after.current.id, during.next?.id)
  assert.equal(after.next, undefined)
})

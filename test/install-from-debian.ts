import { spawnSync } from 'node:child_process'

/** Installs a package with apt-get when we are root, and says so; otherwise does nothing. Look for the program again afterwards. */
export function installFromDebian(name: string, what: string): void {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) return
  process.stderr.write(`Installing ${what} (apt-get install ${name}).\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, stdio: ['ignore', 2, 2] as ['ignore', 2, 2] }
  spawnSync('apt-get', ['update', '-q'], options)
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', name], options)
}

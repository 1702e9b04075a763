import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The browser that journeys run in: from the PATH, or installed with apt-get when we are root. */
export function findChromium(): string {
  const found = lookForChromium() ?? installChromium()
  if (found) return found
  throw new Error(
    'The browser tests need Chromium, which is not on the PATH. Install it (Debian and Ubuntu: apt-get install chromium), ' +
      'or run the other tests alone: npm test -- "src/**/*.test.ts"',
  )
}

function lookForChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

function installChromium(): string | undefined {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) return undefined
  process.stderr.write('Installing Chromium for the browser tests (apt-get install chromium).\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-q'], { env, stdio: ['ignore', 2, 2] })
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], {
    env,
    stdio: ['ignore', 2, 2],
  })
  return lookForChromium()
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

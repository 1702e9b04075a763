import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installFromDebian } from './install-from-debian.ts'

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
  installFromDebian('chromium', 'Chromium for the browser tests')
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

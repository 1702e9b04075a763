import { spawnSync } from 'node:child_process'
import { chownSync, readFileSync } from 'node:fs'

/** Whom PostgreSQL runs as. Empty: as ourselves. */
export type PostgresUser = { uid?: number; gid?: number }

/** Where root keeps what that user cannot reach in the checkout or the data folder. */
export const elsewhere = '/var/lib/schoolkeeper'

type Account = { name: string; uid: number; gid: number }

const usual = ['nobody', 'postgres', 'daemon']

/**
 * PostgreSQL refuses to run as root, so root hands it to an account that exists and may do nothing: nobody (65534)
 * where there is one. `ownerUid` is whose the data already is; it then stays theirs.
 */
export function choosePostgresUser(ownerUid?: number): PostgresUser {
  if (process.getuid?.() !== 0) return {}
  const accounts = readAccounts().filter(({ uid }) => uid > 0)
  const chosen =
    accounts.find(({ uid }) => uid === ownerUid) ??
    accounts.find(({ uid }) => uid === 65534) ??
    usual.map((name) => accounts.find((account) => account.name === name)).find(Boolean) ??
    accounts[0]
  if (!chosen)
    throw new Error(
      'PostgreSQL cannot run as root, and /etc/passwd has no other account. Add one: useradd schoolkeeper',
    )
  return { uid: chosen.uid, gid: chosen.gid }
}

function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 7)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

/** Whether that user may pass into a folder or run a file. The kernel is asked, as that user: folders above count too. */
export function canEnter(user: PostgresUser, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/' }).status === 0
}

/** Whether that user may read a file. */
export function canRead(user: PostgresUser, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -r "$1"', 'sh', path], { ...user, cwd: '/' }).status === 0
}

/** Refuses, in words, a folder that PostgreSQL's user may not enter: the loader's own message misleads. */
export function requireEntry(user: PostgresUser, path: string): void {
  if (canEnter(user, path)) return
  throw new Error(
    `PostgreSQL runs as user ${user.uid}, which may not enter ${path}. Allow others to pass through the folders above ` +
      'it (chmod o+x), or start Schoolkeeper as an ordinary user.',
  )
}

/** Gives the path to PostgreSQL's user; to nobody when we run as an ordinary user ourselves. */
export function giveTo(user: PostgresUser, path: string): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid)
}

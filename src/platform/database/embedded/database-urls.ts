import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { PostgresFiles } from './postgres-files.ts'

/** One address for each role that signs in (see roles.sql), and the superuser's for making them. */
export type DatabaseUrls = {
  ownerUrl: string
  appUrl: string
  backupUrl: string
  jobsUrl: string
  superuserUrl: string
}

const roles = [
  'postgres',
  'schoolkeeper_owner',
  'schoolkeeper_app',
  'schoolkeeper_backup',
  'schoolkeeper_jobs',
] as const

export type Passwords = Record<(typeof roles)[number], string>

/**
 * Kept beside the database, for our own eyes: other programs may run as the same unprivileged user, so being able to
 * reach the socket must not be enough to sign in.
 */
export function readOrMakePasswords({ passwords: file, cluster }: PostgresFiles): Passwords {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Passwords
  if (existsSync(cluster))
    throw new Error(
      `The database's passwords (${file}) are gone. Put that file back from a copy, or restore a backup.`,
    )
  const made = Object.fromEntries(roles.map((role) => [role, randomBytes(24).toString('hex')])) as Passwords
  writeFileSync(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return made
}

/** One address for each role, over the Unix socket. */
export function databaseUrls(
  socketFolder: string,
  passwords: Passwords,
  database = 'schoolkeeper',
): DatabaseUrls {
  const host = encodeURIComponent(socketFolder)
  const url = (role: keyof Passwords): string => `postgres://${role}:${passwords[role]}@${host}/${database}`
  return {
    ownerUrl: url('schoolkeeper_owner'),
    appUrl: url('schoolkeeper_app'),
    backupUrl: url('schoolkeeper_backup'),
    jobsUrl: url('schoolkeeper_jobs'),
    superuserUrl: url('postgres'),
  }
}

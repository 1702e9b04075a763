// A directory is set up in three steps, each of which can be changed later: where it is, as whom we sign in, where
// people are placed.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsSaid, said } from '#/platform/forms/answers.ts'
import { parseName } from '#/platform/ldap/distinguished-name.ts'
import { openLdap, requireNotInClear } from '#/platform/ldap/ldap.ts'
import type { Connection } from './connection.ts'
import {
  findConnection,
  insertConnection,
  lockConnection,
  nameIsTaken,
  saveConnection,
} from './connection-store.ts'
import { queueFollowing } from './queue-following.ts'
import { sealBindPassword } from './reach-directory.ts'

const isName = (text: string) => text === '' || (parseName(text)?.length ?? 0) > 0
const likeName = 'Write it as the directory does, like ou=People,dc=school,dc=example'

export const whereForm = z.object({
  name: said('Give it a name that your colleagues know', 80),
  dialect: z.enum(['openLdap', 'activeDirectory'], 'Choose what kind of directory it is'),
  host: said('Enter its name or address', 253).refine(
    (host) => /^[A-Za-z0-9.:-]+$/.test(host),
    'Enter the name or address alone, like ldap.school.example',
  ),
  port: z.coerce
    .number('Enter the port, usually 636 or 389')
    .int()
    .min(1)
    .max(65_535, 'Enter a port up to 65535'),
  security: z.enum(['ldaps', 'startTls', 'none'], 'Choose how the connection is encrypted'),
  trusted: perhapsSaid(20_000).refine(
    (pem) => pem === null || /^-----BEGIN CERTIFICATE-----/.test(pem),
    'Paste the whole certificate, from BEGIN CERTIFICATE on',
  ),
})
export type Where = z.infer<typeof whereForm>

export const bindForm = z.object({
  bindName: said(likeName, 500).refine(isName, likeName),
  bindPassword: z.string().max(500).default(''),
})

export const placeForm = z.object({
  base: said(likeName, 500).refine(isName, likeName),
  placedBy: z.enum(['kind', 'phase', 'class'], 'Choose how people are placed'),
  logonDomain: perhapsSaid(120),
})

/** Notes a new directory. Nothing is connected yet. Refuses a name in use, and a connection in clear beyond this machine. */
export function addConnection(context: Context, actor: Actor, where: Where): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'directories.keep')
    await requireGood(tx, schoolId, where, null)
    const id = newId()
    await insertConnection(tx, {
      ...where,
      school_id: schoolId,
      id,
      bind_name: null,
      bind_password: null,
      base: null,
      placed_by: 'class',
      logon_domain: null,
      state: 'unfinished',
      made_at: context.clock(),
      made_by: requirePerson(actor).personId,
    })
    record(tx, { did: 'directories.added', about: { kind: 'directory', id } })
    return id
  })
}

/**
 * Changes where the directory is. At another address the password is forgotten, so that nobody has it sent to a server of
 * their own, and a plan comes first again.
 */
export function changeWhere(context: Context, actor: Actor, id: string, where: Where): Promise<void> {
  return change(context, actor, id, async (tx, connection) => {
    await requireGood(tx, actor.schoolId, where, id)
    const again = isElsewhere(connection, where)
      ? { state: 'unfinished' as const, bind_name: null, bind_password: null }
      : {}
    await saveConnection(tx, actor.schoolId, id, { ...where, ...again })
  })
}

/** Whether our password would go another way than it was given for. */
function isElsewhere(now: Connection, then: Where): boolean {
  return (['host', 'port', 'security', 'trusted'] as const).some((part) => now[part] !== then[part])
}

/**
 * Changes as whom we sign in there, after trying it: a name or password that does not work is refused at once. It is shown
 * nowhere, so it is typed each time.
 */
export async function changeBind(
  context: Context,
  actor: Actor,
  id: string,
  { bindName, bindPassword }: z.infer<typeof bindForm>,
): Promise<void> {
  const connection = await inTransaction(context, actor, (tx) => findConnection(tx, actor.schoolId, id))
  allow(context, actor, 'directories.keep')
  if (bindPassword === '')
    throw new Refused('Type the password too: it is shown nowhere, so it cannot be left as it is.')
  const ldap = await openLdap(connection, bindName, bindPassword)
  await ldap.close()
  await change(context, actor, id, async (tx) => {
    const sealed = await sealBindPassword(context, tx, actor.schoolId, id, bindPassword)
    const state = connection.base === null ? {} : ({ state: stateAfter(connection) } as const)
    await saveConnection(tx, actor.schoolId, id, { bind_name: bindName, bind_password: sealed, ...state })
  })
}

/** Changes where people are placed. The next thing is always a plan: many entries may move. */
export function changePlaces(
  context: Context,
  actor: Actor,
  id: string,
  { base, placedBy, logonDomain }: z.infer<typeof placeForm>,
): Promise<void> {
  return change(context, actor, id, async (tx, connection) => {
    if (connection.bindName === null) throw new Refused('Say first as whom Schoolkeeper signs in there.')
    const places = { base, placed_by: placedBy, logon_domain: logonDomain }
    await saveConnection(tx, actor.schoolId, id, { ...places, state: 'planning' })
  })
}

/** Stops writing to the directory, or goes on. What changes meanwhile waits. */
export function pauseConnection(context: Context, actor: Actor, id: string, paused: boolean): Promise<void> {
  return change(context, actor, id, async (tx, { state }) => {
    const from = paused ? 'following' : 'paused'
    if (state !== from) throw new Refused('This directory is not as the page showed it. Look again.')
    await saveConnection(tx, actor.schoolId, id, { state: paused ? 'paused' : 'following' })
    if (!paused) await queueFollowing(tx, id)
  })
}

const stateAfter = ({ state }: Connection) => (state === 'unfinished' ? 'planning' : state)

function change(
  context: Context,
  actor: Actor,
  id: string,
  work: (tx: Tx, connection: Connection) => Promise<void>,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const connection = await lockConnection(tx, actor.schoolId, id)
    allow(context, actor, 'directories.keep')
    await work(tx, connection)
    record(tx, { did: 'directories.changed', about: { kind: 'directory', id } })
  })
}

async function requireGood(tx: Tx, schoolId: string, where: Where, id: string | null): Promise<void> {
  requireNotInClear(where)
  if (await nameIsTaken(tx, schoolId, where.name, id)) {
    throw new Refused('Another directory has this name. Choose one that tells them apart.')
  }
}

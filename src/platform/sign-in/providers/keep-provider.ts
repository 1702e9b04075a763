// How a school's connection to Google or Microsoft is kept: set up, tried, turned on, turned off.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '../../access/access.ts'
import type { Actor } from '../../access/actor.ts'
import { record } from '../../audit/trail.ts'
import { type Context, inTransaction } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { said } from '../../forms/answers.ts'
import type { ProviderAddress } from '../../open-id/open-id.ts'
import type { Parts } from '../parts.ts'
import { unbindAll } from './account-store.ts'
import { requireOwnPassword } from './own-password.ts'
import { type Provider, type ProviderKind, providerKinds } from './provider.ts'
import {
  endSessionsBegunWith,
  findProvider,
  saveProvider,
  saveState,
  sealedSecretOf,
} from './provider-store.ts'

const list = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((sent) => (typeof sent === 'string' ? sent.split(',').filter(Boolean) : sent))

/** The form of a connection. */
export function providerForm(parts: Parts, kind: ProviderKind) {
  const { belongsToPattern, belongsToWrong, name } = providerKinds[kind]
  const kinds = parts.providers.kinds.map(({ value }) => value)
  return z.object({
    clientId: said(`Enter the client ID that ${name} shows`, 300).refine(
      (id) => /^[\w.:-]+$/.test(id),
      'Copy the client ID alone, without spaces',
    ),
    clientSecret: z.string().trim().max(500, 'That is too long for a client secret').default(''),
    belongsTo: z
      .string(belongsToWrong)
      .trim()
      .toLowerCase()
      .refine((typed) => belongsToPattern.test(typed), belongsToWrong),
    kinds: list.pipe(
      z.array(z.enum(kinds, 'Choose from the list')).min(1, 'Choose who may sign in this way'),
    ),
  })
}
export type ProviderForm = z.infer<ReturnType<typeof providerForm>>

/**
 * Sets a connection up or changes it. With another client or tenant it is off until it was tried again, and every account
 * has to be connected anew; a new secret alone changes nobody’s account, and leaves it on. Refuses a new connection without
 * the secret, and a change of one that is on by somebody who could not come in without it.
 */
export function keepProvider(
  parts: Parts,
  context: Context,
  actor: Actor,
  kind: ProviderKind,
  form: ProviderForm,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = await findProvider(tx, schoolId, kind, true)
    allow(context, actor, 'signIn.keepProviders')
    const person = requirePerson(actor)
    if (now?.state === 'on') await requireOwnPassword(tx, person)
    const id = now?.id ?? newId()
    const sealedSecret = await secretToSave(parts, tx, { schoolId, id }, now, form)
    const issuer = parts.providers.issuerOf(kind, form.belongsTo)
    const isElsewhere = !now || leadsElsewhere(now, { ...form, issuer })
    const stands = isElsewhere ? { state: 'off' as const, triedAt: null } : standsAfter(now, form)
    if (now && isElsewhere) await unbindAll(tx, schoolId, id)
    if (now?.state === 'on' && isElsewhere) await endSessionsBegunWith(tx, schoolId, kind, context.clock())
    await saveProvider(tx, schoolId, {
      id,
      kind,
      issuer,
      clientId: form.clientId,
      belongsTo: form.belongsTo,
      kinds: form.kinds,
      ...stands,
      sealedSecret,
      changedAt: context.clock(),
      changedBy: person.personId,
    })
    record(tx, { did: 'signIn.providerChanged', about: { kind: 'signInProvider', id }, detail: { kind } })
  })
}

/** Whether the accounts of one connection are not those of the other. */
function leadsElsewhere(now: Provider, then: Pick<Provider, 'issuer' | 'clientId' | 'belongsTo'>): boolean {
  return now.issuer !== then.issuer || now.clientId !== then.clientId || now.belongsTo !== then.belongsTo
}

/** What is on stays on with a new secret, which the accounts do not hang on; what is off is tried with it first. */
function standsAfter(
  { state, triedAt }: Provider,
  { clientSecret }: ProviderForm,
): Pick<Provider, 'state' | 'triedAt'> {
  return { state, triedAt: state === 'off' && clientSecret !== '' ? null : triedAt }
}

/** The secret goes only where it was given for: with another client ID it is typed again. */
function secretToSave(
  parts: Parts,
  tx: Tx,
  about: { schoolId: string; id: string },
  now: Provider | undefined,
  { clientId, clientSecret }: ProviderForm,
): Promise<Buffer> {
  if (clientSecret !== '') return parts.cipher.seal(tx, 'provider secret', Buffer.from(clientSecret), about)
  if (now?.clientId === clientId) return sealedSecretOf(tx, about.schoolId, about.id)
  throw new Refused('Enter the client secret too. It is kept encrypted and shown nowhere.')
}

/** Turns it on. Refuses before it was tried as it is set up now. */
export function turnOn(context: Context, actor: Actor, kind: ProviderKind): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const provider = await requireProvider(tx, actor.schoolId, kind, true)
    allow(context, actor, 'signIn.keepProviders')
    if (provider.triedAt === null) {
      throw new Refused('Try it first: nobody should find out on Monday morning that it does not work.')
    }
    await saveState(tx, actor.schoolId, provider.id, 'on')
    const about = { kind: 'signInProvider', id: provider.id }
    record(tx, { did: 'signIn.providerTurnedOn', about, detail: { kind } })
  })
}

/**
 * Turns it off at once: every session that began with it ends. Whoever chose a password goes on with it; who has none is
 * given a temporary one. Refuses somebody who has none: nobody might be left to turn it on again.
 */
export function turnOff(context: Context, actor: Actor, kind: ProviderKind): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const provider = await requireProvider(tx, actor.schoolId, kind, true)
    allow(context, actor, 'signIn.keepProviders')
    await requireOwnPassword(tx, requirePerson(actor))
    await saveState(tx, actor.schoolId, provider.id, 'off')
    const ended = await endSessionsBegunWith(tx, actor.schoolId, kind, context.clock())
    const about = { kind: 'signInProvider', id: provider.id }
    record(tx, { did: 'signIn.providerTurnedOff', about, detail: { kind, ended } })
  })
}

/** The connection. Not found where the school has none. */
export async function requireProvider(
  tx: Tx,
  schoolId: string,
  kind: ProviderKind,
  held = false,
): Promise<Provider> {
  const provider = await findProvider(tx, schoolId, kind, held)
  if (!provider) throw new NotFound('sign-in provider')
  return provider
}

/** Everything that is needed to ask the provider. */
export async function addressOf(
  parts: Parts,
  tx: Tx,
  schoolId: string,
  { id, issuer, clientId }: Provider,
): Promise<ProviderAddress> {
  const sealed = await sealedSecretOf(tx, schoolId, id)
  const clientSecret = String(await parts.cipher.open(tx, 'provider secret', sealed, { schoolId, id }))
  return { issuer, clientId, clientSecret, onThisMachine: parts.providers.onThisMachine }
}

import * as z from 'zod'
import { hashProxyKey } from '#/engines/filter/index.ts'
import { newId } from '#/kernel/id.ts'
import { dayMs } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { Sensitive } from '#/kernel/sensitive.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { findSchool } from '../schools/index.ts'
import { proxyKeysChanged } from './happenings.ts'
import { keysMost, newName, newSecret, type ProxyKey } from './proxy-key.ts'
import { keyLastsDays, proxyAddress } from './settings.ts'
import { insertKey, listKeys, lockHolder } from './store.ts'

export const makeKeyForm = z.object({
  device: said('Say for which device, such as “Laptop in the library”', 60),
})
export type MakeKey = z.infer<typeof makeKeyForm>

/** Makes a key of one's own, which nobody can read again. Refused where the proxy asks for none, and beyond five. */
export function makeKey(
  context: Context,
  actor: Actor,
  { device }: MakeKey,
): Promise<{ key: ProxyKey; secret: Sensitive; proxy: string }> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const { personId } = requirePerson(actor)
    allow(context, actor, 'proxyKeys.own')
    const proxy = await readSetting(tx, schoolId, proxyAddress)
    if (proxy === '') throw new Refused('The proxy of this school asks for no keys, so none is made.')
    const madeAt = context.clock()
    await lockHolder(tx, schoolId, personId)
    if ((await listKeys(tx, schoolId, madeAt, personId)).length >= keysMost)
      throw new Refused(`You have ${keysMost} keys. End one that you no longer use, then make the new one.`)
    const { slug } = await findSchool(tx, schoolId)
    const days = await readSetting(tx, schoolId, keyLastsDays)
    const until = new Date(madeAt.getTime() + days * dayMs)
    const key = { id: newId(), personId, name: newName(slug), device, madeAt, until, endedAt: null }
    const secret = new Sensitive(newSecret())
    await insertKey(tx, schoolId, key, hashProxyKey(secret.reveal()))
    record(tx, { did: 'proxyKeys.made', about: { kind: 'person', id: personId }, detail: { key: key.name } })
    await announce(context, tx, actor, proxyKeysChanged, {})
    return { key, secret, proxy }
  })
}

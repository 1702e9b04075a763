// The gate (decision X8): whoever runs the server has no role that reads a record, so two people of the school allow an
// export on a page, and the code that they get is what the operator's command needs.

import { createHash, randomBytes } from 'node:crypto'
import { newId } from '#/kernel/id.ts'
import { NotAllowed } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '../access/access.ts'
import type { Actor } from '../access/actor.ts'
import { record } from '../audit/trail.ts'
import { type Context, inTransaction } from '../context.ts'
import type { TwoPersonAction } from '../two-person/request.ts'
import { useGrant } from '../two-person/two-person.ts'
import { insertCode, spendCode } from './store.ts'

export const codeLastsHours = 24
const codeBytes = 10
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export const exportAction: TwoPersonAction = {
  id: 'exports.school',
  words: 'export everything of the school into a folder',
  aboutKind: 'school',
  askedBy: ['head', 'chairOfGovernors'],
  agreedBy: ['dsl', 'deputyDsl', 'head', 'chairOfGovernors'],
  waitsForHours: 72,
  grantLastsMinutes: 60,
  path: () => '/export',
}

/** Makes the one-time code, once a second person has agreed. It is shown now and never again: only its hash is kept. */
export async function makeExportCode(context: Context, actor: Actor): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'exports.ask')
    const { schoolId, personId } = requirePerson(actor)
    await useGrant(context, tx, actor, exportAction, schoolId)
    const code = newCode()
    const now = context.clock()
    await insertCode(tx, {
      school_id: schoolId,
      id: newId(),
      code_hash: hashOf(code),
      asked_by: personId,
      made_at: now,
      ends_at: new Date(now.getTime() + codeLastsHours * 3_600_000),
    })
    record(tx, { did: 'exports.codeMade', about: { kind: 'school', id: schoolId } })
    return code
  })
}

/** Uses a code up. Returns who asked for the export: it holds what they may see. */
export async function useExportCode(context: Context, actor: Actor, typed: string): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const askedBy = await spendCode(tx, actor.schoolId, hashOf(typed), context.clock())
    if (askedBy === undefined) {
      throw new NotAllowed(
        'This code is not in force: it was mistyped, used, or is older than a day. The head makes one on the page “Export”.',
      )
    }
    record(tx, { did: 'exports.made', about: { kind: 'school', id: actor.schoolId } })
    return askedBy
  })
}

function newCode(): string {
  const bits = [...randomBytes(codeBytes)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five, 2)))
  return (letters.join('').match(/.{4}/g) ?? []).join('-')
}

function hashOf(typed: string): Buffer {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return createHash('sha256').update(`schoolkeeper export code 1|${code}`).digest()
}

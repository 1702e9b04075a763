import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type IncomingFile, storeFile, type TakenIn, withUpload } from '#/platform/files/files.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { practiceOf } from './catalogue.ts'
import { requireForActor } from './permissions.ts'
import { type Arrangement, type Attestation, dueAfter, emptyBecause, type Practice } from './practice.ts'
import { findArrangement, insertAttestation, newestOf, saveArrangement } from './store.ts'

const maxCharacters = 2000

export const attestForm = z
  .object({
    result: z.enum(['kept', 'partly', 'notKept'], 'Choose whether it happens'),
    seenOn: z
      .string('Give the day on which you looked')
      .refine(isCalendarDate, 'Give the day on which you looked'),
    seen: z
      .string()
      .trim()
      .min(20, 'Say where you looked and what you saw, in a sentence or two')
      .max(maxCharacters, 'Keep this under 2,000 characters'),
    remark: z
      .string()
      .trim()
      .max(maxCharacters, 'Keep this under 2,000 characters')
      .default('')
      .transform((text) => text || null),
  })
  .refine(({ result, remark }) => result === 'kept' || remark !== null, {
    path: ['remark'],
    message: 'Say what the school will do about it',
  })
export type AttestPractice = z.infer<typeof attestForm>

/** The largest proof: a scan or a photograph of a notice, not a film. */
const proofMaxBytes = 20_000_000

/**
 * Records that somebody looked, and what they saw, with proof where there is some. Refuses an empty tick: the words of
 * the last time, a day to come, or one that is out of date already. Only whoever the calendar names, or keeps it.
 */
export async function attestPractice(
  context: Context,
  actor: Actor,
  practice: string,
  request: AttestPractice,
  proof: IncomingFile | null = null,
): Promise<string> {
  const who = requirePerson(actor)
  const attest = (taken: TakenIn | null) =>
    inTransaction(context, who, async (tx) => {
      const found = await findToAttest(context, tx, who, practice)
      const fileId = taken ? await keepProof(context, tx, who, found.arrangement, taken) : null
      return save(context, tx, who, { ...found, request, fileId })
    })
  if (proof === null) return attest(null)
  return withUpload(context.vault, who.schoolId, proof, attest, { maxBytes: proofMaxBytes })
}

/** The practice and its place in the calendar. Not found while it is in none; refuses whoever it does not name. */
async function findToAttest(context: Context, tx: Tx, actor: PersonActor, key: string) {
  const practice = practiceOf(key)
  const arrangement = practice && (await findArrangement(tx, actor.schoolId, key, true))
  if (!practice || !arrangement) throw new NotFound('practice')
  allow(context, actor, 'practices.attest')
  requireForActor(actor, arrangement)
  return { practice, arrangement }
}

function keepProof(context: Context, tx: Tx, actor: PersonActor, { id }: Arrangement, taken: TakenIn) {
  const about = { kind: 'practice', id }
  return storeFile(tx, context.vault, actor, { taken, about, source: 'staffForm', at: context.clock() })
}

type Found = { practice: Practice; arrangement: Arrangement; request: AttestPractice; fileId: string | null }

async function save(context: Context, tx: Tx, actor: PersonActor, found: Found): Promise<string> {
  const { practice, arrangement, request, fileId } = found
  const last = await newestOf(tx, actor.schoolId, arrangement.id)
  const at = context.clock()
  const empty = emptyBecause(request, { every: arrangement.every, last, today: londonDate(at) })
  if (empty) throw new Refused(empty.sentence)
  const { version } = practice
  const attestation: Attestation = {
    ...request,
    id: newId(),
    version,
    fileId,
    attestedBy: actor.personId,
    attestedAt: at,
  }
  await insertAttestation(tx, actor.schoolId, arrangement.id, attestation)
  const dueOn = dueAfter(request.seenOn, arrangement.every)
  await saveArrangement(tx, actor.schoolId, { ...arrangement, version, dueOn })
  const reason = 'It was attested.'
  await endTasksAbout(context, tx, actor, { aboutId: arrangement.id, state: 'done', reason })
  record(tx, {
    did: 'practices.attested',
    about: { kind: 'practice', id: arrangement.id },
    detail: { practice: practice.key, version, result: request.result, seenOn: request.seenOn, fileId },
  })
  return attestation.id
}

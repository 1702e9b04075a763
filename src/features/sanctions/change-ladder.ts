import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused, Stale } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { holdersOn, roleWords } from '../people/index.ts'
import { insertLadder, inUse, laddersOf } from './ladder-store.ts'
import { approverNames, type Ladder, type Level, ladderSchema, stopNames, weightNames } from './ladders.ts'
import { approvers } from './sanction.ts'

/** More rungs than any school’s policy has, and few enough for one page. */
export const mostRungs = 12

const typed = z.string().trim().default('')
const ticked = z.union([z.array(z.string()), z.string().transform((one) => (one ? one.split(',') : []))])

/** One rung as it is typed; a rung without words is left out, and so taken off the ladder. */
const rungSchema = z
  .object({
    id: typed,
    place: z.coerce
      .number('Enter its place: 1 is the mildest')
      .int('Enter its place: 1 is the mildest')
      .min(1, 'Enter its place: 1 is the mildest')
      .max(99, 'Enter its place: 1 is the mildest'),
    name: z
      .string()
      .trim()
      .min(3, 'Say what follows, in three letters or more')
      .max(80, 'Keep it under 80 characters'),
    approver: z.enum(approverNames, 'Choose who has to agree'),
    atLeast: z.enum(weightNames, 'Choose from which weight on'),
    stops: ticked.default([]).pipe(z.array(z.enum(stopNames))),
  })
  .strict()
type Rung = z.infer<typeof rungSchema>

/** The form: `name-0`, `approver-0` … for each rung in the order of the page, and why it changes. */
export const changeLadderForm = z
  .looseObject({
    why: said('Say in a few words why it changes', 500),
    seenVersion: z.coerce.number().int().min(0),
  })
  .transform(({ why, seenVersion, ...sent }, checked) => {
    const rungs: Rung[] = []
    for (let at = 0; at < mostRungs; at += 1) {
      const field = (name: string) => sent[`${name}-${at}`] as string | undefined
      if (!field('name')?.trim()) continue
      const parts = ['id', 'place', 'name', 'approver', 'atLeast', 'stops']
      const read = rungSchema.safeParse(Object.fromEntries(parts.map((part) => [part, field(part)])))
      if (read.success) rungs.push(read.data)
      for (const { path, message } of read.error?.issues ?? []) {
        checked.addIssue({ code: 'custom', path: [`${String(path[0])}-${at}`], message })
      }
    }
    return { why, seenVersion, rungs }
  })
export type ChangeLadder = z.output<typeof changeLadderForm>

/**
 * Makes a new version of the school’s own ladder. Refused: a ladder on which less than the head excludes or dismisses, an
 * approver whom nobody is, and taking off a rung on which a sanction is not over. Stale where somebody changed it since.
 */
export function changeLadder(
  context: Context,
  actor: Actor,
  of: Ladder['of'],
  request: ChangeLadder,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = (await laddersOf(tx, schoolId))[of]
    allow(context, actor, 'sanctions.changeLadders')
    requireFresh(now.ownVersion, request.seenVersion)
    const version = now.ownVersion + 1
    const madeAt = context.clock()
    const levels = levelsFrom(request.rungs, now.ladder.levels)
    requireLadder({ ...now.ladder, version, levels })
    await requireApprovers(tx, schoolId, levels, londonDate(madeAt))
    await requireKept(tx, schoolId, now.ladder, levels)
    const madeBy = requirePerson(actor).personId
    await insertLadder(tx, schoolId, of, { version, levels, why: request.why, madeAt, madeBy })
    record(tx, {
      did: 'sanctions.ladderChanged',
      about: { kind: 'school', id: schoolId },
      detail: { of, version },
    })
  })
}

function requireFresh(version: number, seen: number): void {
  if (version === seen) return
  throw new Stale(
    'Somebody changed this ladder while you did. Nothing of yours is lost: look, and save again.',
    {
      'Version that holds now': String(version),
    },
  )
}

/** What was typed, in the order of places. A rung that stays keeps its id and clauses; a new one is named after its words. */
function levelsFrom(rungs: readonly Rung[], before: readonly Level[]): Level[] {
  return rungs
    .toSorted((a, b) => a.place - b.place)
    .map(({ id: given, place: _place, ...rung }) => {
      const known = before.find(({ id }) => id === given)
      return { ...rung, id: known?.id ?? idFrom(rung.name), clauses: known?.clauses ?? [] }
    })
}

const idFrom = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'rung'

function requireLadder(ladder: Ladder): void {
  const checked = ladderSchema.safeParse(ladder)
  if (!checked.success) throw new Refused(checked.error.issues[0]?.message ?? 'This is no ladder.')
}

async function requireApprovers(
  tx: Tx,
  schoolId: string,
  levels: readonly Level[],
  day: string,
): Promise<void> {
  for (const { name, approver } of levels) {
    for (const roles of approvers[approver].parties) {
      const holders = await Promise.all(roles.map((role) => holdersOn(tx, schoolId, role, day)))
      if (holders.some((people) => people.length > 0)) continue
      throw new Refused(
        `Nobody is ${roles.map(roleWords).join(' or ')} now, so “${name}” could never be approved. Name somebody first, or choose who else agrees.`,
      )
    }
  }
}

async function requireKept(tx: Tx, schoolId: string, before: Ladder, after: readonly Level[]): Promise<void> {
  const used = await inUse(tx, schoolId, before.of)
  const lost = before.levels.find(({ id }) => used.has(id) && !after.some((level) => level.id === id))
  if (!lost) return
  throw new Refused(
    `“${lost.name}” is in use: a sanction on it is not over. Keep it until that one is done or withdrawn.`,
  )
}

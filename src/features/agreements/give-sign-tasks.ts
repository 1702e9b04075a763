// What follows for those who are asked: a task, a task of their teacher, or a letter.

import { instantAt, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { giveTask, giveTaskToEach } from '../tasks/index.ts'
import { agreementRow } from './agreement.ts'
import { queueLinks } from './mail-link.ts'
import type { Round } from './round-store.ts'
import { teachersOf } from './store.ts'
import type { AgreementTables } from './tables.ts'

// A round is chased by the office: what is late in it is no task for the head.
const staysMinutes = 200 * 24 * 60

/** Adults have it in their own tasks; what children sign is a task of their teachers; parents are written to. */
export async function giveTasks(
  context: Context,
  tx: Tx,
  actor: Actor,
  round: Round,
  asked: readonly AskRow[],
): Promise<void> {
  const { signer } = agreementRow(round.agreement)
  if (round.agreement === 'visitor') return
  if (signer === 'guardian') {
    const written = asked.map(({ id, signer_id, about_id }) => ({
      id,
      signerId: signer_id,
      aboutId: about_id,
    }))
    await queueLinks(context, tx, actor, written)
    return
  }
  if (signer === 'adult') await giveToSigners(context, tx, actor, asked)
  else await giveToTeachers(context, tx, actor, round, asked)
}

type AskRow = AgreementTables['agreements.ask']
const due = (dueOn: string) => ({ at: instantAt(dueOn, '17:00'), clock: 'schoolDays' }) as const

function giveToSigners(context: Context, tx: Tx, actor: Actor, asked: readonly AskRow[]): Promise<void> {
  return giveTaskToEach(
    context,
    tx,
    actor,
    asked.map(({ id, signer_id, due_on }) => ({
      to: { personId: signer_id },
      otherwise: 'office',
      escalatesAfterMinutes: staysMinutes,
      kind: 'agreements.sign',
      title: 'Read and sign an agreement',
      about: { kind: 'agreementAsk', id },
      path: `/agreements/mine/${id}`,
      urgency: 'normal',
      due: due(due_on),
      mergeKey: 'sign',
      endsWithPerson: true,
    })),
  )
}

async function giveToTeachers(
  context: Context,
  tx: Tx,
  actor: Actor,
  round: Round,
  asked: readonly AskRow[],
): Promise<void> {
  const dueOf = new Map(asked.flatMap(({ class_id, due_on }) => (class_id ? [[class_id, due_on]] : [])))
  const teachers = await teachersOf(tx, actor.schoolId, [...dueOf.keys()], londonDate(context.clock()))
  const tasks = [...Map.groupBy(teachers, ({ classId }) => classId)].map(([classId, of]) => ({
    to: of.map(({ personId }) => ({ personId })),
    otherwise: 'office' as const,
    escalatesAfterMinutes: staysMinutes,
    kind: 'agreements.classSigns' as const,
    title: 'Go through the agreement with your class and let them sign',
    about: { kind: 'agreementRound', id: round.id },
    path: `/agreements/rounds/${round.id}/classes/${classId}` as const,
    urgency: 'normal' as const,
    due: due(dueOf.get(classId) ?? round.dueOn),
    mergeKey: `class ${classId}`,
  }))
  const alone = tasks.flatMap(({ to: [first, ...others], ...task }) =>
    first && others.length === 0 ? [{ ...task, to: first }] : [],
  )
  await giveTaskToEach(context, tx, actor, alone)
  for (const task of tasks) if (task.to.length > 1) await giveTask(context, tx, actor, task)
}

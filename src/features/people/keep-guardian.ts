import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, may } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import {
  type Guardianship,
  guardianshipsOf,
  saveGuardianship,
  saveGuardianshipEnd,
} from './belonging-store.ts'
import { contactForbidden, guardiansChanged } from './happenings.ts'
import { keepRelativesOut } from './keep-relatives-out.ts'
import { findVisiblePerson } from './person-store.ts'
import { viewerOf } from './viewer.ts'

const yesNo = (question: string) => z.enum(['yes', 'no'], question).transform((answer) => answer === 'yes')

export const guardianForm = z.object({
  guardianId: z.uuid('Choose a parent or carer'),
  relation: z
    .string('Say what they are to the child')
    .trim()
    .min(2, 'Say what they are to the child, like "mother"')
    .max(60, 'Keep this under 60 characters'),
  parentalResponsibility: z.enum(['yes', 'no', 'unknown'], 'Say whether they have parental responsibility'),
  mayBeContacted: yesNo('Say whether the school may contact them'),
  maySign: yesNo('Say whether they may sign for the child'),
  maySee: yesNo('Say whether they may see the child’s records'),
  addressWithheld: yesNo('Say whether addresses must be withheld from them'),
  restriction: z.string().trim().max(2000, 'Keep this under 2,000 characters').optional(),
})

export type KeepGuardian = {
  pupilId: string
  guardianId: string
  relation: string
  parentalResponsibility: 'yes' | 'no' | 'unknown'
  mayBeContacted: boolean
  maySign: boolean
  maySee: boolean
  addressWithheld: boolean
  /** A court order or other restriction, in words. Left out: as it was. Only those who may see it may change it. */
  restriction?: string | undefined
}
export type EndGuardian = { pupilId: string; guardianId: string; lastDay: string }

/** Saves who a child's guardian is and the five answers of S10. Refuses a pupil as guardian and a child who is none. */
export function keepGuardian(context: Context, actor: Actor, request: KeepGuardian): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { pupilId, guardianId, restriction, ...answers } = request
    const viewer = viewerOf(context, actor)
    const pupil = await findVisiblePerson(tx, viewer, pupilId)
    const guardian = await findVisiblePerson(tx, viewer, guardianId)
    allow(context, actor, 'people.keepRecords')
    if (pupil.kind !== 'pupil') throw new Refused('Only a pupil has parents and carers here.')
    if (guardian.kind === 'pupil')
      throw new Refused('A pupil cannot be a parent or carer. Add the adult first.')
    if (restriction !== undefined && !may(context, actor, 'people.seeRestrictions')) {
      throw new NotAllowed('Only the safeguarding leads and the office may write about court orders.')
    }
    const before = await guardianshipOf(tx, actor.schoolId, pupilId, guardianId)
    await saveGuardianship(tx, {
      school_id: actor.schoolId,
      guardian_id: guardianId,
      pupil_id: pupilId,
      relation: answers.relation,
      parental_responsibility: answers.parentalResponsibility,
      may_be_contacted: answers.mayBeContacted,
      may_sign: answers.maySign,
      may_see: answers.maySee,
      address_withheld: answers.addressWithheld,
      court_order: restriction === undefined ? (before?.restriction ?? null) : restriction || null,
      starts_on: before?.startsOn ?? viewer.today,
      ends_on: null,
    })
    record(tx, {
      did: 'people.guardianSaved',
      about: { kind: 'person', id: pupilId },
      detail: { guardianId, ...answers, restrictionChanged: restriction !== undefined },
    })
    await keepRelativesOut(context, tx, actor, [[pupilId, guardianId]])
    await announce(context, tx, actor, guardiansChanged, { pairs: [{ pupilId, guardianId }] })
    if (!answers.mayBeContacted) await announce(context, tx, actor, contactForbidden, { pupilId, guardianId })
  })
}

/** The adult is no longer the child's guardian after a day. What was answered stays on record. */
export function endGuardian(context: Context, actor: Actor, request: EndGuardian): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { pupilId, guardianId, lastDay } = request
    await findVisiblePerson(tx, viewerOf(context, actor), pupilId)
    allow(context, actor, 'people.keepRecords')
    const now = await guardianshipOf(tx, actor.schoolId, pupilId, guardianId)
    if (!now) throw new NotFound('guardian')
    if (now.endsOn !== null && now.endsOn <= londonDate(context.clock())) {
      throw new Refused('This has ended already.')
    }
    await saveGuardianshipEnd(tx, actor.schoolId, { pupilId, guardianId, lastDay })
    record(tx, {
      did: 'people.guardianEnded',
      about: { kind: 'person', id: pupilId },
      detail: { guardianId, lastDay },
    })
    await announce(context, tx, actor, guardiansChanged, { pairs: [{ pupilId, guardianId }] })
  })
}

async function guardianshipOf(
  tx: Parameters<typeof guardianshipsOf>[0],
  schoolId: string,
  pupilId: string,
  guardianId: string,
): Promise<Guardianship | undefined> {
  const all = await guardianshipsOf(tx, schoolId, pupilId, 'guardiansOfPupil')
  return all.find((one) => one.guardianId === guardianId)
}

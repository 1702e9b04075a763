import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { type CalendarDate, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsSaid, said } from '#/platform/forms/answers.ts'
import { classesOfSchool, type PhaseKey, phasesOfSchool } from '../schools/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { pageOf, reasonAgainst } from './checked-site.ts'
import {
  addressesIn,
  type Link,
  type LinkList,
  linesOf,
  newCode,
  type Purpose,
  purposes,
} from './link-list.ts'
import { findList, insertList, saveListEnd } from './list-store.ts'
import { sitesFor } from './store.ts'

const purposeKeys = Object.keys(purposes) as [Purpose, ...Purpose[]]

export const listForm = z.object({
  purpose: z.enum(purposeKeys, 'Choose what it is for'),
  title: said('Give the list a name', 120),
  classId: z.uuid('Choose the class'),
  onDay: z.string('Enter the day').refine(isCalendarDate, 'Enter a real day, like 24 11 2026'),
  words: perhapsSaid(1000),
  addresses: said('Write at least one address', 6000),
})
export type MakeList = z.infer<typeof listForm>

export type Unchecked = { typed: string; reason: string }

/** Addresses that cannot go into a list for a phase, each with the reason; those in the words count too. */
export async function uncheckedIn(
  tx: Tx,
  schoolId: string,
  typed: readonly string[],
  phase: PhaseKey | null,
  day: CalendarDate,
): Promise<Unchecked[]> {
  const pages = typed.map((one) => ({ typed: one, page: pageOf(one) }))
  const found = await sitesFor(
    tx,
    schoolId,
    pages.map(({ page }) => page.site),
  )
  return pages.flatMap(({ typed: one, page }) => {
    const reason = reasonAgainst(found.get(page.site), phase, day)
    return reason === null ? [] : [{ typed: one, reason }]
  })
}

/** Every address of a form, wherever it stands. */
export const addressesOf = ({ addresses, words }: Pick<MakeList, 'addresses' | 'words'>): string[] => {
  const lines = linesOf(addresses)
  return [
    ...lines.map(({ typed }) => typed),
    ...lines.flatMap((line) => addressesIn(line.words)),
    ...addressesIn(words),
  ]
}

/** The phase of a class; null for one that is not in a phase. Refuses a class of another school. */
export async function phaseOfClass(tx: Tx, schoolId: string, classId: string): Promise<PhaseKey | null> {
  const found = (await classesOfSchool(tx, schoolId)).find(({ id }) => id === classId)
  if (!found) throw new NotFound('class')
  return (await phasesOfSchool(tx, schoolId)).find(({ id }) => id === found.phaseId)?.key ?? null
}

/** Makes a list that a class opens by its code. Refuses every address that nobody has checked for the class, with the reason, and a day that is over. */
export function makeList(context: Context, actor: Actor, request: MakeList): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'checkedSites.makeList')
    const now = context.clock()
    const today = londonDate(now)
    if (request.onDay < today) throw new Refused('Choose a day that is still to come.')
    const phase = await phaseOfClass(tx, schoolId, request.classId)
    const unchecked = await uncheckedIn(tx, schoolId, addressesOf(request), phase, request.onDay)
    if (unchecked.length > 0)
      throw new Refused(
        `A list holds checked sites alone. ${unchecked.map(({ typed, reason }) => `${typed}: ${reason}`).join(' ')}`,
      )
    const id = newId()
    const list: LinkList = {
      id,
      code: newCode(),
      purpose: request.purpose,
      title: request.title,
      words: request.words,
      classId: request.classId,
      onDay: request.onDay,
      madeBy: requirePerson(actor).personId,
      madeAt: now,
      endedAt: null,
    }
    await insertList(tx, schoolId, list, await linksFrom(tx, schoolId, request.addresses))
    record(tx, {
      did: 'checkedSites.listMade',
      about: { kind: 'linkList', id },
      detail: { for: request.purpose },
    })
    return id
  })
}

async function linksFrom(tx: Tx, schoolId: string, addresses: string): Promise<Link[]> {
  const lines = linesOf(addresses).map((line) => ({ ...line, page: pageOf(line.typed) }))
  const found = await sitesFor(
    tx,
    schoolId,
    lines.map(({ page }) => page.site),
  )
  return lines.flatMap(({ words, page }, index) => {
    const siteId = found.get(page.site)?.id
    return siteId === undefined ? [] : [{ position: index + 1, siteId, address: page.address, words }]
  })
}

/** Closes a list: children no longer open it. Refuses one that is closed. */
export function endList(context: Context, actor: Actor, id: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const list = await findList(tx, actor.schoolId, id, true)
    allow(context, actor, 'checkedSites.makeList')
    if (list.endedAt !== null) throw new Refused('This list is closed already.')
    await saveListEnd(tx, actor.schoolId, id, context.clock())
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      state: 'notNeeded',
      reason: 'The list was closed.',
    })
    record(tx, { did: 'checkedSites.listClosed', about: { kind: 'linkList', id } })
  })
}

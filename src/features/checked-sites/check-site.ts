import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { addDays, type CalendarDate, formatDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsDay, perhapsSaid, said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { askAsItStands, type CategoryId, categoryRow, neverOpenCategory } from '../filtering/index.ts'
import { isPhaseKey, type PhaseKey } from '../schools/index.ts'
import { findRequest } from '../site-requests/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import {
  type CheckedSite,
  type Page,
  pageOf,
  phasesWords,
  type SiteCheck,
  searchesTheWeb,
} from './checked-site.ts'
import { requireChecks } from './permissions.ts'
import { openSearch, validMonths } from './settings.ts'
import { findSite, insertCheck, insertSite, saveSite, siteNamed } from './store.ts'

const outcome = {
  title: said('Write what children will read as its name', 120),
  result: z.enum(['suitable', 'notSuitable'], 'Choose whether it is suitable'),
  phases: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((typed) => (typeof typed === 'string' ? [typed] : typed).filter(isPhaseKey)),
  seen: said('Say what you looked at', 1000),
  beware: perhapsSaid(300),
  until: perhapsDay,
}
export const checkAgainForm = z.object(outcome)
export const checkForm = z.object({ ...outcome, site: said('Write the address of the site', 2000) })
export type CheckAgain = z.infer<typeof checkAgainForm>
export type CheckSite = z.infer<typeof checkForm>

/**
 * Keeps that somebody looked through a site. Refuses what is no address, what lists name under a category that is never opened, a whole site where anybody may put anything, and a
 * search engine for pupils who do not search the whole web here. A site that is in the register already gets a new check.
 */
export function checkSite(context: Context, actor: Actor, request: CheckSite): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'checkedSites.check')
    const page = pageOf(request.site)
    const known = await siteNamed(tx, actor.schoolId, page.site)
    const site = known && (await findSite(tx, actor.schoolId, known.id, true))
    return keepCheck(context, tx, actor, { request, page, site })
  })
}

/** Checks a site of the register again. Refused while a report about it waits, or the school blocks it. */
export function checkAgain(
  context: Context,
  actor: Actor,
  siteId: string,
  request: CheckAgain,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const site = await findSite(tx, actor.schoolId, siteId, true)
    allow(context, actor, 'checkedSites.check')
    return keepCheck(context, tx, actor, { request, page: site, site })
  })
}

type Checking = { request: CheckAgain; page: Page; site: CheckedSite | undefined }

async function keepCheck(
  context: Context,
  tx: Tx,
  actor: Actor,
  { request, page, site }: Checking,
): Promise<string> {
  const { schoolId } = actor
  const person = requirePerson(actor)
  await requireChecks(tx, person)
  const covers =
    request.result === 'suitable' ? await requireUsable(context, tx, schoolId, page.site, request) : 'page'
  if (site && request.result === 'suitable') await requireNoReport(context, tx, schoolId, site)
  const now = context.clock()
  const id = site?.id ?? newId()
  const check: SiteCheck = {
    id: newId(),
    siteId: id,
    result: request.result,
    phases: request.phases,
    seen: request.seen,
    beware: request.beware,
    validUntil: await lastDay(context, tx, schoolId, request.until),
    checkedBy: person.personId,
    checkedAt: now,
  }
  const kept: CheckedSite = {
    ...page,
    id,
    title: request.title,
    covers,
    state: request.result,
    checkId: check.id,
    phases: check.phases,
    validUntil: check.validUntil,
    checkedBy: check.checkedBy,
    checkedAt: now,
    takenOutAt: null,
    takenOutWhy: null,
    // The report waits on, whatever was found meanwhile.
    requestId: request.result === 'suitable' ? null : (site?.requestId ?? null),
  }
  await (site ? saveSite(tx, schoolId, kept) : insertSite(tx, schoolId, kept))
  await insertCheck(tx, schoolId, check)
  await endTasksAbout(context, tx, actor, { aboutId: id, state: 'done', reason: 'It was checked.' })
  record(tx, {
    did: request.result === 'suitable' ? 'checkedSites.checked' : 'checkedSites.foundUnsuitable',
    about: { kind: 'checkedSite', id },
    detail: { site: kept.site, validUntil: check.validUntil },
  })
  return id
}

/** Where anybody may put anything, a check answers for one page alone. */
const ofEverybody: ReadonlySet<CategoryId> = new Set([
  'videos',
  'socialNetworks',
  'newsgroups',
  'chat',
  'imageSearch',
  'fileSharing',
  'ai',
])

async function requireUsable(
  context: Context,
  tx: Tx,
  schoolId: string,
  site: string,
  { phases }: CheckAgain,
): Promise<CheckedSite['covers']> {
  if (phases.length === 0) throw new Refused('Choose the phases for which it is suitable.')
  const never = await neverOpenCategory(context, schoolId, site)
  if (never !== null)
    throw new Refused(
      `Lists name this site under “${categoryRow(never).words.toLowerCase()}”, which no class may use.`,
    )
  const free = await readSetting(tx, schoolId, openSearch)
  const tooYoung = phases.filter((one: PhaseKey) => !free.includes(one))
  if (searchesTheWeb(site) && tooYoung.length > 0)
    throw new Refused(
      `This searches the whole web, and here ${phasesWords(tooYoung)} use links alone. Choose the pages that they need, or a search engine made for children.`,
    )
  const told = await askAsItStands(context, schoolId, site, undefined)
  const open = told === null || (told.category !== null && ofEverybody.has(told.category))
  if (open && told !== null && !/[/?]/.test(site))
    throw new Refused(
      'Anybody may put anything on this site, so nobody can check all of it. Check the one page or film that the class will use.',
    )
  return open ? 'page' : 'below'
}

async function requireNoReport(
  context: Context,
  tx: Tx,
  schoolId: string,
  { requestId }: CheckedSite,
): Promise<void> {
  if (requestId === null) return
  const { state, until } = await findRequest(tx, schoolId, requestId)
  if (state === 'asked')
    throw new Refused(
      'Somebody reported this site, and nobody has decided yet. Check it again when that is done.',
    )
  if (state === 'agreed' && (until === null || until > context.clock()))
    throw new Refused('The school blocks this site since it was reported. It cannot go into a list.')
}

async function lastDay(
  context: Context,
  tx: Tx,
  schoolId: string,
  until: CalendarDate | null,
): Promise<CalendarDate> {
  const today = londonDate(context.clock())
  const latest = lastDayFrom(today, await readSetting(tx, schoolId, validMonths))
  const day = until ?? latest
  if (day < today || day > latest)
    throw new Refused(`Choose a last day that is still to come, and not after ${formatDate(latest)}.`)
  return day
}

const daysOfMonth = 365 / 12

/** The last day on which a check of today holds, for so many months. */
export const lastDayFrom = (today: CalendarDate, months: number): CalendarDate =>
  addDays(today, Math.round(months * daysOfMonth))

import * as z from 'zod'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsDay, perhapsSaid, said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { whoOpened } from '#/platform/sign-in/sign-in.ts'
import {
  addOwnSite,
  categoryRow,
  decidesHere,
  isPage,
  isProfileKey,
  neverOpenCategory,
  requireDecides,
  seesPages,
} from '../filtering/index.ts'
import { readCalendar } from '../schools/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import {
  endOf,
  type Lasts,
  lastings,
  type Reach,
  reached,
  type SiteRequest,
  states,
  usuallyMeant,
} from './request.ts'
import { told } from './settings.ts'
import { findRequest, lockSite, sameOpen, saveRequest } from './store.ts'
import { tellProvider } from './tell-provider.ts'

const lasts = Object.keys(lastings) as [Lasts, ...Lasts[]]

export const decideForm = z.object({
  decision: z.enum(['agreed', 'refused'], 'Choose yes or no'),
  profiles: z
    .union([z.string(), z.array(z.string())], 'Choose for whom')
    .transform((typed) => (typeof typed === 'string' ? [typed] : typed))
    .refine((typed) => typed.some((one) => one === 'all' || isProfileKey(one)), 'Choose for whom')
    // Nobody named is everybody, as on the school's own list.
    .transform((typed) => (typed.includes('all') ? [] : typed.filter(isProfileKey))),
  reach: z.enum(['site', 'page'] satisfies readonly Reach[], 'Choose the whole site or this page').optional(),
  lasts: z.enum(lasts).default('lesson'),
  on: perhapsDay,
  why: said('Say why, for the record', 1000),
  answer: perhapsSaid(500),
})
export type DecideRequest = Omit<z.infer<typeof decideForm>, 'reach'> & { reach?: Reach | undefined }

/** Whether somebody decides about this request: whoever decides about the filter, and for unsuitable sites those who are told. */
export async function mayDecide(
  tx: Tx,
  actor: PersonActor,
  { wants }: Pick<SiteRequest, 'wants'>,
): Promise<boolean> {
  if (await decidesHere(tx, actor)) return true
  return (
    wants === 'block' && (await readSetting(tx, actor.schoolId, told)).some((role) => actor.roles.has(role))
  )
}

/**
 * Decides, for all who asked the same; what is agreed reaches the filter at once and ends by itself. Nobody but the head decides what they asked
 * for themselves. What is never open is opened for good alone, by two people; for a time it is refused (decision S9).
 */
export async function decideRequest(
  context: Context,
  actor: Actor,
  id: string,
  request: DecideRequest,
): Promise<'decided' | 'needsSecond'> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    await lockSite(tx, schoolId, id)
    const asked = await findRequest(tx, schoolId, id, true)
    allow(context, actor, 'siteRequests.decide')
    const person = requirePerson(actor)
    await requireMayDecide(tx, person, asked)
    const agrees = request.decision === 'agreed'
    const agreedSite = agrees ? await whatIsMeant(context, schoolId, asked, request) : null
    if (
      agreedSite !== null &&
      asked.wants === 'open' &&
      (await needsSecond(context, tx, person, { ...asked, agreedSite }, request, asked.agreedSite))
    )
      return 'needsSecond'
    const now = context.clock()
    const until = agrees ? endOf(request, now, await readCalendar(tx, schoolId)) : null
    const decided = {
      state: request.decision,
      agreedSite,
      profiles: request.profiles,
      lasts: agrees ? request.lasts : null,
      until,
      decidedAt: now,
      decidedBy: person.personId,
      decidedWhy: request.why,
      answer: request.answer,
    } as const
    const ownSiteId = agrees ? await change(context, tx, person, { ...asked, ...decided }) : null
    const outcome = { ...decided, ownSiteId }
    for (const one of await sameOpen(tx, schoolId, asked))
      await answer(context, tx, actor, { ...one, ...outcome })
    if (agrees) await tellProvider(context, tx, actor, { ...asked, ...outcome })
    return 'decided'
  })
}

/** Of a page the whole site, unless the page was chosen, or nothing was and the filter sees it for all of these groups. */
async function whatIsMeant(
  context: Context,
  schoolId: string,
  { site, wants }: SiteRequest,
  { reach, profiles }: DecideRequest,
): Promise<string> {
  if (reach !== undefined || !isPage(site)) return reached(site, reach ?? 'site')
  return reached(site, usuallyMeant(wants, (await seesPages(context, schoolId))(site, profiles)))
}

async function answer(context: Context, tx: Tx, actor: Actor, one: SiteRequest): Promise<void> {
  await saveRequest(tx, actor.schoolId, one)
  await endTasksAbout(context, tx, actor, { aboutId: one.id, state: 'done', reason: 'It was decided.' })
  record(tx, {
    did: one.state === 'agreed' ? 'siteRequests.agreed' : 'siteRequests.refused',
    about: { kind: 'siteRequest', id: one.id },
    detail: { site: one.agreedSite ?? one.site, until: one.until?.toISOString() ?? null },
  })
}

const change = (
  context: Context,
  tx: Tx,
  person: PersonActor,
  { wants, site, agreedSite, profiles, until, decidedWhy, askedBy, firstAgreedBy }: SiteRequest,
) =>
  addOwnSite(context, tx, person, {
    site: agreedSite ?? site,
    does: wants === 'open' ? 'allow' : 'block',
    profiles,
    until,
    why: decidedWhy ?? '',
    addedBy: firstAgreedBy ?? askedBy ?? person.personId,
    agreedBy: person.personId,
  })

async function requireMayDecide(tx: Tx, person: PersonActor, asked: SiteRequest): Promise<void> {
  if (asked.state !== 'asked') {
    throw new Refused(
      `This was decided already: ${states[asked.state].text.toLowerCase()}. Reload the page to see what was said.`,
    )
  }
  if (!(await mayDecide(tx, person, asked))) await requireDecides(tx, person)
  if (!person.roles.has('head') && (await askedThemselves(tx, person, asked)))
    throw new NotAllowed(
      'You asked for this yourself, or a class did for which you opened devices. Somebody else decides.',
    )
}

/** Also where a class asked at devices that they opened, and where their own wish would be decided along with somebody else's. */
async function askedThemselves(tx: Tx, person: PersonActor, asked: SiteRequest): Promise<boolean> {
  const together = asked.wants === 'open' ? await sameOpen(tx, person.schoolId, asked) : [asked]
  const sessions = together.flatMap(({ classSessionId }) => classSessionId ?? [])
  const adults = asked.wants === 'open' ? await whoOpened(tx, person.schoolId, sessions) : []
  return [...together.map(({ askedBy }) => askedBy), ...adults].includes(person.personId)
}

/**
 * True where the first of two has agreed by this. Refuses what is never open for a time, the same person twice, and a second who agrees to
 * something else than the first.
 */
async function needsSecond(
  context: Context,
  tx: Tx,
  person: PersonActor,
  asked: SiteRequest & { agreedSite: string },
  request: DecideRequest,
  firstAgreedTo: string | null,
): Promise<boolean> {
  const { site, agreedSite } = asked
  const category =
    (await neverOpenCategory(context, person.schoolId, site)) ??
    (await neverOpenCategory(context, person.schoolId, agreedSite))
  if (category === null) return false
  const words = categoryRow(category).words.toLowerCase()
  if (request.lasts !== 'good') {
    throw new Refused(
      `Lists name this site under “${words}”, which is never opened for a time. If they are wrong about it, two people may open it for good.`,
    )
  }
  if (asked.firstAgreedBy === person.personId) {
    throw new Refused('You have agreed already. Somebody else who decides has to agree too.')
  }
  if (asked.firstAgreedBy !== null && (firstAgreedTo ?? site) !== agreedSite) {
    throw new Refused(`The first of two agreed to ${firstAgreedTo ?? site}. Agree to the same, or refuse.`)
  }
  if (asked.firstAgreedBy !== null) return false
  await saveRequest(tx, person.schoolId, { ...asked, firstAgreedBy: person.personId })
  await giveTask(context, tx, person, {
    to: { role: 'head' },
    kind: 'siteRequests.second',
    title: 'Decide as the second person about a site',
    about: { kind: 'siteRequest', id: asked.id },
    path: `/site-requests/${asked.id}`,
    urgency: 'normal',
    notFor: [person.personId],
    mergeKey: 'siteRequests.second',
  })
  record(tx, {
    did: 'siteRequests.firstAgreed',
    about: { kind: 'siteRequest', id: asked.id },
    detail: { site: agreedSite },
  })
  return true
}

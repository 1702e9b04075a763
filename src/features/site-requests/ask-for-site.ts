import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsSaid, said } from '#/platform/forms/answers.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import {
  approver,
  isProfileKey,
  type ProfileKey,
  profileOfPerson,
  profilesHere,
  siteKept,
} from '../filtering/index.ts'
import type { DesignatedRole } from '../people/index.ts'
import { giveTask } from '../tasks/index.ts'
import { siteReported } from './happenings.ts'
import type { SiteRequest, Wants } from './request.ts'
import { told, toldOfNeeded } from './settings.ts'
import { askedSince, insertRequest, sameOpen } from './store.ts'

export const askForm = z.object({
  wants: z.enum(['open', 'block'], 'Choose what you want to tell us'),
  site: said('Write the address of the site', 2000),
  why: perhapsSaid(1000),
  // An adult may ask for a class; nothing chosen is whoever asks.
  profiles: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((typed) => [typed ?? []].flat().filter(isProfileKey)),
})
export type AskForSite = Omit<z.infer<typeof askForm>, 'profiles'> & { profiles?: readonly ProfileKey[] }

const mostADay = { person: 30, classSession: 200 }
const dayMs = 24 * 3_600_000

/**
 * Asks for a site, or says that one is unsuitable; a class session does so without anybody's name. Whoever decides, or is told of unsuitable
 * sites, has a task: one for a site, however many ask. Refuses what is no address, and more than thirty a day.
 */
export function askForSite(
  context: Context,
  actor: Actor,
  { wants, site, why, profiles = [] }: AskForSite,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'siteRequests.ask')
    const now = context.clock()
    const asker = askerOf(actor)
    await requireNotTooMany(tx, actor.schoolId, asker, now)
    const one: SiteRequest = {
      ...nothingYet,
      ...asker,
      id: newId(),
      wants,
      site: siteKept(site),
      why: why === null ? null : sensitive(why),
      askedAt: now,
      // What is unsuitable is so for everybody.
      profiles: wants === 'block' ? [] : await forWhom(tx, actor, profiles, londonDate(now)),
    }
    const [first = one] = await sameOpen(tx, actor.schoolId, one)
    await insertRequest(tx, actor.schoolId, one)
    await askToDecide(context, tx, actor, first)
    record(tx, {
      did: wants === 'open' ? 'siteRequests.asked' : 'siteRequests.reported',
      about: { kind: 'siteRequest', id: one.id },
      detail: { site: one.site },
    })
    if (wants === 'block')
      await announce(context, tx, actor, siteReported, { requestId: one.id, site: one.site })
    return one.id
  })
}

/** An adult may ask for a class; everybody else asks for themselves, and a class session for whoever sits there. */
async function forWhom(
  tx: Tx,
  actor: Actor,
  wanted: readonly ProfileKey[],
  today: string,
): Promise<readonly ProfileKey[]> {
  const here = await profilesHere(tx, actor.schoolId)
  const chosen = here.filter((key) => wanted.includes(key))
  if (actor.kind === 'person' && !actor.roles.has('pupil') && chosen.length > 0) return chosen
  const askedBy = personOf(actor)
  const own = askedBy === null ? null : await profileOfPerson(tx, actor.schoolId, askedBy, today)
  return own === null ? [] : [own]
}

const askerOf = (actor: Actor) => ({
  askedBy: personOf(actor),
  classSessionId: actor.kind === 'classSession' ? actor.classSessionId : null,
})

async function requireNotTooMany(
  tx: Tx,
  schoolId: string,
  asker: ReturnType<typeof askerOf>,
  now: Date,
): Promise<void> {
  const most = asker.askedBy === null ? mostADay.classSession : mostADay.person
  if ((await askedSince(tx, schoolId, asker, new Date(now.getTime() - dayMs))) < most) return
  throw new Refused('That is a lot of sites for one day. Talk with an adult about what you need.')
}

/** One task for a site, however many ask about it. */
async function askToDecide(
  context: Context,
  tx: Tx,
  actor: Actor,
  { id, wants }: SiteRequest,
): Promise<void> {
  const about = { about: { kind: 'siteRequest', id }, path: `/site-requests/${id}` } as const
  const asked = await whoIsAsked(tx, actor.schoolId, wants)
  await giveTask(context, tx, actor, {
    ...about,
    to: asked.map((role) => ({ role })),
    kind: 'siteRequests.decide',
    title:
      wants === 'open'
        ? 'Decide about a site that somebody needs'
        : 'Look at a site that was found unsuitable',
    urgency: wants === 'open' ? 'normal' : 'soon',
    mergeKey: 'siteRequests.decide',
  })
  const alsoKnow = wants === 'open' ? await readSetting(tx, actor.schoolId, toldOfNeeded) : []
  const others = alsoKnow.filter((role) => !asked.includes(role))
  if (others.length === 0) return
  await giveTask(context, tx, actor, {
    ...about,
    to: others.map((role) => ({ role })),
    kind: 'siteRequests.know',
    title: 'Know of a site that somebody needs: another decides',
    urgency: 'normal',
    mergeKey: 'siteRequests.know',
  })
}

async function whoIsAsked(tx: Tx, schoolId: string, wants: Wants): Promise<readonly DesignatedRole[]> {
  return wants === 'open' ? [await readSetting(tx, schoolId, approver)] : readSetting(tx, schoolId, told)
}

const nothingYet = {
  state: 'asked',
  agreedSite: null,
  lasts: null,
  until: null,
  firstAgreedBy: null,
  decidedAt: null,
  decidedBy: null,
  decidedWhy: null,
  answer: null,
  ownSiteId: null,
  toldProviderAt: null,
  providerTrouble: null,
  providerDid: null,
  providerDidAt: null,
  incidentId: null,
} as const satisfies Partial<SiteRequest>

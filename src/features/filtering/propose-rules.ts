import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { giveTask } from '../tasks/index.ts'
import {
  type CategoryId,
  categoryIds,
  categoryRow,
  followingSafeSearch,
  isWhen,
  neverOpen,
} from './category.ts'
import {
  changesBetween,
  type ProfileKey,
  type ProfileRules,
  profiles,
  withSafeSearch,
  youtubeLevels,
} from './profile.ts'
import { termsFrom } from './search-term.ts'
import { approver } from './settings.ts'
import type { Version } from './version.ts'
import { insertVersion, nextNumber, rulesInForce, waitingVersion } from './version-store.ts'

const when = z.string('Choose when').refine(isWhen, 'Choose when')
const levels = Object.keys(youtubeLevels) as [keyof typeof youtubeLevels, ...(keyof typeof youtubeLevels)[]]

const chosenIds = categoryIds.filter((id) => !followingSafeSearch.includes(id))

export const proposeForm = z.object({
  otherwise: z.enum(['allow', 'block'], 'Choose what happens with sites that no list names'),
  safeSearch: z.enum(['yes', 'no'], 'Choose whether searches are safe'),
  youtube: z.enum(levels, 'Choose how YouTube is restricted'),
  searchTerms: z
    .string()
    .max(20_000, 'Keep this under 20,000 characters')
    .default('')
    .superRefine((text, checked) => {
      try {
        termsFrom(text)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        checked.addIssue({ code: 'custom', message: error.message })
      }
    }),
  why: said('Say why, for whoever decides and for those who ask in a year', 1000),
  ...(Object.fromEntries(chosenIds.map((id) => [id, when])) as Record<CategoryId, typeof when>),
})
export type ProposeRules = z.infer<typeof proposeForm>

/**
 * Proposes other rules for one profile. Refused while another proposal waits, without any change, and where it would open what is
 * never open. Somebody else decides: until then nothing changes.
 */
export function proposeRules(
  context: Context,
  actor: Actor,
  profile: ProfileKey,
  request: ProposeRules,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const { personId } = requirePerson(actor)
    allow(context, actor, 'filtering.propose')
    const number = await nextNumber(tx, schoolId)
    if (await waitingVersion(tx, schoolId)) {
      throw new Refused('Another proposal waits for its decision. Decide that one first, then propose this.')
    }
    const before = await rulesInForce(tx, schoolId)
    const rules = { ...before, [profile]: rulesFrom(request) }
    const changes = changesBetween(before, rules)
    if (changes.length === 0)
      throw new Refused('Nothing would change. Choose something else, or leave it as it is.')
    const version: Version = {
      id: newId(),
      number,
      rules,
      why: request.why,
      state: 'proposed',
      proposedAt: context.clock(),
      proposedBy: personId,
      decidedAt: null,
      decidedBy: null,
      decidedWhy: null,
    }
    await insertVersion(tx, schoolId, version)
    const role = await readSetting(tx, schoolId, approver)
    await giveTask(context, tx, actor, {
      to: { role },
      kind: 'filtering.decideRules',
      title: 'Decide about other rules for the filter',
      about: { kind: 'filterRules', id: version.id },
      path: `/filtering/versions/${version.id}`,
      urgency: 'normal',
      notFor: [personId],
    })
    record(tx, {
      did: 'filtering.proposed',
      about: { kind: 'filterRules', id: version.id },
      detail: {
        profile: profiles[profile].words,
        changes: changes.map(({ what, from, to }) => `${what}: ${from}, now ${to}`),
      },
    })
    return version.id
  })
}

function rulesFrom({
  otherwise,
  safeSearch,
  youtube,
  searchTerms,
  why: _,
  ...chosen
}: ProposeRules): ProfileRules {
  const opened = neverOpen.find((id) => chosen[id] !== 'always')
  if (opened !== undefined) {
    throw new Refused(`“${categoryRow(opened).words}” stays blocked for everybody, at all times.`)
  }
  return withSafeSearch({
    ...{ otherwise, safeSearch: safeSearch === 'yes', youtube, categories: chosen },
    searchTerms: termsFrom(searchTerms),
  })
}

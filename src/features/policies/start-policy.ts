import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { DesignatedRole } from '../people/index.ts'
import { models } from './models/all-models.ts'
import { insertParagraphs, type NewParagraph } from './paragraph-store.ts'
import { slugOf } from './policy.ts'
import { insertLinked, insertPolicy, isSlugTaken } from './store.ts'
import type { CameFrom } from './version.ts'
import { insertVersion } from './version-store.ts'

const modelCodes = models.map(({ code }) => code) as [string, ...string[]]

export const startPolicyForm = z
  .object({
    from: z.enum(['model', 'empty', 'word'], 'Choose what to start from'),
    model: z.string().default(''),
    title: z.string().trim().max(120, 'Keep the title under 120 characters').default(''),
  })
  .refine(({ from, model }) => from !== 'model' || modelCodes.includes(model), {
    path: ['model'],
    message: 'Choose a model policy',
  })
  .refine(({ from, title }) => from === 'model' || title.length > 2, {
    path: ['title'],
    message: 'Give the policy a title',
  })
export type StartPolicy = z.infer<typeof startPolicyForm>

/** The text that a policy begins with, wherever it came from. */
export type FirstText = {
  cameFrom: CameFrom
  model: string | null
  title: string
  slug: string
  scope: string
  owner: DesignatedRole
  linkedTo: readonly string[]
  paragraphs: readonly NewParagraph[]
}

/** Until its writers say more. */
const firstScope = 'The whole school.'

/** The text of a model policy, or a title with nothing below it yet. */
function firstText({ from, model, title }: StartPolicy): FirstText {
  const found = from === 'model' ? models.find(({ code }) => code === model) : undefined
  if (!found) return plainText(title, from === 'word' ? 'word' : 'empty', [])
  return {
    cameFrom: 'model',
    model: found.code,
    title: title || found.title,
    slug: title ? slugOf(title) : found.slug,
    scope: found.scope,
    owner: found.owner,
    linkedTo: found.linkedTo,
    paragraphs: found.sections.flatMap(({ heading, paragraphs }) =>
      paragraphs.map(({ text, clauses }) => ({ heading, text, clauses })),
    ),
  }
}

/** A text that no model stands behind: an empty page, or what a file held. */
function plainText(
  title: string,
  cameFrom: 'word' | 'empty',
  paragraphs: readonly NewParagraph[],
): FirstText {
  const slug = slugOf(title)
  return {
    cameFrom,
    model: null,
    title,
    slug,
    scope: firstScope,
    owner: 'coordinator',
    linkedTo: [],
    paragraphs,
  }
}

/** Begins a policy with its first version. Refuses a title whose address another policy has. */
export function startPolicy(context: Context, actor: Actor, request: StartPolicy): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'policies.write')
    return beginPolicy(context, tx, actor, firstText(request))
  })
}

/** The same inside a command that has asked its own permission. */
async function beginPolicy(context: Context, tx: Tx, actor: Actor, text: FirstText): Promise<string> {
  const { schoolId } = actor
  if (text.slug === '') throw new Refused('Give the policy a title with letters or figures in it.')
  if (await isSlugTaken(tx, schoolId, text.slug)) {
    throw new Refused(
      'There is a policy with this title. Begin a new version of it, or choose another title.',
    )
  }
  const at = context.clock()
  const by = personOf(actor)
  const policyId = newId(at.getTime())
  const versionId = newId(at.getTime())
  await insertPolicy(tx, {
    school_id: schoolId,
    id: policyId,
    slug: text.slug,
    title: text.title,
    model: text.model,
    review_due_on: null,
    made_at: at,
    made_by: by,
  })
  await insertLinked(
    tx,
    text.linkedTo.map((title) => ({
      school_id: schoolId,
      id: newId(),
      policy_id: policyId,
      title,
      kept_at: null,
      added_at: at,
      added_by: by,
      removed_at: null,
    })),
  )
  await insertVersion(tx, {
    ...emptyVersion,
    school_id: schoolId,
    id: versionId,
    policy_id: policyId,
    number: 1,
    came_from: text.cameFrom,
    title: text.title,
    scope: text.scope,
    owner: text.owner,
    made_at: at,
    made_by: by,
  })
  await insertParagraphs(tx, schoolId, versionId, text.paragraphs)
  record(tx, {
    did: 'policies.started',
    about: { kind: 'policy', id: policyId },
    detail: { from: text.cameFrom, ...(text.model === null ? {} : { model: text.model }) },
  })
  return policyId
}

/** What a version has while nobody has commented, approved or published. */
export const emptyVersion = {
  state: 'draft',
  applies_from: null,
  change_note: null,
  groups: [],
  comments_until: null,
  route: [],
  hash: null,
  adopted_on: null,
  published_at: null,
  published_by: null,
} satisfies Partial<Parameters<typeof insertVersion>[1]>

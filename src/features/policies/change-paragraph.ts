import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { NotFound, Refused, Stale } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { arrange, deleteParagraph, insertParagraph, paragraphsOf, saveParagraph } from './paragraph-store.ts'
import { placeholderProblem } from './placeholder.ts'
import { type Paragraph, requireChangeable, type Version } from './version.ts'
import { findVersionToChange } from './version-store.ts'

/** No policy is longer; a page of it must still be drawn. */
const mostParagraphs = 400
const clauseId = /^[ABTHR]\d{1,3}$/

export const paragraphForm = z.object({
  heading: said('Give the paragraph the heading of its section', 120),
  text: said('Write the paragraph', 6000),
  clauses: z
    .string()
    .default('')
    .transform((typed) => [
      ...new Set(
        typed
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter(Boolean),
      ),
    ])
    .refine(
      (ids) => ids.every((id) => clauseId.test(id)),
      'Clauses are written like A12 or T103, with commas',
    ),
  revision: z.coerce.number().int().default(0),
})
export type ParagraphRequest = z.infer<typeof paragraphForm>

/** Finds the draft and its paragraphs, refuses a fixed text, does the work, and records it once. */
function changeText<T>(
  context: Context,
  actor: Actor,
  versionId: string,
  work: (tx: Tx, version: Version, paragraphs: readonly Paragraph[]) => Promise<T>,
): Promise<T> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.write')
    requireChangeable(version)
    const done = await work(tx, version, await paragraphsOf(tx, actor.schoolId, versionId))
    record(tx, {
      did: 'policies.textChanged',
      about: { kind: 'policy', id: version.policyId },
      detail: { versionId },
    })
    return done
  })
}

function requireFillable(context: Context, text: string): void {
  const problem = placeholderProblem(text, context.settings)
  if (problem !== null) throw new Refused(problem)
}

/** Adds a paragraph after another, or at the end. Refuses a placeholder that nothing fills in. */
export function addParagraph(
  context: Context,
  actor: Actor,
  versionId: string,
  request: ParagraphRequest & { after: string | null },
): Promise<string> {
  return changeText(context, actor, versionId, async (tx, _version, paragraphs) => {
    requireFillable(context, request.text)
    if (paragraphs.length >= mostParagraphs) {
      throw new Refused(`A policy has at most ${mostParagraphs} paragraphs. Put the rest into a second one.`)
    }
    const id = newId()
    const { heading, text, clauses } = request
    await insertParagraph(tx, actor.schoolId, versionId, { id, heading, text, clauses })
    const at = request.after === null ? -1 : paragraphs.findIndex((one) => one.id === request.after)
    const place = at < 0 ? paragraphs.length : at + 1
    await arrange(tx, actor.schoolId, versionId, paragraphs.toSpliced(place, 0, { id, heading } as Paragraph))
    return id
  })
}

/** Changes a paragraph. Stale when somebody saved it since: both texts are shown. */
export function changeParagraph(
  context: Context,
  actor: Actor,
  at: { versionId: string; paragraphId: string },
  request: ParagraphRequest,
): Promise<void> {
  return changeText(context, actor, at.versionId, async (tx, _version, paragraphs) => {
    const found = requireParagraph(paragraphs, at.paragraphId)
    requireFillable(context, request.text)
    if (found.revision !== request.revision) {
      throw new Stale('Somebody changed this paragraph while you were writing. Compare, and save again.', {
        heading: found.heading,
        text: found.text,
        clauses: found.clauses.join(', '),
      })
    }
    await saveParagraph(tx, actor.schoolId, found.id, request)
    const renamed = paragraphs.map((one) =>
      one.id === found.id ? { ...one, heading: request.heading } : one,
    )
    await arrange(tx, actor.schoolId, at.versionId, renamed)
  })
}

/** Takes a paragraph out of a draft. Earlier versions keep theirs. */
export function removeParagraph(
  context: Context,
  actor: Actor,
  at: { versionId: string; paragraphId: string },
): Promise<void> {
  return changeText(context, actor, at.versionId, async (tx, _version, paragraphs) => {
    const found = requireParagraph(paragraphs, at.paragraphId)
    await deleteParagraph(tx, actor.schoolId, found.id)
    const left = paragraphs.filter(({ id }) => id !== found.id)
    await arrange(tx, actor.schoolId, at.versionId, left)
  })
}

/** Moves a paragraph one place up or down; at the end it stays. It takes the heading of those it comes among. */
export function moveParagraph(
  context: Context,
  actor: Actor,
  at: { versionId: string; paragraphId: string },
  direction: 'up' | 'down',
): Promise<void> {
  return changeText(context, actor, at.versionId, async (tx, _version, paragraphs) => {
    const found = requireParagraph(paragraphs, at.paragraphId)
    const from = paragraphs.indexOf(found)
    const neighbour = paragraphs[from + (direction === 'up' ? -1 : 1)]
    if (!neighbour) return
    if (neighbour.heading !== found.heading) {
      await saveParagraph(tx, actor.schoolId, found.id, { ...found, heading: neighbour.heading })
      const joined = paragraphs.with(from, { ...found, heading: neighbour.heading })
      return arrange(tx, actor.schoolId, at.versionId, joined)
    }
    const swapped = paragraphs.with(from, neighbour).with(paragraphs.indexOf(neighbour), found)
    return arrange(tx, actor.schoolId, at.versionId, swapped)
  })
}

function requireParagraph(paragraphs: readonly Paragraph[], id: string): Paragraph {
  const found = paragraphs.find((one) => one.id === id)
  if (!found) throw new NotFound('paragraph')
  return found
}

import type { Readable } from 'node:stream'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { largestWordFileBytes } from './check-word-file.ts'
import { clearParagraphs, insertParagraphs, type NewParagraph, paragraphsOf } from './paragraph-store.ts'
import { readWord } from './read-word.ts'
import { requireChangeable } from './version.ts'
import { findVersion, findVersionToChange, saveVersion } from './version-store.ts'

/**
 * Takes the text of a draft from a Word file. What stood in the draft is replaced; a paragraph that is word for word what
 * it was keeps its place in history. The file itself is not kept. Returns how many paragraphs there are.
 */
export async function importWord(
  context: Context,
  actor: Actor,
  versionId: string,
  content: Readable,
): Promise<number> {
  allow(context, actor, 'policies.write')
  requireChangeable(await reading(context, actor, (tx) => findVersion(tx, actor, versionId)))
  const found = await readWord(await bytesOf(content))
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const version = await findVersionToChange(tx, actor, versionId)
    requireChangeable(version)
    const known = new Map((await paragraphsOf(tx, schoolId, versionId)).map((one) => [one.text, one]))
    const paragraphs = found.map((one): NewParagraph => {
      const before = known.get(one.text)
      known.delete(one.text)
      return before ? { ...one, key: before.key, clauses: before.clauses } : one
    })
    await clearParagraphs(tx, schoolId, versionId)
    await insertParagraphs(tx, schoolId, versionId, paragraphs)
    await saveVersion(tx, schoolId, versionId, { came_from: 'word' })
    record(tx, {
      did: 'policies.wordImported',
      about: { kind: 'policy', id: version.policyId },
      detail: { versionId, paragraphs: paragraphs.length },
    })
    return paragraphs.length
  })
}

async function bytesOf(content: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of content) {
    sizeBytes += (chunk as Buffer).length
    if (sizeBytes > largestWordFileBytes) {
      content.destroy()
      throw new Refused(
        `The file is larger than ${largestWordFileBytes / 1024 / 1024} MB. Take the pictures out of it.`,
      )
    }
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

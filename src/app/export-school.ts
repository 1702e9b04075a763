import { schoolIdBySlug } from '#/features/schools/index.ts'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Config } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import { useExportCode } from '#/platform/export/export-code.ts'
import { type Exported, writeExport } from '#/platform/export/write-export.ts'
import { operatorActor } from './operator-context.ts'

/** Writes everything of a school into a folder, for whom the code was made: it holds what that person may see. */
export async function exportSchool(
  context: Context,
  { anchorDir }: Pick<Config, 'anchorDir'>,
  asked: { slug: string; folder: string; code: string },
): Promise<Exported> {
  const schoolId = await schoolIdBySlug(context.db, asked.slug)
  if (schoolId === null)
    throw new Refused(`There is no school "${asked.slug}". Use its name in addresses: /s/NAME.`)
  const personId = await useExportCode(context, operatorActor(schoolId), asked.code)
  const actor: PersonActor = {
    kind: 'person',
    schoolId,
    personId,
    sessionId: newId(),
    name: '',
    roles: new Set(),
    steppedUpAt: null,
  }
  return writeExport(context, actor, { folder: asked.folder, anchorFolder: anchorDir })
}

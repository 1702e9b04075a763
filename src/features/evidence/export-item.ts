import { formatInstant } from '#/kernel/london-time.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { filesAbout } from '#/platform/files/files.ts'
import { custodyOf, viewsOf } from './custody-store.ts'
import { itemKinds, itemStates } from './item.ts'
import { findConfiscation, findItem } from './store.ts'

/** The manifest of one item: everything that is known of it, and the fingerprint by which its bytes are recognised. */
export type Manifest = { fileName: string; text: string }

/**
 * Writes the manifest of an item, for the police or an inspector: its entry, its file's SHA-256, its chain of custody
 * and its views. The bytes themselves come by `openFile` or, sealed, by the hand-over, so that each is on record.
 */
export function exportItem(context: Context, actor: Actor, itemId: string): Promise<Manifest> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const item = await findItem(tx, actor, itemId)
    allow(context, actor, 'evidence.open')
    if (item.leadsOnly) allow(context, actor, 'evidence.keepWordsOfCrime')
    const { schoolId } = actor
    const files = item.fileId === null ? [] : await filesAbout(tx, schoolId, item.incidentId)
    const file = files.find(({ fileId }) => fileId === item.fileId)
    const at = context.clock()
    const manifest = {
      evidence: `${item.incidentReference}/${item.number}`,
      kind: itemKinds[item.kind],
      state: itemStates[item.state].text,
      description: item.description,
      addedAt: item.addedAt,
      addedBy: item.addedBy,
      place: item.place,
      sealNumber: item.sealNumber,
      policeReference: item.policeReference,
      file: file
        ? { name: file.name, type: file.type, sizeBytes: file.sizeBytes, sha256: file.sha256.toString('hex') }
        : null,
      takenIn: (await findConfiscation(tx, schoolId, itemId)) ?? null,
      chainOfCustody: await custodyOf(tx, schoolId, itemId),
      views: await viewsOf(tx, schoolId, itemId),
      written: { at, for: who.name, inLondon: formatInstant(at) },
    }
    record(tx, {
      did: 'evidence.exported',
      about: { kind: 'evidence', id: itemId },
      detail: { sha256: manifest.file?.sha256 ?? null },
    })
    return {
      fileName: `evidence-${item.incidentReference}-${item.number}.json`,
      text: `${JSON.stringify(manifest, null, 2)}\n`,
    }
  })
}

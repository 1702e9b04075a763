import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused, Stale } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import {
  type AgreementKey,
  type AgreementText,
  agreements,
  editionAfter,
  fillModel,
  hashText,
  type Version,
} from './agreement.ts'
import { fieldOf, fieldsOf } from './draft-fields.ts'
import { formerPupilAge, minimumAge } from './settings.ts'
import { findVersionToChange, insertVersion, saveDraft, versionsOf } from './version-store.ts'

const longestParagraph = 2000

export const draftForm = z
  .object({
    title: z.string().trim().min(3, 'Enter the title').max(150, 'Keep the title under 150 characters'),
    introduction: z
      .string()
      .trim()
      .min(3, 'Enter the introduction')
      .max(longestParagraph, `Keep this under ${longestParagraph} characters`),
    promise: z
      .string()
      .trim()
      .min(3, 'Say what people agree to with their signature')
      .max(500, 'Keep this under 500 characters'),
    change: z.enum(['minor', 'signatures'], 'Say whether people have to sign again'),
    why: z.string().trim().min(3, 'Say why it changes').max(500, 'Keep this under 500 characters'),
    seenRevision: z.coerce.number().int().min(1),
  })
  .catchall(
    z.string().trim().max(longestParagraph, `Keep each paragraph under ${longestParagraph} characters`),
  )
export type DraftForm = z.infer<typeof draftForm>

/**
 * Starts a draft from what is in force or, where nothing is, from the model text. Returns its id. Refused while another
 * draft of the same agreement is open.
 */
export function startDraft(context: Context, actor: Actor, agreement: AgreementKey): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'agreements.draft')
    const [newest] = await versionsOf(tx, actor.schoolId, agreement)
    const version = await firstDraft(context, tx, actor, agreement, newest)
    if (!(await insertVersion(tx, version))) {
      throw new Refused('A draft of this agreement is open already. Carry on with that one.')
    }
    record(tx, {
      did: 'agreements.drafted',
      about: { kind: 'agreementVersion', id: version.id },
      detail: { agreement, number: version.number },
    })
    return version.id
  })
}

async function firstDraft(
  context: Context,
  tx: Tx,
  actor: Actor,
  agreement: AgreementKey,
  newest: Version | undefined,
): Promise<Version> {
  const { schoolId } = actor
  const ages = {
    minimumAge: await readSetting(tx, schoolId, minimumAge),
    formerPupilAge: await readSetting(tx, schoolId, formerPupilAge),
  }
  const text = newest?.text ?? fillModel(agreements[agreement].model, ages)
  const change = newest === undefined ? 'first' : 'signatures'
  return {
    id: newId(),
    schoolId,
    agreement,
    number: (newest?.number ?? 0) + 1,
    edition: editionAfter(newest, change),
    state: 'draft',
    text,
    sha256: hashText(text),
    change,
    why: newest === undefined ? 'The first text, from the model.' : 'A change to the text.',
    draftedBy: personOf(actor),
    draftedAt: context.clock(),
    revision: 1,
    approvedBy: null,
    publishedAt: null,
  }
}

/** Saves what was written in the draft. Refused once it waits for approval; stale when somebody else saved first. */
export function changeDraft(context: Context, actor: Actor, id: string, form: DraftForm): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const draft = await findVersionToChange(tx, actor.schoolId, id)
    allow(context, actor, 'agreements.draft')
    if (draft.state !== 'draft') throw new Refused('This text is no longer a draft. Reload the page.')
    const [, before] = await versionsOf(tx, actor.schoolId, draft.agreement)
    const change = before === undefined ? 'first' : form.change
    const text = textFrom(draft.text, form)
    if (text.sections.length === 0) throw new Refused('An agreement says something: keep one paragraph.')
    const edition = editionAfter(before, change)
    const saved = { text, sha256: hashText(text), change, edition, why: form.why } as const
    if (!(await saveDraft(tx, draft, saved, form.seenRevision))) {
      throw new Stale('Somebody else saved this draft while you were writing.', fieldsOf(draft))
    }
    record(tx, {
      did: 'agreements.drafted',
      about: { kind: 'agreementVersion', id },
      detail: { agreement: draft.agreement, number: draft.number, change },
    })
  })
}

/** A paragraph that was emptied goes, a section without one too; an emptied heading stays as it was; reworded, it keeps its key and its clauses. */
function textFrom(before: AgreementText, form: DraftForm): AgreementText {
  const sections = before.sections.map(({ heading, paragraphs }, section) => {
    const kept = paragraphs.map((one) => ({ ...one, text: form[fieldOf(section, one.key)] ?? one.text }))
    const added = String(form[fieldOf(section, 'new')] ?? '')
    const key = `own-${newId().slice(-8)}`
    return {
      heading: String(form[fieldOf(section, 'heading')] || heading),
      paragraphs: [...kept, { key, text: added, clauses: [] }].filter(({ text }) => text !== ''),
    }
  })
  return {
    title: form.title,
    introduction: form.introduction,
    promise: form.promise,
    sections: sections.filter(({ paragraphs }) => paragraphs.length > 0),
  }
}

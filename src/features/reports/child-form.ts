// The pupils' form: one question a page. What was answered so far travels in hidden fields, so that nothing is stored
// before it is sent and nothing of the last child is on the screen for the next.

import * as z from 'zod'
import { sensitive } from '#/kernel/sensitive.ts'
import type { Tx } from '#/platform/database/database.ts'
import { misuseKind } from '../incidents/index.ts'
import { childKinds, childSafe, childText, childWho } from './child-words.ts'
import { namedPeople, peopleNotToTell, personNamed } from './named-people.ts'
import type { ReceiveReport } from './receive-report.ts'
import { type Channel, notTellAsks, type Said } from './report.ts'

const among = (choices: readonly { value: string }[], message: string) =>
  z.string(message).refine((value) => choices.some((choice) => choice.value === value), message)
const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, 'That is a lot of words. Please make it a bit shorter.')
    .default('')
    .transform(sensitive)

export const childForm = z.object({
  what: among(childKinds, 'Press the picture that is most like it'),
  safe: among(childSafe, 'Press one of the pictures'),
  words: words(5000),
  who: among(childWho, 'Press one of the pictures'),
  whoName: words(200),
  talkTo: words(200),
  notTell: words(200),
  name: words(200),
})
export type ChildForm = z.infer<typeof childForm>

/** The pages in order, each with the fields that it asks for. */
export const childSteps = [
  { key: 'what', fields: ['what'] },
  { key: 'safe', fields: ['safe'] },
  { key: 'words', fields: ['words'] },
  { key: 'who', fields: ['who', 'whoName'] },
  { key: 'grownUp', fields: ['talkTo', 'notTell'] },
  { key: 'name', fields: ['name'] },
  { key: 'check', fields: [] },
] as const satisfies readonly { key: string; fields: readonly (keyof ChildForm)[] }[]
export type ChildStep = (typeof childSteps)[number]['key']

/** Checks what one page asked, and nothing of the pages to come. */
export function stepForm(step: ChildStep) {
  const fields = childSteps.find(({ key }) => key === step)?.fields ?? []
  return z.object(Object.fromEntries(fields.map((name) => [name, childForm.shape[name]])))
}

/** What a child told, as it was asked and answered. */
export function childSaid(form: ChildForm): Said[] {
  const said: Said[] = [
    { ask: 'What is it about?', answer: sensitive(childText(childKinds, form.what)) },
    { ask: 'Are you safe right now?', answer: sensitive(childText(childSafe, form.safe)) },
    { ask: 'What happened?', answer: form.words, childsWords: true },
    { ask: 'Who did it?', answer: sensitive(childText(childWho, form.who)) },
    { ask: 'What is their name?', answer: form.whoName, childsWords: true },
    { ask: 'Who would you like to talk to?', answer: form.talkTo, childsWords: true },
    { ask: notTellAsks.child, answer: form.notTell, childsWords: true },
    { ask: 'What is your name?', answer: form.name, childsWords: true },
  ]
  return said.filter(({ answer }) => answer.reveal() !== '')
}

/** A child's answers as a report. "Not sure" whether they are safe counts as harm, a picture as a possible picture of a child. */
export async function childReport(
  tx: Tx,
  schoolId: string,
  channel: Channel,
  form: ChildForm,
  at: Date,
): Promise<ReceiveReport> {
  const kind = childKinds.find(({ value }) => value === form.what)?.kind ?? 'other'
  const adult = form.who === 'adult' || form.who === 'head'
  const people = await namedPeople(tx, schoolId, {
    names: [form.whoName.reveal()],
    part: 'allegedInstigator',
    head: form.who === 'head',
    at,
  })
  const talkTo = await personNamed(tx, schoolId, form.talkTo.reveal())
  return {
    channel,
    said: childSaid(form),
    danger: form.safe === 'danger',
    saysAdult: adult,
    chosenAdultId:
      talkTo !== null && talkTo.kind !== 'pupil' && talkTo.kind !== 'guardian' ? talkTo.id : null,
    contact: null,
    technical: null,
    incident: {
      kind: adult ? 'adultOther' : kind,
      happenedAt: null,
      happenedPrecision: 'unknown',
      happenedWhere: 'unknown',
      onlineService: null,
      childAtRisk: form.safe !== 'safe' || form.who === 'stranger' || misuseKind(kind)?.safeguarding === true,
      possibleChildImage: form.what === 'picture',
      people,
      notApproachable: await peopleNotToTell(tx, schoolId, form.notTell.reveal()),
    },
  }
}

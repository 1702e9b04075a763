// The pupils' form: one question a page. What was answered so far travels in hidden fields, so that nothing is stored
// before it is sent and nothing of the last child is on the screen for the next.

import * as z from 'zod'
import { type Sensitive, sensitive } from '#/kernel/sensitive.ts'
import type { Tx } from '#/platform/database/database.ts'
import { misuseKind } from '../incidents/index.ts'
import { type ChildStep, type ChildVersion, childText } from './child-words.ts'
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

export type ChildForm = {
  what: string
  safe: string
  words: Sensitive
  who: string
  whoName: Sensitive
  helper: string
  talkTo: Sensitive
  notTell: Sensitive
  name: Sensitive
}

/** The whole form of one version: what is pressed is among its choices, what is typed may be left empty. */
export function childForm({ kinds, safe, who, helpers, plain }: ChildVersion) {
  const press = plain ? 'Choose one' : 'Press one of the pictures'
  return z.object({
    what: among(kinds, plain ? 'Choose what is most like it' : 'Press the picture that is most like it'),
    safe: among(safe, press),
    words: words(5000),
    who: among(who, press),
    whoName: words(200),
    helper: helpers.length === 0 ? z.string().max(0).default('') : among(helpers, press),
    talkTo: words(200),
    notTell: words(200),
    name: words(200),
  })
}

/** Checks what one page asked, and nothing of the pages to come. */
export function stepForm(version: ChildVersion, step: ChildStep) {
  const fields = version.steps.find(({ key }) => key === step)?.fields ?? []
  const { shape } = childForm(version)
  return z.object(Object.fromEntries(fields.map((name) => [name, shape[name]])))
}

/** What a child told, as it was asked and answered. */
export function childSaid(version: ChildVersion, form: ChildForm): Said[] {
  const { asks, kinds, safe, who, helpers } = version
  const said: Said[] = [
    { ask: asks.what, answer: sensitive(childText(kinds, form.what)) },
    { ask: asks.safe, answer: sensitive(childText(safe, form.safe)) },
    { ask: asks.words, answer: form.words, childsWords: true },
    { ask: asks.who, answer: sensitive(childText(who, form.who)) },
    { ask: asks.whoName, answer: form.whoName, childsWords: true },
    { ask: asks.helper, answer: sensitive(childText(helpers, form.helper)) },
    { ask: asks.talkTo, answer: form.talkTo, childsWords: true },
    { ask: notTellAsks.child, answer: form.notTell, childsWords: true },
    { ask: asks.name, answer: form.name, childsWords: true },
  ]
  return said.filter(({ answer }) => answer.reveal() !== '')
}

/** A child's answers as a report. "Not sure" whether they are safe counts as harm, a picture as a possible picture of a child. */
export async function childReport(
  tx: Tx,
  schoolId: string,
  sent: { channel: Channel; version: ChildVersion; form: ChildForm; at: Date },
): Promise<ReceiveReport> {
  const { channel, version, form, at } = sent
  const what = version.kinds.find(({ value }) => value === form.what)
  const who = version.who.find(({ value }) => value === form.who)
  const kind = what?.kind ?? 'other'
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
    said: childSaid(version, form),
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
      childAtRisk: form.safe !== 'safe' || who?.atRisk === true || misuseKind(kind)?.safeguarding === true,
      possibleChildImage: what?.image === true,
      people,
      notApproachable: await peopleNotToTell(tx, schoolId, form.notTell.reveal()),
    },
  }
}

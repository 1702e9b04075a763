// Two people with one name: whoever works here and typed it is asked which of them it is. Nobody is guessed, and on forms
// for everybody else nothing is shown of who there is.

import { londonDate } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { FieldErrors } from '#/platform/web/route.ts'
import { classesOn, fullName, personKindWords } from '../people/index.ts'
import { namesIn, type StaffForm } from './adult-form.ts'
import { peopleNamed, plainName, type Settled } from './named-people.ts'

export type Namesakes = {
  /** The field in which it is answered. */
  field: string
  /** As it was typed. */
  typed: string
  /** As it is compared. */
  name: string
  choices: readonly { value: string; text: string; hint: string }[]
}

const notSure = 'notSure'
const mostAsked = 6

/** Names on the form that more than one person of the school has, with class or work to tell them apart. */
export async function namesakesIn(tx: Tx, schoolId: string, form: StaffForm, at: Date): Promise<Namesakes[]> {
  const asked = new Map<string, Namesakes>()
  for (const typed of [...namesIn(form.affected), ...namesIn(form.doneBy)]) {
    const name = plainName(typed)
    if (name === '' || asked.has(name) || asked.size === mostAsked) continue
    const found = await peopleNamed(tx, schoolId, name)
    if (found.length < 2) continue
    const ids = found.map(({ id }) => id)
    const classes = new Map(
      (await classesOn(tx, schoolId, ids, londonDate(at))).map((one) => [one.personId, one.className]),
    )
    const choices = found.map((person) => ({
      value: person.id,
      text: fullName(person),
      hint: classes.get(person.id) ?? person.jobTitle ?? personKindWords[person.kind],
    }))
    asked.set(name, {
      field: `which${asked.size}`,
      typed: typed.trim(),
      name,
      choices: [...choices, { value: notSure, text: 'I am not sure', hint: 'Whoever reads it finds out.' }],
    })
  }
  return [...asked.values()]
}

/** What was answered; an error for each name that still waits. An answer about people who no longer fit counts as none. */
export function settle(
  namesakes: readonly Namesakes[],
  sent: Readonly<Record<string, unknown>>,
): { settled: Settled; errors: FieldErrors } {
  const settled = new Map<string, string | null>()
  const errors: Record<string, string> = {}
  for (const { field, typed, name, choices } of namesakes) {
    const answer = choices.find(({ value }) => value === sent[field])
    if (answer) settled.set(name, answer.value === notSure ? null : answer.value)
    else errors[field] = `Say which ${typed} it is, or that you are not sure`
  }
  return { settled, errors }
}

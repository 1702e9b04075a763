// What several journeys do with an incident: tell of it, find it, answer what is asked, close it.

import assert from 'node:assert/strict'
import type { Visitor } from './visitor.ts'

export type Told = {
  kind: string
  what: string
  affected?: string
  doneBy?: string
  aboutAdult?: string
  image?: 'Yes' | 'No' | 'Not sure'
}

/** Fills in the form for staff and sends it. */
export async function tellAsStaff(teacher: Visitor, slug: string, told: Told): Promise<void> {
  await teacher.open(`/s/${slug}/report/staff`)
  await teacher.choose('No', /Is anyone in danger now/)
  await teacher.page.getByLabel('What kind of thing is it?').selectOption({ label: told.kind })
  await teacher.fill('What happened?', told.what)
  await teacher.fill(/Who is affected/, told.affected ?? '')
  await teacher.fill(/Who is said to have done it/, told.doneBy ?? '')
  await teacher.choose(told.aboutAdult ?? 'No', /Is it about what somebody/)
  await teacher.choose(told.image ?? 'No', /Could there be a nude/)
  await teacher.press('Send the report')
}

/** Opens the newest incident that the visitor may see, and says its address. */
export async function openNewest(visitor: Visitor, slug: string): Promise<string> {
  await visitor.open(`/s/${slug}/incidents`)
  await visitor.follow(/^[A-Z]{2}-/)
  return new URL(visitor.page.url()).pathname
}

type Answers = Readonly<Record<string, string>>

/**
 * Answers what an incident asks, each by whoever of these people it is for, until nothing is open to them or `until` is
 * asked. Where `answers` has no word for a question, the answer is no; steps are done. Says what was answered.
 */
export async function answerAll(
  people: readonly Visitor[],
  incident: string,
  answers: Answers = {},
  until?: string,
): Promise<string[]> {
  const answered = new Map<string, string>()
  for (let before = -1; before < answered.size; ) {
    before = answered.size
    for (const person of people)
      if ((await person.open(`${incident}/triage`)) === 200)
        await answerWhatIsOpen(person, `${incident}/triage`, answers, until, answered)
  }
  return [...answered.values()]
}

/** From the list of what has to happen: an answer leads to the next question, or back to the list. */
async function answerWhatIsOpen(
  person: Visitor,
  list: string,
  answers: Answers,
  until: string | undefined,
  answered: Map<string, string>,
): Promise<void> {
  const tried = new Set(answered.keys())
  let path = await firstUntried(person, tried)
  while (path !== undefined) {
    tried.add(path)
    if (path !== new URL(person.page.url()).pathname) await person.open(path)
    const title = await person.heading()
    if (title === until) return
    if (await answerHere(person, answers[title])) answered.set(path, title)
    else await person.open(list)
    path = await firstUntried(person, tried)
  }
}

/** Where the person is, if that is a question; else the first thing on the list that they have not tried. */
async function firstUntried(person: Visitor, tried: ReadonlySet<string>): Promise<string | undefined> {
  const here = new URL(person.page.url()).pathname
  return here.endsWith('/triage') ? (await openThings(person)).find((one) => !tried.has(one)) : here
}

/** The questions that are asked next, then the steps that are owed. */
async function openThings({ page }: Visitor): Promise<string[]> {
  const owed =
    '.govuk-task-list__item:not(:has-text("Done")):not(:has-text("Not needed")) a.govuk-task-list__link'
  return page
    .locator(`.sk-now a, ${owed}`)
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
}

async function answerHere(person: Visitor, wanted: string | undefined): Promise<boolean> {
  const { page } = person
  if (await page.getByRole('button', { name: 'I have read this' }).count()) {
    await person.press('I have read this')
    return true
  }
  const labels = await page.locator('form .govuk-radios__label').allInnerTexts()
  if (labels.length === 0) return false
  const usual = ['It is done', 'No'].find((label) => labels.includes(label)) ?? labels[0] ?? ''
  await person.choose(wanted ?? usual)
  await page.locator('textarea[name=reason]').fill('Talked over with the class teacher and those concerned.')
  await person.press(/Record this|Save and continue/)
  assert.equal(await page.locator('.govuk-error-summary').count(), 0, await person.reads())
  return true
}

/** Closes the incident with everything that closing asks for. */
export async function close(visitor: Visitor, incident: string): Promise<void> {
  await visitor.open(incident)
  await visitor.press('Close')
  await visitor.press('Close the incident')
  assert.match(await visitor.reads(), /There is a problem/)
  await visitor.fill('What was done?', 'Spoke with both children. The messages are gone.')
  await visitor.fill('Who was told?', 'Both families, by phone.')
  await visitor.fill('What will the school change?', 'Nothing.')
  await visitor.page.getByLabel('Who makes the change?').selectOption({ label: 'Nobody: nothing changes' })
  await visitor.press('Close the incident')
  assert.match(await visitor.reads(), /Spoke with both children/)
  assert.match(await visitor.reads(), /Closed/)
}

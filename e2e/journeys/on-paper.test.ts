import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { journey } from '../journey.ts'
import { openNewest, tellAsStaff } from '../lead-incident.ts'
import { openStage } from '../stage.ts'

journey(
  'an incident goes on paper as the record alone: all of its words, and nothing to press',
  async (t) => {
    const stage = await openStage(t)
    const teacher = await stage.signedIn('teacher.alder')
    const affected = await stage.nameOf('pupil.alder')
    await tellAsStaff(teacher, 'alder', {
      kind: 'Bullying online',
      what: 'Unkind words in a chat.',
      affected,
    })
    const lead = await stage.signedIn('dsl.alder')
    await openNewest(lead, 'alder')
    const { page } = lead
    const reference = await lead.heading()
    const onScreen = await toPress(page)
    assert.ok(onScreen.length > 2, 'on the screen there is something to press')

    await page.emulateMedia({ media: 'print' })
    assert.deepEqual(await toPress(page), [])
    const paper = await lead.reads()
    for (const words of [reference, 'Unkind words in a chat.', affected]) {
      assert.ok(paper.includes(words), `“${words}” is not on paper`)
    }
    assert.doesNotMatch(paper, /Sign out|On duty now|Add a note|Your answer|Childline/)
    assert.ok((await page.pdf({ format: 'A4' })).length > 10_000)
  },
)

/** Navigation, buttons and fields that can be seen. */
function toPress(page: Page): Promise<string[]> {
  return page
    .locator('nav, button, .govuk-button, input, textarea, select')
    .evaluateAll((all) =>
      all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 200)),
    )
}

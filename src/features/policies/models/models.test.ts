import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '#/app/features.ts'
import { placeholdersIn } from '../placeholder.ts'
import { models } from './all-models.ts'

/** How many clauses each policy has: ids run from 1 without a gap. */
const clauseCounts = { A: 95, B: 163, T: 272, H: 77, R: 144 } as const

const settings = new Set<string>(features.flatMap(({ settings = [] }) => settings.map(({ key }) => key)))

for (const { code, title, sections } of models) {
  const paragraphs = sections.flatMap(({ paragraphs }) => paragraphs)

  test(`every clause of policy ${code} stands in its model, and no other`, () => {
    const wanted = Array.from({ length: clauseCounts[code] }, (_, i) => `${code}${i + 1}`)
    const said = new Set(paragraphs.flatMap(({ clauses }) => clauses))
    assert.deepEqual(
      wanted.filter((id) => !said.has(id)),
      [],
      'missing',
    )
    assert.deepEqual(
      [...said].filter((id) => !wanted.includes(id)),
      [],
      'unknown',
    )
  })

  test(`model ${code} can be read: short paragraphs, no heading twice, and settings that exist`, () => {
    const headings = sections.map(({ heading }) => heading)
    assert.equal(new Set(headings).size, headings.length)
    assert.ok(title.length > 0)
    for (const { text, clauses } of paragraphs) {
      assert.ok(clauses.length > 0, text)
      assert.ok(text.length > 40 && text.length < 1500, `${text.length} characters: ${text}`)
      assert.doesNotMatch(text, /\bsext|\bchild porn|[ ]{2}| $|['"]/i, text)
      for (const found of placeholdersIn(text)) {
        assert.ok(found === 'school' || settings.has(found.replace('setting:', '')), found)
      }
    }
  })
}

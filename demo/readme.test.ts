import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { demoConfig } from '#/cli/demo-places.ts'
import { printDemonstration } from './print.ts'

test('the README tries the filter by the lines that the demonstration prints', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const told = [...readme.matchAll(/^((?:dig|curl) .*?) +# (.*)$/gm)].map(([, line, does]) => [line, does])
  const { publicUrl, filter } = demoConfig()
  const printed = printDemonstration({ publicUrl, filter }, 0)
  const lines = [...printed.matchAll(/^ {2}((?:dig|curl) .*)\n {6}(.*)$/gm)].map(([, line, does]) => [
    line,
    does,
  ])
  assert.equal(lines.length, 6)
  assert.deepEqual(told, lines)
})

// Checks an export, without Schoolkeeper: node verify.mjs [folder]

import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.argv[2] ?? dirname(fileURLToPath(import.meta.url))
const problems = [...(await fileProblems()), ...chainProblems()]
for (const problem of problems) process.stdout.write(`FOUND: ${problem}\n`)
if (problems.length === 0)
  process.stdout.write('Every file is as it was exported, and the audit chain is whole.\n')
process.exitCode = problems.length === 0 ? 0 : 1

async function fileProblems() {
  const found = []
  for (const line of readFileSync(join(folder, 'SHA256SUMS'), 'utf8').split('\n').filter(Boolean)) {
    const [expected, path] = [line.slice(0, 64), line.slice(66)]
    if (!existsSync(join(folder, path))) found.push(`${path} is missing.`)
    else if ((await hashOf(join(folder, path))) !== expected)
      found.push(`${path} was changed after the export.`)
  }
  return found
}

async function hashOf(path) {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}

function chainProblems() {
  const entries = linesOf('audit/chain.jsonl')
  const found = entries.flatMap(({ number, previousHash }, index) => {
    const before = entries[index - 1]
    if (number !== index + 1) return [`The chain has no entry ${index + 1}.`]
    return previousHash === (before?.hash ?? '0'.repeat(64))
      ? []
      : [`Entry ${number} does not follow the one before it.`]
  })
  const head = JSON.parse(readFileSync(join(folder, 'audit/head.json'), 'utf8'))
  if (head.entries !== entries.length)
    found.push(`The head counts ${head.entries} entries; here are ${entries.length}.`)
  if (entries.length > 0 && head.hash !== entries.at(-1).hash)
    found.push(`Entry ${entries.length} is not what the head says.`)
  const wrong = linesOf('audit/anchors.jsonl').find(
    (anchor) =>
      anchor.entries > 0 &&
      anchor.entries <= entries.length &&
      entries[anchor.entries - 1].hash !== anchor.hash,
  )
  if (wrong) found.push(`Entry ${wrong.entries} is not what the anchor of ${wrong.at} says.`)
  return found
}

function linesOf(path) {
  if (!existsSync(join(folder, path))) return []
  return readFileSync(join(folder, path), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

// npm test: every test on one shared PostgreSQL, and node:test's closing lines last.
// What is typed after -- goes to node --test: npm test -- src/kernel/id.test.ts --test-name-pattern=order
// A run of everything says in proofs.json which tests passed that prove a control; --keep-proofs adds those of some files.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { findChromium } from './chromium.ts'
import { sharedServer } from './database.ts'
import { keepingProofs } from './keep-proofs.ts'
import { startTestPostgres } from './postgres.ts'
import { endAfter } from './watch-run.ts'

const everything = '{src,test,demo,e2e,bench}/**/*.test.ts'
const testMaxMs = 600_000
/** Twice what continuous integration is promised (40 minutes), for a machine that others disturb. */
const runMaxMs = 80 * 60_000
const failed = 1
const keepProofsToo = '--keep-proofs'

process.chdir(resolve(import.meta.dirname, '..'))
try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}

async function run(typed: string[]): Promise<number> {
  const options = typed.filter((word) => word.startsWith('-') && word !== keepProofsToo)
  const named = typed.filter((word) => !word.startsWith('-'))
  const files = globSync(named.length > 0 ? named : everything)
  if (files.length === 0) throw new Error(`No test file is called ${named.join(' or ')}.`)
  if (files.some((file) => file.startsWith('e2e/'))) findChromium()
  const server = await startTestPostgres()
  try {
    const isEverything = named.length === 0 && options.length === 0
    if (!isEverything && !typed.includes(keepProofsToo))
      return (await runNodeTest([...options, ...files], server.folder)) ?? failed
    const code = await keepingProofs(isEverything, (reporting) =>
      runNodeTest([...options, ...reporting, ...files], server.folder),
    )
    return code ?? failed
  } finally {
    await server.stop()
  }
}

/** The exit code of the tests, or none when the run was ended before its end. */
async function runNodeTest(wanted: string[], folder: string): Promise<number | undefined> {
  const concurrency = Math.max(2, availableParallelism())
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--test',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${testMaxMs}`,
      // A test that waits for what never comes fails by its time; what it left running must not keep its file open for good.
      `--import=${new URL('end-file.ts', import.meta.url).href}`,
      ...wanted,
    ],
    { stdio: 'inherit', env: { ...process.env, [sharedServer]: folder } },
  )
  let isCutOff = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      isCutOff = true
      child.kill(signal)
    })
  const callOff = endAfter(runMaxMs, child.pid ?? 0, (line) => process.stderr.write(`${line}\n`))
  const [code] = (await once(child, 'exit')) as [number | null]
  callOff()
  return isCutOff || code === null ? undefined : code
}

// Says in proofs.json which of the tests that prove a control passed, and which failed. A run of everything replaces what
// was there, so that a test that is gone proves nothing any more; a run of some files adds to it. A run that was ended
// before its end says nothing of what it did not come to, and leaves the file alone.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Proof, proofsFile, readProofs } from '#/platform/controls/proofs.ts'
import { everythingOffered } from './everything-offered.ts'

/** Runs tests with a second reporter, and keeps what it says of the tests that prove a control; nothing where no code tells how it ended. */
export async function keepingProofs(
  isEverything: boolean,
  run: (reporting: readonly string[]) => Promise<number | undefined>,
  file: URL = proofsFile,
): Promise<number | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-proofs-'))
  try {
    const lines = join(folder, 'tests.tap')
    const code = await run(['--test-reporter=tap', `--test-reporter-destination=${lines}`])
    if (code === undefined) return code
    const before = isEverything ? new Map<string, Proof>() : readProofs(file)
    await writeFile(file, writeProofs(addProofs(before, await readFile(lines, 'utf8'), provingTests())))
    return code
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function provingTests(): ReadonlySet<string> {
  return new Set(everythingOffered.controls.map(({ provedBy }) => provedBy))
}

/** What a run in TAP says of the proving tests, over what was known. Of two tests of one name both have to pass. */
export function addProofs(
  before: ReadonlyMap<string, Proof>,
  tap: string,
  proving: ReadonlySet<string>,
): ReadonlyMap<string, Proof> {
  const ran = new Map<string, Proof>()
  for (const [, not, escaped = '', directive] of tap.matchAll(
    /^\s*(not )?ok \d+ - (.*?)( # (?:SKIP|TODO).*)?$/gm,
  )) {
    const name = escaped.replaceAll(/\\(.)/g, '$1')
    if (!proving.has(name)) continue
    const failed = not !== undefined || directive !== undefined || ran.get(name) === 'failed'
    ran.set(name, failed ? 'failed' : 'passed')
  }
  const known = [...before].filter(([name]) => proving.has(name))
  return new Map([...known, ...ran])
}

/** What a proofs file says: names in order and no times, so that the same outcome is the same file. */
export function writeProofs(proofs: ReadonlyMap<string, Proof>): string {
  const tests = Object.fromEntries([...proofs].sort(([one], [other]) => (one < other ? -1 : 1)))
  return `${JSON.stringify({ tests }, null, 2)}\n`
}

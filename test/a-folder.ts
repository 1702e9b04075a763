// A folder of a test's own. What writes in it has to end before it goes, and `t.after` alone takes what was opened first, first.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

type End = () => unknown

const ends = new WeakMap<TestContext, End[]>()

/** Ends something after the test, before whatever was named here earlier. */
export function endAfterwards(t: TestContext, end: End): void {
  const known = ends.get(t)
  if (known) {
    known.push(end)
    return
  }
  const all = [end]
  ends.set(t, all)
  t.after(async () => {
    for (const next of all.reverse()) await next()
  })
}

/** An empty folder, gone after the test, once all that `endAfterwards` was told later has ended. */
export async function aFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-test-'))
  endAfterwards(t, () => rm(folder, { recursive: true }))
  return folder
}

// A tool of a school that a teacher proposed and assessed, for tests of what is decided about it.

import type { TestContext } from 'node:test'
import { reading } from '#/platform/context.ts'
import { siteRequests } from '../src/features/site-requests/feature.ts'
import { tasksOf } from '../src/features/tasks/index.ts'
import { type AssessTool, assessTool } from '../src/features/tools/assess-tool.ts'
import type { DecideTool } from '../src/features/tools/decide-tool.ts'
import { tools } from '../src/features/tools/feature.ts'
import { type ProposeTool, proposeTool } from '../src/features/tools/propose-tool.ts'
import { type FilteredSchools, filteredSchools } from './a-filtered-school.ts'

export const paint: ProposeTool = {
  name: 'Paintbox',
  kind: 'app',
  maker: 'A small firm',
  site: 'https://www.paintbox.example/',
  forChildren: 'You can paint here.',
}
/** Answers that nothing stands against. */
export const harmless = {
  tried: 'yes',
  content: 'no',
  contact: 'no',
  money: 'no',
  personal: 'nothing',
  terms: 'nothing',
  consent: 'no',
}
export const good: AssessTool = {
  benefit: 'They undo a stroke and try again.',
  risks: null,
  fromYear: 3,
  toYear: 6,
  minAge: null,
  accounts: 'none',
  parents: 'told',
  places: ['lessons'],
  answers: harmless,
}
export const yes: DecideTool = { result: 'approved', why: 'It is a good one.', conditions: null, until: null }

/** Two schools with what tools offer. */
export const toolSchools = (t: TestContext) => filteredSchools(t, [siteRequests, tools])

/** Proposes and assesses a tool as the teacher; nobody has decided yet. */
export async function assessed(
  { context, school }: FilteredSchools,
  tool: Partial<ProposeTool> = {},
  facts: Partial<AssessTool> = {},
): Promise<string> {
  const { teacher } = school.people
  const id = await proposeTool(context, teacher, { ...paint, ...tool })
  await assessTool(context, teacher, id, { ...good, ...facts })
  return id
}

/** The kinds of what somebody has to do. */
export const kindsOf = async ({ context }: FilteredSchools, who: Parameters<typeof tasksOf>[1]) =>
  (await reading(context, who, (tx) => tasksOf(tx, who))).map(({ kind }) => kind)

import type { Control, Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { emptyCategories, emptySentence } from './empty-categories.ts'
import { answeredWords, standingOf } from './engine.ts'
import { enginesOf } from './engine-store.ts'
import { statesOf } from './state-store.ts'

/** What the filter itself can show: that people are told the truth about it, and that an engine has what was agreed. */
export const controls: readonly Control[] = [
  {
    id: 'filtering.saysWhatItIs',
    name: 'Everybody can read what is filtered, and that no filter is perfect',
    does: 'informs',
    clauses: ['B35', 'R106'],
    provedBy: 'anybody reads what is filtered and why, and that nothing can be promised',
    evidence: async () => ({
      sentence: 'The page stands open to everybody, without a sign-in.',
      lastAt: null,
      inDate: true,
    }),
  },
  {
    id: 'filtering.engines',
    name: 'The engines on the network have what was agreed last, and answer',
    does: 'enforces',
    clauses: ['A18', 'B47', 'B132', 'H67', 'R75'],
    provedBy: 'the page and the evidence say which engine has what was agreed, and when it last answered',
    // A school whose filter is a provider’s runs none of ours: the test of every morning shows what that one does.
    optional: true,
    evidence: seenOfEngines,
  },
]

async function seenOfEngines(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const engines = await enginesOf(tx, schoolId)
  const [newest] = await statesOf(tx, schoolId, 1)
  const mendAt = '/filtering'
  const lastAt = engines.reduce<Date | null>(
    (last, { answeredAt }) =>
      answeredAt !== null && (last === null || answeredAt > last) ? answeredAt : last,
    null,
  )
  if (engines.length === 0) {
    const sentence = 'No engine of Schoolkeeper has been heard on the network in the last week.'
    return { sentence, lastAt, inDate: false, isSetUp: false, mendAt }
  }
  const empty = emptySentence(await emptyCategories(tx, schoolId))
  const behind = engines.filter((engine) => standingOf(engine, newest, at) !== 'current')
  return {
    sentence: [
      ...engines.map((engine) => answeredWords(engine, at)),
      behind.length === 0
        ? 'What was agreed last is in force there.'
        : 'Not all of them have what was agreed last, or were heard in the last minutes.',
      ...(empty === null ? [] : [empty]),
    ].join(' '),
    lastAt,
    inDate: behind.length === 0,
    mendAt,
  }
}

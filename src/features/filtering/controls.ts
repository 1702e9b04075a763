import type { Control } from '#/platform/controls/control.ts'

/** What the filter itself can show before an engine stands in the way of anything: that people are told the truth about it. */
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
]

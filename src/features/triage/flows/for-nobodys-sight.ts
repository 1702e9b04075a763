import type { Condition } from '../flow.ts'

/** What nobody at school may look at, whatever a setting says: `isForNobodysSight`, in the words of a flow. */
export const forNobodysSight: Condition = {
  any: [
    { found: 'terroristMaterial' },
    { all: [{ found: 'childImage' }, { not: { found: 'noChildInImage' } }] },
  ],
}

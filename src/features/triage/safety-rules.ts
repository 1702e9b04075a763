import { isForNobodysSight } from './facts.ts'
import type { FlowNode } from './flow.ts'
import type { Finding, Touch } from './triage-words.ts'

/** What has certainly happened on one way through the flows, before a node is reached. */
export type Past = {
  found: ReadonlySet<Finding>
  /** Asked, decided or done, so that what follows may rely on it. */
  settled: ReadonlySet<Touch>
  /** Settled, or begun by a step that cannot be left out. */
  begun: ReadonlySet<Touch>
}

type Rule = { id: string; sentence: string }
/** Holds wherever a node touches one of these. */
type OrderRule = Rule & { touching: readonly Touch[]; kept: (past: Past) => boolean }
/** Holds wherever a way through the flows ends. */
type EndRule = Rule & { kept: (past: Past) => boolean }

const actsOnPeople = [
  'tellVictimParents',
  'tellInstigatorParents',
  'investigation',
  'interview',
  'confiscation',
  'tellAdult',
  'askRemoval',
  'sanction',
] as const
const keepsMaterial = ['evidenceUpload', 'evidenceWords', 'evidenceView'] as const
const mayBeIllegal = (found: ReadonlySet<Finding>) =>
  isForNobodysSight(found) || (found.has('illegal') && !found.has('notIllegal'))
const fourQuestions = ['dangerQuestion', 'childQuestion', 'adultQuestion', 'imageQuestion'] as const

/** What may not come before what (S2, S11, S13). No setting and no edited copy can change this table. */
export const orderRules: readonly OrderRule[] = [
  {
    id: 'four-questions-first',
    sentence: 'The four questions (danger, child, adult, image) come before anything is done to anyone.',
    touching: [...actsOnPeople, ...keepsMaterial],
    kept: ({ settled }) => fourQuestions.every((question) => settled.has(question)),
  },
  {
    id: 'seal-first',
    sentence: 'What may be illegal is sealed before anything else is done.',
    touching: [...actsOnPeople, ...keepsMaterial],
    kept: ({ found }) => found.has('sealed') || !mayBeIllegal(found),
  },
  {
    id: 'nothing-before-illegal-question',
    sentence: 'Nobody looks into it, takes a device or imposes a sanction before “could it be illegal?”.',
    touching: ['investigation', 'interview', 'confiscation', 'askRemoval', 'sanction'],
    kept: ({ found, settled }) =>
      settled.has('illegalQuestion') || found.has('sealed') || found.has('ladoAdvised'),
  },
  {
    id: 'illegal-question-first',
    sentence: 'Evidence is asked for only after “could it be illegal?”.',
    touching: keepsMaterial,
    kept: ({ settled }) => settled.has('illegalQuestion'),
  },
  {
    id: 'never-for-anyones-sight',
    sentence: 'A possible image of a child, or terrorist material, is never uploaded, kept or looked at.',
    touching: keepsMaterial,
    kept: ({ found }) => !isForNobodysSight(found),
  },
  {
    id: 'illegal-is-not-kept',
    sentence: 'What is or may be illegal is neither uploaded nor looked at.',
    touching: ['evidenceUpload', 'evidenceView'],
    kept: ({ found }) => !found.has('illegal') || found.has('notIllegal'),
  },
  {
    id: 'lado-first',
    sentence: 'The LADO advises before anyone is interviewed or the adult is told.',
    touching: ['interview', 'tellAdult'],
    kept: ({ found }) => !found.has('adultOfTheSchool') || found.has('ladoAdvised'),
  },
  {
    id: 'parents-of-the-child',
    sentence:
      'Parents are told only after the safeguarding lead has recorded that it adds no risk to the child.',
    touching: ['tellVictimParents'],
    kept: ({ found }) => found.has('victimParentsMayBeTold'),
  },
  {
    id: 'parents-of-the-alleged-instigator',
    sentence:
      'Parents are told only after the safeguarding lead has recorded that it adds no risk to a child.',
    touching: ['tellInstigatorParents'],
    kept: ({ found }) => found.has('instigatorParentsMayBeTold'),
  },
]

/** What no way through the flows may leave out. */
export const endRules: readonly EndRule[] = [
  {
    id: 'danger-is-answered',
    sentence: 'When somebody is in danger, 999 is always among the steps.',
    kept: ({ found, begun }) => !found.has('danger') || begun.has('emergency'),
  },
  {
    id: 'lead-is-told',
    sentence: 'When a child may be at risk, telling the safeguarding lead is always among the steps.',
    kept: ({ found, begun }) => !found.has('childAtRisk') || begun.has('tellDsl'),
  },
  {
    id: 'lado-is-consulted',
    sentence: 'When it is about an adult of the school, the LADO is always among the steps.',
    kept: ({ found, begun }) => !found.has('adultOfTheSchool') || begun.has('tellLado'),
  },
  {
    id: 'seal-is-kept',
    sentence: 'What may be illegal is always sealed.',
    kept: ({ found }) =>
      found.has('sealed') ||
      !(isForNobodysSight(found) || (found.has('illegal') && !found.has('notIllegal'))),
  },
]

/** Registers and words that cannot be used without saying what they touch, so that a copy cannot hide it. */
const givesAway: readonly { opens?: string; words?: RegExp; needs: readonly Touch[] }[] = [
  { opens: 'confiscation', needs: ['confiscation'] },
  { opens: 'sealedEvidence', needs: ['seal'] },
  { opens: 'evidence', needs: ['evidenceUpload', 'evidenceWords', 'evidenceView'] },
  { opens: 'parentsInformed', needs: ['tellVictimParents', 'tellInstigatorParents'] },
  { opens: 'sanction', needs: ['sanction'] },
  { words: /\b(confiscate|take the (phone|device|laptop|tablet))/i, needs: ['confiscation'] },
  {
    words: /\b(parents?|carers?|mother|father|mum|dad|home)\b/i,
    needs: ['tellVictimParents', 'tellInstigatorParents', 'askRemoval'],
  },
  { words: /\b(interview|question the|take statements?)\b/i, needs: ['interview', 'tellLado'] },
  { words: /\b(upload|screenshot|photograph|print(out)?s?|download)\b/i, needs: keepsMaterial },
  {
    words: /\b(tell|speak to|ask|inform) the (adult|member of staff|teacher|volunteer)\b/i,
    needs: ['tellAdult', 'tellLado'],
  },
]

/** What a step plainly does but does not own up to, as touches of which it must name one. */
export function hiddenTouches(node: FlowNode): readonly Touch[][] {
  if (node.kind !== 'step') return []
  return givesAway
    .filter(({ opens, words }) => (opens ? node.opens === opens : words?.test(node.title)))
    .filter(({ needs }) => !needs.some((touch) => node.touches.includes(touch)))
    .map(({ needs }) => [...needs])
}

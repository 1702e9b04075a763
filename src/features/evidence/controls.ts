import type { Control } from '#/platform/controls/control.ts'
import * as seen from './evidence-store.ts'

/** What the school can show for the clauses about evidence. */
export const controls: readonly Control[] = [
  {
    id: 'evidence.nothingCopied',
    name: 'What could be illegal is neither viewed nor copied: no file is taken in, and what was there is sealed',
    does: 'enforces',
    clauses: ['T113'],
    provedBy: 'reclassified as a possible picture of a child, every file is sealed and nobody can open it',
    evidence: seen.seenOfSealing,
  },
  {
    id: 'evidence.kept',
    name: 'Evidence is kept, and every look at it is written down',
    does: 'records',
    clauses: ['T119', 'T135'],
    provedBy: 'a look is written down before the first byte is read, and the page shows who looked',
    evidence: seen.seenOfKeeping,
  },
  {
    id: 'evidence.confiscation',
    name: 'Devices that are taken in stand in a register with who, when, why, where and what became of them',
    does: 'records',
    clauses: ['A37', 'T111', 'T128'],
    provedBy: 'a pupil’s phone is confiscated, moved, handed to the police, comes back and is given back',
    evidence: seen.seenOfConfiscation,
  },
  {
    id: 'evidence.identification',
    name: 'Whoever did it is looked for: logs, witnesses, the provider, the police',
    does: 'records',
    clauses: ['B93'],
    provedBy: 'what was done to find out who did it stays on record as it was written',
    evidence: seen.seenOfIdentification,
  },
  {
    id: 'evidence.ownRecord',
    name: 'Pupils, staff and parents are advised to keep a record of bullying, and it is kept with the incident',
    does: 'informs',
    clauses: ['B92'],
    provedBy: 'what somebody says happened to them is an addition of its own kind',
    evidence: seen.seenOfAdvice,
  },
]

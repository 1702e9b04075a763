import type { Control } from '#/platform/controls/control.ts'
import { seenOfFollowing } from './evidence-store.ts'

const enforcedBy = 'The school’s directory'

export const controls: readonly Control[] = [
  {
    id: 'directories.leavers',
    name: 'A leaver’s logon is stopped in the school’s directory within seconds',
    does: 'enforces',
    clauses: ['B63', 'T192'],
    provedBy:
      'a logon that is stopped cannot be used at the directory, and works again when it is given back',
    enforcedBy,
    optional: true,
    evidence: seenOfFollowing,
  },
  {
    id: 'directories.eachTheirOwn',
    name: 'Everybody with a logon has an entry of their own in the school’s directory, in their own place',
    does: 'enforces',
    clauses: ['B58', 'T191', 'R47'],
    provedBy:
      'a plan is shown before anything is written, and what it says is what the directory holds afterwards',
    enforcedBy,
    evidence: seenOfFollowing,
  },
  {
    id: 'directories.passwords',
    name: 'A new password is the directory’s at once, with the change at the next logon that the rules ask for',
    does: 'enforces',
    clauses: ['T183', 'R54', 'T184'],
    provedBy: 'a new password works at the directory, has to be changed at once and ends a lock',
    enforcedBy,
    evidence: seenOfFollowing,
  },
]

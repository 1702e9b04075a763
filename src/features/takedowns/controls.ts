import type { Control } from '#/platform/controls/control.ts'
import { seenOfRequests } from './evidence-store.ts'
import type { Whom } from './request.ts'

const by =
  (...whoms: Whom[]): Control['evidence'] =>
  (tx, schoolId) =>
    seenOfRequests(tx, schoolId, whoms)
const asked = 'somebody is asked, asked again, says no, and the next step is shown; the trail says so'

/** What the school can show for the clauses about removal. */
export const controls: readonly Control[] = [
  {
    id: 'takedowns.user',
    name: 'Whoever put something there is asked to remove it, by a time',
    does: 'records',
    clauses: ['B74', 'B94', 'T144', 'T150'],
    provedBy: asked,
    evidence: by('user', 'parent'),
  },
  {
    id: 'takedowns.staff',
    name: 'A member of staff is asked at once, unless somebody advised not to speak about it',
    does: 'enforces',
    clauses: ['T142'],
    provedBy:
      'nobody asks before the safety questions, for a picture of a child, or staff one must not speak to',
    evidence: by('staff'),
  },
  {
    id: 'takedowns.administrator',
    name: 'The administrator removes what stands on the school’s own pages',
    does: 'records',
    clauses: ['B75', 'R97'],
    provedBy: asked,
    evidence: by('administrator'),
  },
  {
    id: 'takedowns.provider',
    name: 'The provider is asked by its own way to report, and to close accounts of children under age',
    does: 'records',
    clauses: ['B94', 'T33', 'T136', 'T145'],
    provedBy: 'a no from a child under age leads to closing the account, from others to the provider',
    evidence: by('provider'),
  },
]

import { londonDate } from '#/kernel/london-time.ts'
import type { Control } from '#/platform/controls/control.ts'
import { seenOfProjects, seenOfTools } from './evidence-store.ts'
import { kinds, type ToolKind } from './tool.ts'

const allKinds = Object.keys(kinds) as ToolKind[]

export const controls: readonly Control[] = [
  {
    id: 'tools.assessed',
    name: 'New technology is used only after its benefit and its risks were looked at and somebody else agreed',
    does: 'enforces',
    clauses: ['B36', 'T154', 'T239'],
    provedBy: 'a tool is assessed, somebody else approves it until a day, and everybody reads it in the list',
    evidence: (tx, schoolId, at) => seenOfTools(tx, schoolId, allKinds, londonDate(at)),
  },
  {
    id: 'tools.games',
    name: 'Games are looked through and their age rating is checked before lessons or clubs use them',
    does: 'enforces',
    clauses: ['A69'],
    provedBy: 'a game that is rated for older pupils is refused, and one that fits is approved',
    evidence: (tx, schoolId, at) => seenOfTools(tx, schoolId, ['game'], londonDate(at)),
  },
  {
    id: 'tools.blogs',
    name: 'Blogs, wikis and online areas for pupils stand on systems that whoever the policy names has approved',
    does: 'enforces',
    clauses: ['B73', 'T176'],
    provedBy: 'a blogging system is for whom the school names to decide, and for nobody else',
    evidence: (tx, schoolId, at) => seenOfTools(tx, schoolId, ['blog'], londonDate(at)),
  },
  {
    id: 'tools.accounts',
    name: 'Online services are used with the school’s own accounts; pupils sign up nowhere by themselves',
    does: 'enforces',
    clauses: ['A50'],
    provedBy: 'where the school makes the accounts, a service that pupils sign up to themselves is refused',
    evidence: (tx, schoolId, at) => seenOfTools(tx, schoolId, ['online', 'blog', 'ai'], londonDate(at)),
  },
  {
    id: 'tools.signUpProjects',
    name: 'Pupils sign up to an online service only in a project that was agreed, with a tool that is approved',
    does: 'enforces',
    clauses: ['T19'],
    provedBy: 'pupils sign up in a project alone, with a tool that is approved for their class',
    evidence: (tx, schoolId, at) => seenOfProjects(tx, schoolId, ['signUp'], at),
  },
  {
    id: 'tools.meetingProjects',
    name: 'Pupils meet somebody or send pictures only in a project that was agreed, with an adult who is there',
    does: 'enforces',
    clauses: ['T17'],
    provedBy:
      'a project in which pupils send pictures names the adult who is there, and waits for whom the school names',
    evidence: (tx, schoolId, at) => seenOfProjects(tx, schoolId, ['images', 'meeting'], at),
  },
]

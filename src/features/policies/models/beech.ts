import { answeringFor } from './beech/answering-for.ts'
import { families } from './beech/families.ts'
import { learning } from './beech/learning.ts'
import { systems } from './beech/systems.ts'
import { whenThingsGoWrong } from './beech/when-things-go-wrong.ts'
import type { ModelPolicy } from './model.ts'

/** A primary school whose computing lead co-ordinates online safety, with services from its county. */
export const beech: ModelPolicy = {
  code: 'B',
  title: 'Online safety policy',
  slug: 'online-safety',
  scope:
    'Everybody in the school community who uses the school’s technology, and what pupils do online out of school where it has to do with belonging to the school.',
  owner: 'coordinator',
  linkedTo: [
    'Acceptable use policies',
    'Code of conduct',
    'Data protection policy',
    'Anti-bullying policy',
    'Behaviour policy',
    'Safeguarding and child protection policy',
  ],
  sections: [...answeringFor, ...learning, ...systems, ...whenThingsGoWrong, ...families],
}

import { aboutThisPolicy } from './alder/about-this-policy.ts'
import { learningAndSafety } from './alder/learning-and-safety.ts'
import { usingTechnology } from './alder/using-technology.ts'
import type { ModelPolicy } from './model.ts'

/** A primary school whose safeguarding lead is also its online safety co-ordinator. */
export const alder: ModelPolicy = {
  code: 'A',
  title: 'Online safety policy',
  slug: 'online-safety',
  scope:
    'All school devices, everywhere and always, and every personal device while it is on the school’s site, whoever it belongs to.',
  owner: 'coordinator',
  linkedTo: [
    'Acceptable use agreement for adults',
    'Acceptable use agreement for children and young people',
    'Guide to our acceptable use agreements',
    'Safeguarding and child protection policy',
    'Anti-bullying policy',
    'Council internet policy',
    'Council code of practice for employees',
    'Council e-mail policy',
  ],
  sections: [...aboutThisPolicy, ...usingTechnology, ...learningAndSafety],
}

import { answeringFor } from './hazel/answering-for.ts'
import { usingSystems } from './hazel/using-systems.ts'
import type { ModelPolicy } from './model.ts'

/** A school whose governing board ratifies the policy and reviews it every year against its local authority's guidance. */
export const hazel: ModelPolicy = {
  code: 'H',
  title: 'Online safety and ICT policy',
  slug: 'online-safety',
  scope:
    'Staff, pupils, volunteers, parents, governors, visitors and community users, and every personal device that is used for school work.',
  owner: 'coordinator',
  linkedTo: [
    'Local safeguarding partners’ procedures',
    'Pupil behaviour policy',
    'Anti-bullying policy',
    'Code of conduct for support staff',
    'Teachers’ Standards',
    'Data protection policy',
    'Safeguarding and child protection policy',
  ],
  sections: [...answeringFor, ...usingSystems],
}

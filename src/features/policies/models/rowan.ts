import type { ModelPolicy } from './model.ts'
import { peopleAndRules } from './rowan/people-and-rules.ts'
import { socialMedia } from './rowan/social-media.ts'
import { systems } from './rowan/systems.ts'
import { teaching } from './rowan/teaching.ts'

/** A school with a senior information risk owner, whose network is run by consultants from outside. */
export const rowan: ModelPolicy = {
  code: 'R',
  title: 'E-safety and data security policy',
  slug: 'online-safety',
  scope:
    'Everybody who works at the school, learns here, volunteers or visits: on the premises, with school equipment anywhere, and in electronic contact with colleagues and children.',
  owner: 'siro',
  linkedTo: [
    'Safeguarding and child protection policy',
    'Behaviour policy',
    'Staff code of conduct',
    'Staff handbook',
    'Acceptable use agreements',
    'Equality policy',
    'Whistleblowing policy',
    'Data protection policy',
  ],
  sections: [...peopleAndRules, ...systems, ...socialMedia, ...teaching],
}

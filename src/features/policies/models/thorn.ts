import type { ModelPolicy } from './model.ts'
import { aboutThisPolicy } from './thorn/about-this-policy.ts'
import { agreements } from './thorn/agreements.ts'
import { communication } from './thorn/communication.ts'
import { data } from './thorn/data.ts'
import { equipment } from './thorn/equipment.ts'
import { incidents } from './thorn/incidents.ts'
import { learning } from './thorn/learning.ts'
import { pictures } from './thorn/pictures.ts'
import { staffAsVictims } from './thorn/staff-as-victims.ts'
import { systems } from './thorn/systems.ts'

/** A school whose policy joins e-safety and data security, with flows for incidents and for staff as victims. */
export const thorn: ModelPolicy = {
  code: 'T',
  title: 'E-safety and data security policy',
  slug: 'online-safety',
  scope:
    'Staff, governors, regular visitors and pupils, on the school’s technology and on personal technology that is brought on site.',
  owner: 'coordinator',
  linkedTo: [
    'Acceptable use agreement for pupils',
    'Acceptable use agreement for staff, governors and visitors',
    'Home-school agreement',
    'Summary of staff’s professional responsibilities, endorsed by the unions',
    'Data protection guidance for heads and governors',
    'Staff code of conduct',
    'Disciplinary policy',
    'Safeguarding and child protection policy',
  ],
  sections: [
    ...aboutThisPolicy,
    ...agreements,
    ...learning,
    ...systems,
    ...communication,
    ...pictures,
    ...equipment,
    ...data,
    ...incidents,
    ...staffAsVictims,
  ],
}

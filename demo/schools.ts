// The five schools of the demonstration, one for each of the five policies. Every telephone number is one of those
// that are kept free for drama.

import type { PolicyCode } from '#/platform/settings/settings.ts'

export type DemoSchool = {
  slug: string
  code: PolicyCode
  name: string
  /** Classes side by side in each year. */
  forms: number
  hasNursery: boolean
  pupilsPerClass: number
  classNames: readonly string[]
  dayStartsAt: string
  dayEndsAt: string
  /** The school's own network, inside the loopback range, so that class sessions can be tried. */
  networkRange: string
  town: string
}

export const trustName = 'The Five Trees Trust'

const trees = ['Elm', 'Larch', 'Holly', 'Maple', 'Willow', 'Cherry', 'Juniper']
const birds = ['Wren', 'Robin', 'Swift', 'Heron', 'Kestrel', 'Owl', 'Lapwing']

export const demoSchools: readonly DemoSchool[] = [
  {
    slug: 'alder',
    code: 'A',
    name: 'Alder Primary School',
    forms: 2,
    hasNursery: true,
    pupilsPerClass: 19,
    classNames: trees,
    dayStartsAt: '08:45',
    dayEndsAt: '15:20',
    networkRange: '127.0.1.0/24',
    town: 'Netherby',
  },
  {
    slug: 'beech',
    code: 'B',
    name: 'Beech Lane Church of England Primary School',
    forms: 1,
    hasNursery: false,
    pupilsPerClass: 30,
    classNames: birds,
    dayStartsAt: '08:50',
    dayEndsAt: '15:25',
    networkRange: '127.0.2.0/24',
    town: 'Over Wadley',
  },
  {
    slug: 'thorn',
    code: 'T',
    name: 'Thorn Academy',
    forms: 2,
    hasNursery: false,
    pupilsPerClass: 22,
    classNames: trees,
    dayStartsAt: '08:40',
    dayEndsAt: '15:15',
    networkRange: '127.0.3.0/24',
    town: 'Thornbrough',
  },
  {
    slug: 'hazel',
    code: 'H',
    name: 'Hazel Grove Infant and Junior School',
    forms: 1,
    hasNursery: true,
    pupilsPerClass: 27,
    classNames: birds,
    dayStartsAt: '08:55',
    dayEndsAt: '15:30',
    networkRange: '127.0.4.0/24',
    town: 'Little Sallow',
  },
  {
    slug: 'rowan',
    code: 'R',
    name: 'Rowan Hill Primary Academy',
    forms: 1,
    hasNursery: false,
    pupilsPerClass: 29,
    classNames: trees,
    dayStartsAt: '08:45',
    dayEndsAt: '15:20',
    networkRange: '127.0.5.0/24',
    town: 'Rowanhill',
  },
]

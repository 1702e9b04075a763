import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, isDesignatedRole, roleWords } from '../people/index.ts'
import { problemOfBreaks, problemOfNetworks, problemOfSites } from './day-and-networks.ts'
import { networkSettings } from './settings-network.ts'
import { isSourceId, sourceIds, sourceOf } from './sources.ts'

const role = z.string().refine(isDesignatedRole, 'Choose a role from the list')
const mayApprove = [
  'head',
  'deputyHead',
  'coordinator',
  'siro',
  'seniorLeader',
] as const satisfies readonly DesignatedRole[]

export const approver = defineSetting<DesignatedRole>({
  key: 'filtering.approver',
  title: 'Who decides what the filter blocks and opens',
  explain:
    'Requests for a site and changes of the rules go to this role first. The head may always decide. Nobody decides alone what they asked for themselves, the head apart.',
  schema: role,
  default: 'coordinator',
  shape: { as: 'choice', choices: mayApprove.map((value) => ({ value, text: roleWords(value) })) },
  presets: { A: 'head', T: 'head', R: 'siro' },
  clauses: ['A22', 'B41', 'T163', 'R100'],
})

export const breaks = defineSetting<string>({
  key: 'filtering.breaks',
  title: 'Breaks of the school day',
  explain: 'One a line, like 10:30 to 10:45. What is blocked in lessons only is open in them.',
  schema: z.string().superRefine((text, checked) => {
    const message = problemOfBreaks(text)
    if (message !== null) checked.addIssue({ code: 'custom', message })
  }),
  default: '10:30 to 10:45\n12:00 to 13:00',
  shape: { as: 'text', longText: true },
  clauses: ['A41', 'H36', 'R87'],
})

export const networks = defineSetting<string>({
  key: 'filtering.networks',
  title: 'Which part of the network gets which profile',
  explain:
    'One a line: the range, then the profile, like “10.4.8.0/24 staff”. With “sign-in” behind it, nobody reaches anything but help there before they have signed in to Schoolkeeper: only so is a suspension kept on shared devices. With “own” behind it, or both words, it is a part for people’s own devices, such as sixth formers’ or staff’s laptops: nobody looks inside encrypted pages there, whoever signs in. The guests’ part always is one. Whoever asks from anywhere else and is not known gets the strictest profile of the school. Profiles: earlyYears, keyStage1, keyStage2, keyStage3, keyStage4, sixthForm, guests, governors, staff.',
  schema: z.string().superRefine((text, checked) => {
    const message = problemOfNetworks(text)
    if (message !== null) checked.addIssue({ code: 'custom', message })
  }),
  default: '',
  shape: { as: 'text', longText: true },
  clauses: ['H68', 'R2'],
})

export const usedSources = defineSetting<readonly string[]>({
  key: 'filtering.sources',
  title: 'Lists of others that are used',
  explain:
    'They are fetched each night from their publishers. Without any, the small lists that come with Schoolkeeper are used. Where several schools share a server, what one of them uses serves all.',
  schema: z.array(z.string().refine(isSourceId, 'Choose from the list')).readonly(),
  default: [],
  shape: {
    as: 'choices',
    choices: sourceIds.map((value) => ({
      value,
      text: `${sourceOf(value).name} (${sourceOf(value).licence})`,
    })),
  },
})

export const alwaysOpenToo = defineSetting<string>({
  key: 'filtering.alwaysOpenToo',
  title: 'What else is always open to everybody',
  explain:
    'One address a line: that of this Schoolkeeper, and of help near you. Nothing blocks them, at no time; sites of help like Childline are open anyway. What lists name under a category that is never open is left out.',
  schema: z.string().superRefine((text, checked) => {
    const message = problemOfSites(text)
    if (message !== null) checked.addIssue({ code: 'custom', message })
  }),
  default: '',
  shape: { as: 'text', longText: true },
})

export const mostShrinkPercent = defineSetting<number>({
  key: 'filtering.mostShrinkPercent',
  title: 'How much shorter a fetched list may be than the one before',
  explain:
    'A list that has lost more names than that is probably broken: the one before stays, and somebody has a task.',
  schema: z.number().int().min(5).max(90),
  default: 30,
  shape: { as: 'number', unit: 'percent' },
})

export const filteringSettings = [
  approver,
  breaks,
  networks,
  alwaysOpenToo,
  usedSources,
  mostShrinkPercent,
  ...networkSettings,
]

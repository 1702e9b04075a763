import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { problemOfAddresses, problemOfNames } from './network-lines.ts'

const lines = (problem: (text: string) => string | null) =>
  z.string().superRefine((text, checked) => {
    const message = problem(text)
    if (message !== null) checked.addIssue({ code: 'custom', message })
  })

export const blockedAs = defineSetting<'noName' | 'page' | 'nothing'>({
  key: 'filtering.blockedAs',
  title: 'What a device is told that asks for the name of a blocked site',
  explain:
    'Most browsers say nothing useful when an encrypted page is led elsewhere, so the usual answer is that there is no such site. Where pages are mostly plain, or a proxy is in use, the block page can stand there instead.',
  schema: z.enum(['noName', 'page', 'nothing'], 'Choose one of the three'),
  default: 'noName',
  shape: {
    as: 'choice',
    choices: [
      { value: 'noName', text: 'There is no such site' },
      { value: 'page', text: 'The address of the block page' },
      { value: 'nothing', text: 'There is such a site, without an address' },
    ],
  },
})

export const blockPageAt = defineSetting<string>({
  key: 'filtering.blockPageAt',
  title: 'At which address the block page stands',
  explain:
    'One address of the school’s network, or two (IPv4 and IPv6); whoever runs the server has to start the page there. Without any, a blocked name is one that there is not.',
  schema: lines(problemOfAddresses),
  default: '',
  shape: { as: 'text' },
})

export const localNames = defineSetting<string>({
  key: 'filtering.localNames',
  title: 'The school’s own names',
  explain:
    'One a line, with its addresses: printers, the intranet, this Schoolkeeper. Only these lead inside the school.',
  schema: lines((text) => problemOfNames(text, 'addresses')),
  default: '',
  shape: { as: 'text', longText: true },
})

export const forwards = defineSetting<string>({
  key: 'filtering.forwards',
  title: 'Names that a server of the school answers for',
  explain:
    'One a line, with the servers, as the school’s directory is: “ad.school.local 10.4.0.3”. Everything below the name goes there too.',
  schema: lines((text) => problemOfNames(text, 'servers')),
  default: '',
  shape: { as: 'text', longText: true },
})

export const networkSettings = [blockedAs, blockPageAt, localNames, forwards]

import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const proxyAddress = defineSetting<string>({
  key: 'proxyKeys.proxy',
  title: 'Where the proxy asks for keys',
  explain:
    'The name and port at which browsers come to the proxy encrypted, such as proxy.school.example:3129. Whoever runs the server knows it. Left empty, nobody makes keys, and who is at a device is known by signing in to Schoolkeeper there.',
  schema: z
    .string()
    .trim()
    .toLowerCase()
    .regex(
      /^(?:[a-z0-9][a-z0-9.-]{0,199}:\d{1,5})?$/,
      'Write a name and a port, such as proxy.school.example:3129',
    ),
  default: '',
  shape: { as: 'text' },
})

export const keyLastsDays = defineSetting<number>({
  key: 'proxyKeys.lastsDays',
  title: 'How long a key for the proxy lasts',
  explain:
    'After that its holder makes a new one. A year asks everybody once; a shorter time finds devices sooner that nobody uses any more.',
  schema: z.number().int().min(1).max(400),
  default: 365,
  shape: { as: 'number', unit: 'days' },
})

export const proxyKeySettings = [proxyAddress, keyLastsDays]

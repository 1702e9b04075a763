import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { problemOfDevices } from './device-addresses.ts'

export const lastsMinutes = defineSetting<number>({
  key: 'portal.lastsMinutes',
  title: 'How long somebody counts as being at a device',
  explain:
    'Counted from the last page of Schoolkeeper that they opened there. A short time keeps the next child at the device from being taken for the last one; signing out ends it at once.',
  schema: z.number().int().min(10).max(720),
  default: 60,
  shape: { as: 'number', unit: 'minutes' },
})

export const deviceAddresses = defineSetting<string>({
  key: 'portal.deviceAddresses',
  title: 'At which address each shared device is',
  explain:
    'One a line: the name that teachers write under “Who sits where”, then its address, as “iPad 14 10.4.8.21”. While a lesson is open the filter then knows which child is at the device. Name devices that always have the same address, or write the hardware address, as “iPad 14 aa:bb:cc:dd:ee:ff”, where the DHCP server tells who has which address (Who logged on where).',
  schema: z.string().superRefine((text, checked) => {
    const message = problemOfDevices(text)
    if (message !== null) checked.addIssue({ code: 'custom', message })
  }),
  default: '',
  shape: { as: 'text', longText: true },
})

export const portalSettings = [lastsMinutes, deviceAddresses]

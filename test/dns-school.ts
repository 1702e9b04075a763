// A school on a network, small enough to see at a glance what each device gets. Its one school day is over: engines that run by
// the clock on the wall are never in its lunch.

import { hash } from 'node:crypto'
import {
  compileIndex,
  type LoadedSnapshot,
  type Policy,
  readSealedFeed,
  type SchoolOnNetwork,
} from '#/engines/filter/index.ts'

export const dnsPolicy: Policy = {
  profiles: [
    {
      name: 'pupils',
      blocks: ['games', 'chat'],
      otherwise: 'allow',
      bands: [
        {
          name: 'Lunch',
          days: [1, 2, 3, 4, 5],
          fromMinute: 12 * 60,
          untilMinute: 13 * 60,
          schoolDaysOnly: true,
          blocks: [],
          allows: ['chat'],
        },
      ],
    },
    { name: 'staff', blocks: ['games'], otherwise: 'allow', bands: [] },
    { name: 'early years', blocks: ['games'], otherwise: 'block', bands: [] },
  ],
  alwaysOpen: ['childline.org.uk'],
  rules: [{ site: 'open.example', does: 'allow', profiles: 'all' }],
  exceptions: [],
  closedToExceptions: [],
}

export const aSchool: SchoolOnNetwork = {
  school: 'alder',
  policy: dnsPolicy,
  schoolDays: ['2026-11-16'],
  manners: [
    { profile: 'pupils', blockedAs: 'page', safeSearch: true, youTube: 'strict' },
    { profile: 'staff', blockedAs: 'noName', safeSearch: false, youTube: 'open' },
    { profile: 'early years', blockedAs: 'page', safeSearch: true, youTube: 'strict' },
  ],
  networks: [
    { range: '10.1.0.0/16', profile: 'pupils' },
    { range: '10.1.64.0/24', profile: 'early years' },
    { range: '10.1.128.0/24', profile: 'staff' },
  ],
  devices: [
    {
      address: '10.1.0.50',
      profile: 'staff',
      stopped: null,
      who: 'person-1',
      untilMs: Date.UTC(2026, 10, 16, 10, 30),
    },
    {
      address: '10.1.0.51',
      profile: 'pupils',
      stopped: { untilMs: null },
      who: 'person-2',
      untilMs: Date.UTC(2026, 10, 16, 16, 0),
    },
  ],
  blockPage: { ipv4: '10.1.0.2', ipv6: null },
  localNames: [{ name: 'printer.alder.example', addresses: ['10.1.0.9'] }],
  forwards: [{ name: 'ad.alder.local', servers: ['10.1.0.3'] }],
}

const list = (...names: string[]) => ({ names, urls: [], expressions: [] })

/** A snapshot of one school, with changes. */
export function aSnapshot(change: Partial<SchoolOnNetwork> = {}): LoadedSnapshot {
  const { index } = compileIndex([
    { category: 'games', list: { ...list('games.example'), expressions: ['(^|\\.)arcade[0-9]+\\.'] } },
    { category: 'chat', list: list('chat.example') },
  ])
  return {
    index,
    sealed: readSealedFeed(hash('sha256', 'sealed.example'), 'licence 1'),
    snapshot: {
      madeAtMs: 0,
      indexFile: 'index-1',
      sealed: { licence: 'licence 1', feedFile: 'sealed-1' },
      schools: [{ ...aSchool, ...change }],
    },
  }
}

// How the filter of a school of the demonstration was checked: by people with a device in their hands, and from the network itself.

import { networkClient } from '#/app/network-client.ts'
import { startDns } from '#/engines/dns/index.ts'
import { openSnapshot } from '#/engines/filter/index.ts'
import { addDays } from '#/kernel/london-time.ts'
import { type KeepLook, keepLook, testFilter } from '../src/features/filter-checks/index.ts'
import { engineSnapshotPath } from '../src/features/filtering/index.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil } from './school-days.ts'

const at = (day: string, time: string): Date => new Date(`${day}T${time}:00Z`)

const tried = {
  adult: 'right',
  language: 'right',
  illegal: 'right',
  roundAbout: 'right',
  search: 'right',
  ai: 'right',
  help: 'right',
} as const

/** Somebody tried it last half-term, and again this month; the last day was tested over the network. */
export function checkStories(stage: Stage): Act[] {
  const { lastDay } = stage
  const days = schoolDaysUntil(lastDay)
  const day = (back: number): string => days.at(-1 - back) ?? addDays(lastDay, -back)
  const look =
    (request: KeepLook) =>
    async (moment: Moment): Promise<void> => {
      await keepLook(moment.context, actor(moment, 'head'), request)
    }
  return [
    {
      at: at(day(35), '14:10'),
      play: look({
        ...tried,
        search: 'wrong',
        device: 'Tablet 7, Year 4',
        profile: 'keyStage2',
        place: 'Library',
        action: 'The tablet had a search engine without safe search. Taken off the tablets the same day.',
      }),
    },
    {
      at: at(day(6), '11:20'),
      play: look({
        ...tried,
        device: 'Laptop 3, staff room',
        profile: 'staff',
        place: 'Staff room',
        action: null,
      }),
    },
    { at: at(lastDay, '16:25'), play: testOverTheNetwork },
  ]
}

/** The demonstration’s own engines start later, so these are asked: the same ones, for as long as it takes. */
async function testOverTheNetwork({ context, stage }: Moment): Promise<void> {
  const loaded = await openSnapshot(engineSnapshotPath(context), (sentence) => context.log.warn(sentence))
  const address = '127.0.0.1'
  const dns = await startDns({
    loaded,
    ports: { address, dns: 0, tls: 0, https: 0 },
    threads: 1,
    upstreams: [],
    onTrouble: (sentence) => context.log.warn(sentence),
  })
  const engines = { address, dnsPort: dns.ports.dns, proxyPort: null }
  try {
    await testFilter(context, stage.loaded.schoolId, { engines, client: networkClient, askedBy: null })
  } finally {
    await dns.stop()
  }
}

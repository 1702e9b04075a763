// What a self-test found, as a dated paper: for governors, and for an inspector who asks when somebody last looked.

import { isTestAddress } from '#/engines/filter/index.ts'
import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import type { Block, ReportDocument } from '#/platform/documents/document.ts'
import { type CategoryId, categoryIds, categoryRow, type ProfileKey, profiles } from '../filtering/index.ts'
import { type Case, cases, outcomes, type Result, type Verdict, verdicts } from './case.ts'
import type { FilterTest } from './test-store.ts'
import { sightings, type Trial } from './trial.ts'

export type CertificateParts = {
  school: string
  test: FilterTest
  /** The groups of the school today. */
  groups: readonly ProfileKey[]
  /** Who asked for it; null for the timetable. */
  askedBy: string | null
  /** When somebody last tried a page of strong language by hand before it; null where nobody did. */
  wordsTried: Trial | null
}

const namesOf = (keys: readonly ProfileKey[]): string => keys.map((key) => profiles[key].words).join(', ')
const verdictOrder: readonly Verdict[] = ['failed', 'stricter', 'notTested', 'passed']

/** What came of one case, the worst first: for whom. */
function lineOf({ key }: Case, results: readonly Result[]): { verdict: Verdict; groups: ProfileKey[] }[] {
  const found = results.filter((one) => one.case === key)
  const worstOf = (profile: ProfileKey): Verdict | undefined =>
    verdictOrder.find((verdict) =>
      found.some((one) => one.profile === profile && one.verdict === verdict && !isPart(one, found)),
    )
  const asked = [...new Set(found.map(({ profile }) => profile))]
  return verdictOrder.flatMap((verdict) => {
    const groups = asked.filter((profile) => worstOf(profile) === verdict)
    return groups.length === 0 ? [] : [{ verdict, groups }]
  })
}

/** One way could not be asked, and the other said something: then the other counts. */
const isPart = (one: Result, all: readonly Result[]): boolean =>
  one.verdict === 'notTested' &&
  all.some(({ profile, verdict }) => profile === one.profile && verdict !== 'notTested')

/** Groups that nobody could ask for from this server. */
const untestedGroups = ({ test, groups }: Pick<CertificateParts, 'test' | 'groups'>): ProfileKey[] =>
  groups.filter((group) => !test.results.some(({ profile }) => profile === group))

const withoutNames: readonly CategoryId[] = categoryIds.filter(
  (id) => id !== 'bypass' && !cases.some(({ category }) => category === id),
)

/** The certificate as a document: page and PDF say the same. */
export function certificate(parts: CertificateParts): ReportDocument {
  const { school, test, askedBy } = parts
  return {
    title: 'Test of the filter',
    subtitle: `${outcomes[test.outcome].text}. ${outcomes[test.outcome].means}`,
    organisation: school,
    language: 'en-GB',
    date: test.at,
    dateText: formatInstant(test.at),
    footer: 'Made by Schoolkeeper from what the school’s own network answered. No filter is perfect.',
    blocks: [...howBlocks(parts, askedBy), ...foundBlocks(test), ...limitBlocks(parts)],
  }
}

function howBlocks({ test }: CertificateParts, askedBy: string | null): Block[] {
  const asked = [
    test.resolver === null ? [] : [`the name server at ${test.resolver}`],
    test.proxy === null ? [] : [`the web proxy at ${test.proxy}`],
  ].flat()
  const groups = [...new Set(test.results.map(fromWhere))]
  return [
    { kind: 'heading', level: 2, text: 'How it was tested' },
    {
      kind: 'paragraph',
      text: `${askedBy === null ? 'By the timetable' : `Asked for by ${askedBy}`}. As a device of each group would, this server asked ${asked.join(' and ')} for ${new Set(test.results.map((one) => one.case)).size} things. What came back was compared with the rules that the school had agreed at that moment. ${test.inLesson ? 'A lesson was on.' : 'No lesson was on: what is closed in lessons alone was open.'}`,
    },
    { kind: 'list', ordered: false, items: groups },
  ]
}

/** “Staff: from 127.83.0.4, an address of this server that the filter takes for this group”. */
const fromWhere = ({ profile, from }: Result): string =>
  `${profiles[profile].words}: from ${from}, ${isTestAddress(from) ? 'an address of this server that the filter takes for this group' : 'an address in their part of the network'}`

function foundBlocks({ results }: FilterTest): Block[] {
  const tested = new Set(results.map(({ profile }) => profile)).size
  const whose = (groups: readonly ProfileKey[]): string =>
    groups.length === tested ? 'every group' : namesOf(groups)
  const asked = cases.filter(({ key }) => results.some((one) => one.case === key))
  return [
    { kind: 'heading', level: 2, text: 'What was found' },
    {
      kind: 'table',
      caption: 'What was tried, and what each group got',
      columns: [
        { heading: 'Tried', holds: 'text' },
        { heading: 'Asked for', holds: 'text' },
        { heading: 'Found', holds: 'text' },
      ],
      rows: asked.map((one) => [
        one.words,
        one.name,
        lineOf(one, results)
          .map(({ verdict, groups }) => `${verdicts[verdict].text}: ${whose(groups)}`)
          .join('. '),
      ]),
    },
  ]
}

function limitBlocks(parts: CertificateParts): Block[] {
  const untested = untestedGroups(parts)
  return [
    { kind: 'heading', level: 2, text: 'What it does not say' },
    {
      kind: 'list',
      ordered: false,
      items: [
        ...(untested.length === 0
          ? []
          : [
              `${namesOf(untested)}: this server has no address in their part of the network. Somebody tries it on a device.`,
            ]),
        ...(parts.test.results.some(({ from }) => isTestAddress(from))
          ? [
              'Whether the filter takes each device for the right group: the groups were asked for from addresses of this server. Somebody tries it on a device of the group.',
            ]
          : []),
        `${withoutNames.map((id) => categoryRow(id).words).join('; ')}: not asked for, because no name of such a site is printed here.`,
        `Words on a page: the filter goes by names and addresses of sites and reads no page. Strong language is blocked on sites that are known for it; on others it comes through. ${wordsTriedWords(parts.wordsTried)}`,
        'Devices that do not use this network, as a telephone with a connection of its own.',
      ],
    },
  ]
}

const wordsTriedWords = (tried: Trial | null): string =>
  tried === null
    ? 'Somebody tries testfiltering.com on a device.'
    : `Somebody tried such a page on a device on ${formatDate(londonDate(tried.at))} (${profiles[tried.profile].words}): ${sightings[tried.seen.language].toLowerCase()}.`

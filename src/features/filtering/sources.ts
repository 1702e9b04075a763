// Lists that others publish, and how they are fetched. A school chooses which it uses; none is fetched before. Each is named with its
// licence wherever it is shown.

import type { CategoryId } from './category.ts'

export type SourceId = keyof typeof sources

export type Source = {
  name: string
  publisher: string
  licence: string
  /** What the licence asks to be said. */
  attribution: string
  home: string
  lists: readonly PublishedList[]
}

export type PublishedList = {
  category: CategoryId
  address: string
  /** Where the addresses of pages and the expressions of the same list stand, where it has any. */
  urls?: string
  expressions?: string
}

const ut1Home = 'https://raw.githubusercontent.com/olbat/ut1-blacklists/master/blacklists'
/** A folder of UT1. Of pornography only the restrained files: “very restrictive” stops whoever looks for help about their own life. */
const ut1 = (
  category: CategoryId,
  folder: string,
  has: { names?: string; urls?: false; expressions?: true } = {},
): PublishedList => ({
  category,
  address: `${ut1Home}/${folder}/${has.names ?? 'domains'}`,
  ...(has.urls === false ? {} : { urls: `${ut1Home}/${folder}/urls` }),
  ...(has.expressions ? { expressions: `${ut1Home}/${folder}/expressions` } : {}),
})
const shadow = (category: CategoryId, file: string) => ({
  category,
  address: `https://raw.githubusercontent.com/ShadowWhisperer/BlockLists/master/Lists/${file}`,
})
const project = (category: CategoryId, file: string) => ({
  category,
  address: `https://blocklistproject.github.io/Lists/alt-version/${file}-nl.txt`,
})

const sources = {
  ut1: {
    name: 'UT1 blacklists',
    publisher: 'Université Toulouse Capitole',
    licence: 'CC BY-SA 4.0',
    attribution: 'UT1 blacklists by Fabrice Prigent, Université Toulouse Capitole, CC BY-SA 4.0.',
    home: 'https://dsi.ut-capitole.fr/blacklists/index_en.php',
    lists: [
      ut1('pornography', 'adult', { names: 'domains.gz' }),
      ut1('malware', 'malware', { expressions: true }),
      ut1('malware', 'phishing'),
      ut1('bypass', 'redirector'),
      ut1('bypass', 'vpn', { urls: false }),
      ut1('bypass', 'doh'),
      ut1('crime', 'hacking'),
      ut1('hate', 'agressif'),
      ut1('drugs', 'drogue'),
      ut1('gambling', 'gambling'),
      ut1('dating', 'dating'),
      ut1('piracy', 'warez'),
      ut1('chat', 'chat'),
      ut1('socialNetworks', 'social_networks'),
      ut1('games', 'games'),
      ut1('webmail', 'webmail'),
      ut1('ai', 'ai'),
      ut1('fileSharing', 'filehosting'),
      ut1('shopping', 'shopping'),
      ut1('banking', 'bank', { urls: false }),
    ],
  },
  shadowWhisperer: {
    name: 'ShadowWhisperer BlockLists',
    publisher: 'ShadowWhisperer',
    licence: 'Unlicense (public domain)',
    attribution: 'Lists by ShadowWhisperer, in the public domain.',
    home: 'https://github.com/ShadowWhisperer/BlockLists',
    lists: [
      shadow('pornography', 'Adult'),
      shadow('malware', 'Malware'),
      shadow('malware', 'Scam'),
      shadow('bypass', 'Tunnels'),
      shadow('violence', 'Shock'),
      shadow('gambling', 'Gambling'),
      shadow('dating', 'Dating'),
      shadow('chat', 'Chat'),
      shadow('ai', 'AI'),
    ],
  },
  blockListProject: {
    name: 'The Block List Project',
    publisher: 'The Block List Project',
    licence: 'Unlicense (public domain)',
    attribution: 'Lists by The Block List Project, in the public domain.',
    home: 'https://github.com/blocklistproject/Lists',
    lists: [
      project('drugs', 'drugs'),
      project('drugs', 'vaping'),
      project('piracy', 'piracy'),
      project('malware', 'phishing'),
    ],
  },
  hagezi: {
    name: 'HaGeZi’s searches without safe search',
    publisher: 'HaGeZi',
    licence: 'GPL-3.0',
    attribution: 'DNS blocklists by HaGeZi, GPL-3.0.',
    home: 'https://github.com/hagezi/dns-blocklists',
    lists: [
      {
        category: 'unsafeSearch',
        address:
          'https://raw.githubusercontent.com/hagezi/dns-blocklists/main/wildcard/nosafesearch-onlydomains.txt',
      },
    ],
  },
} as const satisfies Record<string, Source>

export const sourceIds = Object.keys(sources) as SourceId[]
/** Whether a field names one of the sources of lists. */
export const isSourceId = (text: string): text is SourceId => Object.hasOwn(sources, text)
/** What the table says of a source. */
export const sourceOf = (id: SourceId): Source => sources[id]

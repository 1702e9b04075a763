// Where search engines keep the search that is safe for children. Whoever asks for the engine is led there by name, so that
// nothing on the device has to be set.

/** An engine: the hosts that people reach it by, and the host that its makers give for safe search. */
type Engine = { engine: string; hosts: readonly string[]; leadsTo: string; source: string }

const words = (text: string): string[] => text.trim().split(/\s+/)

// Every ending under which Google has a search: https://www.google.com/supported_domains
const googleEndings = words(`
  ad ae al am as at az ba be bf bg bi bj bs bt by ca cat cd cf cg ch ci cl cm cn co co.ao co.bw co.ck
  co.cr co.id co.il co.in co.jp co.ke co.kr co.ls co.ma co.mz co.nz co.th co.tz co.ug co.uk co.uz co.ve
  co.vi com.af com.ag com.ai com.ar com.au com.bd com.bh com.bn com.bo com.br com.bz com.co com.cu com.cy
  com.do com.ec com.eg com.et com.fj com.gh com.gi com.gt com.hk com.jm com.kh com.kw com.lb com.ly
  com.mm com.mt com.mx com.my com.na com.nf com.ng com.ni com.np com.om com.pa com.pe com.pg com.ph
  com.pk com.pr com.py com.qa com.sa com.sb com.sg com.sl com.sv com.tj com.tr com.tw com.ua com.uy
  com.vc com.vn com cv cz de dj dk dm dz ee es fi fm fr ga ge gg gl gm gp gr gy hn hr ht hu ie im iq is
  it je jo kg ki kz la li lk lt lu lv md me mg mk ml mn ms mu mv mw ne nl no nr nu pl pn ps pt ro rs ru
  rw sc se sh si sk sm sn so sr st td tg tk tl tm tn to tt vg vu ws co.za co.zm co.zw
`)
const yandexEndings = words(`
  az by co.il com.am com.ge com.ru com.tr com de ee eu fi fr kz lt lv md net org pl ru tj tm uz
`)

const engines: readonly Engine[] = [
  {
    engine: 'Google',
    hosts: googleEndings.map((ending) => `www.google.${ending}`),
    leadsTo: 'forcesafesearch.google.com',
    source: 'https://support.google.com/websearch/answer/186669',
  },
  {
    engine: 'Bing',
    hosts: ['www.bing.com', 'bing.com', 'edgeservices.bing.com'],
    leadsTo: 'strict.bing.com',
    source: 'https://support.microsoft.com/topic/946059ed-992b-46a0-944a-28e8fb8f1814',
  },
  {
    engine: 'DuckDuckGo',
    hosts: ['duckduckgo.com', 'www.duckduckgo.com', 'start.duckduckgo.com'],
    leadsTo: 'safe.duckduckgo.com',
    source: 'https://duckduckgo.com/duckduckgo-help-pages/features/safe-search/',
  },
  {
    engine: 'Ecosia',
    hosts: ['www.ecosia.org'],
    leadsTo: 'strict-safe-search.ecosia.org',
    source: 'AdGuard Home, internal/filtering/safesearch',
  },
  {
    engine: 'Brave',
    hosts: ['search.brave.com'],
    leadsTo: 'forcesafe.search.brave.com',
    source: 'AdGuard Home, internal/filtering/safesearch',
  },
  {
    engine: 'Yandex',
    hosts: yandexEndings
      .flatMap((ending) => [`yandex.${ending}`, `www.yandex.${ending}`])
      .concat('ya.ru', 'www.ya.ru'),
    leadsTo: 'familysearch.yandex.ru',
    source: 'https://yandex.com/support/search/safe-search.html',
  },
  {
    engine: 'Pixabay',
    hosts: ['pixabay.com'],
    leadsTo: 'safesearch.pixabay.com',
    source: 'AdGuard Home, internal/filtering/safesearch',
  },
]

// https://support.google.com/a/answer/6214622
const youTubeHosts = [
  'www.youtube.com',
  'm.youtube.com',
  'youtubei.googleapis.com',
  'youtube.googleapis.com',
  'www.youtube-nocookie.com',
]
const youTubeLevels = { open: null, moderate: 'restrictmoderate.youtube.com', strict: 'restrict.youtube.com' }
export type YouTubeLevel = keyof typeof youTubeLevels

/** For each host that is led elsewhere, where to. Engines without a safe host are the category `unsafeSearch` of the lists. */
export function safeHosts(safeSearch: boolean, youTube: YouTubeLevel): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (safeSearch) for (const { hosts, leadsTo } of engines) for (const host of hosts) found.set(host, leadsTo)
  const restricted = youTubeLevels[youTube]
  if (restricted !== null) for (const host of youTubeHosts) found.set(host, restricted)
  return found
}

// Names that are answered the same for everybody: those by which a device would go round the network's filter, and those
// that no server outside knows. A name covers its children.

/** `noName`: there is no such name. `nothing`: there is, with nothing of that kind under it. `here`: this machine. */
export type SpecialAnswer = 'noName' | 'nothing' | 'here'
type Special = { answer: SpecialAnswer; names: readonly string[]; source: string }

const waysRound: readonly Special[] = [
  {
    answer: 'noName',
    names: ['use-application-dns.net'],
    source:
      'Firefox keeps to the network’s DNS: https://support.mozilla.org/kb/canary-domain-use-application-dnsnet',
  },
  {
    answer: 'noName',
    names: [
      'mask.icloud.com',
      'mask-h2.icloud.com',
      'mask-canary.icloud.com',
      'mask.apple-dns.net',
      'mask-api.icloud.com',
      'mask-t.apple-dns.net',
      'mask-h2.apple-dns.net',
      'doh.dns.apple.com',
    ],
    source:
      'Private Relay stays off: https://developer.apple.com/icloud/prepare-your-network-for-icloud-private-relay',
  },
  {
    answer: 'nothing',
    names: ['resolver.arpa'],
    source: 'No other resolver is named (DDR): RFC 9462, section 6.4',
  },
  {
    answer: 'noName',
    names: [
      'dns.google',
      'dns.google.com',
      'dns64.dns.google',
      'cloudflare-dns.com',
      'one.one.one.one',
      'dns.quad9.net',
      'dns9.quad9.net',
      'dns10.quad9.net',
      'dns11.quad9.net',
      'doh.opendns.com',
      'doh.familyshield.opendns.com',
      'doh.sandbox.opendns.com',
      'dns.umbrella.com',
      'dns.nextdns.io',
      'chromium.dns.nextdns.io',
      'dns.adguard-dns.com',
      'dns.adguard.com',
      'unfiltered.adguard-dns.com',
      'doh.cleanbrowsing.org',
      'freedns.controld.com',
      'dns.controld.com',
      'dns.mullvad.net',
      'base.dns.mullvad.net',
      'doh.dns.sb',
      'dns.sb',
      'doh.xfinity.com',
      'dns.alidns.com',
      'doh.pub',
      'dns.switch.ch',
      'dns.digitale-gesellschaft.ch',
      'doh.libredns.gr',
      'doh.applied-privacy.net',
      'dns.twnic.tw',
      'public.dns.iij.jp',
      'doh.ffmuc.net',
      'dnsforge.de',
      'ordns.he.net',
      'doh.li',
      'dns0.eu',
      'dns.comss.one',
      'odoh.cloudflare-dns.com',
      'wikimedia-dns.org',
      'jp.tiar.app',
      'doh.tiar.app',
    ],
    source: 'Public DNS over HTTPS, from their own pages; the filter’s lists know many more',
  },
  {
    answer: 'noName',
    names: ['cloudflare-ech.com'],
    source:
      'The name that connections show which hide where they go (ECH): https://developers.cloudflare.com/ssl/edge-certificates/ech',
  },
  { answer: 'noName', names: ['onion'], source: 'Tor is not asked for by DNS: RFC 7686' },
]

const neverOutside: readonly Special[] = [
  { answer: 'here', names: ['localhost'], source: 'RFC 6761, section 6.3' },
  {
    answer: 'noName',
    names: ['invalid', 'local', 'internal', 'home.arpa', 'test', 'alt'],
    source: 'RFC 6761, 6762, 8375, 9476',
  },
  {
    answer: 'noName',
    names: [
      '0.in-addr.arpa',
      '10.in-addr.arpa',
      '127.in-addr.arpa',
      '254.169.in-addr.arpa',
      '168.192.in-addr.arpa',
      ...Array.from({ length: 16 }, (_, at) => `${at + 16}.172.in-addr.arpa`),
      'd.f.ip6.arpa',
      '8.e.f.ip6.arpa',
      '9.e.f.ip6.arpa',
      'a.e.f.ip6.arpa',
      'b.e.f.ip6.arpa',
    ],
    source: 'Addresses of private networks: RFC 6303',
  },
]

function tableOf(specials: readonly Special[]): ReadonlyMap<string, SpecialAnswer> {
  return new Map(specials.flatMap(({ answer, names }) => names.map((name) => [name, answer] as const)))
}

export const waysRoundTheFilter = tableOf(waysRound)
export const namesNotOutside = tableOf(neverOutside)

/** What a table says of a name or the nearest of its parents. */
export function lookUpParents<T>(table: ReadonlyMap<string, T>, name: string): T | undefined {
  for (let at = 0; ; ) {
    const found = table.get(at === 0 ? name : name.slice(at))
    if (found !== undefined) return found
    const dot = name.indexOf('.', at)
    if (dot < 0) return undefined
    at = dot + 1
  }
}

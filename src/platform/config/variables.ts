import { isIP } from 'node:net'

/** One environment variable. `check` gives a sentence when the value cannot be used; it never repeats a secret. */
export type Variable = {
  name: string
  does: string
  byDefault?: string
  check?: (value: string) => string | undefined
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const postgresUrl = urlOf(
  ['postgres:', 'postgresql:'],
  'an address like postgres://role@host:5432/schoolkeeper',
)

/** Everything that can be set from outside, in the order of the operator's page. */
export const variables = [
  {
    name: 'HOST',
    byDefault: '127.0.0.1',
    check: host,
    does: 'The address to listen on. Anything but this machine itself needs TLS files or `BEHIND_PROXY`.',
  },
  { name: 'PORT', byDefault: '8080', check: port, does: 'The port of the web pages.' },
  {
    name: 'PUBLIC_URL',
    check: publicUrl,
    does: 'The address people type and links in mail begin with. Off this machine it must begin with `https:`. Left out on this machine, it follows `PORT`.',
  },
  { name: 'TLS_CERT_FILE', does: 'The certificate chain, as PEM. Goes with `TLS_KEY_FILE`.' },
  { name: 'TLS_KEY_FILE', does: 'The private key of the certificate, as PEM. Goes with `TLS_CERT_FILE`.' },
  {
    name: 'BEHIND_PROXY',
    check: networks,
    does: 'The networks, as CIDR with commas between, from which a reverse proxy connects that has ended TLS. Only what these say about the client is believed.',
  },
  {
    name: 'DATABASE_URL',
    check: postgresUrl,
    does: 'Your own PostgreSQL (15 or later), as the role that serves pages: it owns nothing and row security binds it. Left out, Schoolkeeper runs a PostgreSQL of its own.',
  },
  {
    name: 'DATABASE_OWNER_URL',
    check: postgresUrl,
    does: 'The same database as the role that owns the tables and migrates them.',
  },
  {
    name: 'DATABASE_BACKUP_URL',
    check: postgresUrl,
    does: 'The same database as the role that reads everything for a backup and writes nothing.',
  },
  {
    name: 'DATABASE_JOBS_URL',
    check: postgresUrl,
    does: 'The same database as the role that runs queued jobs.',
  },
  {
    name: 'DATA_DIR',
    byDefault: 'data',
    does: 'The folder for files, encrypted, and for our own PostgreSQL.',
  },
  {
    name: 'ANCHOR_DIR',
    byDefault: 'anchors',
    does: 'The folder for the audit trail’s anchors. It lies outside `DATA_DIR`, best on another machine, so that whoever changes records cannot change these too.',
  },
  {
    name: 'BACKUP_DIR',
    byDefault: 'backups',
    does: 'The folder that backups are written to, outside `DATA_DIR`. Copy them to another machine, and one of them where nobody can change it.',
  },
  {
    name: 'SCHOOLKEEPER_KEY_FILE',
    byDefault: 'keys/schoolkeeper.key',
    does: 'The master key, made at the first start, readable by its owner alone. It lies outside `DATA_DIR` and outside backups: without it, kept files cannot be read by anyone.',
  },
  {
    name: 'SMTP_URL',
    check: urlOf(['smtp:', 'smtps:'], 'an address like smtps://name:password@mail.example:465'),
    does: 'The mail server that sends notifications. Left out, none are sent, and tasks wait on people’s pages.',
  },
  {
    name: 'MAIL_FROM',
    check: emailAddress,
    does: 'The address that notifications come from. Needed with `SMTP_URL`.',
  },
  {
    name: 'METRICS_PORT',
    byDefault: '9464',
    check: port,
    does: 'The port of `/metrics`, on this machine only.',
  },
  {
    name: 'FILTER_ADDRESS',
    check: address,
    does: 'The address at which this machine answers DNS and passes the web on, by the filter. Left out, it does neither; see [filter.md](filter.md).',
  },
  { name: 'DNS_PORT', byDefault: '53', check: port, does: 'The port of DNS, at `FILTER_ADDRESS`.' },
  {
    name: 'DNS_TLS_PORT',
    check: port,
    does: 'The port of DNS over TLS, at `FILTER_ADDRESS`: 853 for phones and computers that ask for it. It has the certificate of the pages (`TLS_CERT_FILE`), so devices are given the name in `PUBLIC_URL`. Left out, there is none.',
  },
  {
    name: 'DNS_HTTPS_PORT',
    check: port,
    does: 'The port of DNS over HTTPS, at `FILTER_ADDRESS`, for browsers that are given `https://NAME:PORT/dns-query`. The rest is as with `DNS_TLS_PORT`.',
  },
  {
    name: 'PROXY_PORT',
    byDefault: '3128',
    check: port,
    does: 'The port of the web proxy, at `FILTER_ADDRESS`.',
  },
  {
    name: 'PROXY_TLS_PORT',
    check: port,
    does: 'The port at which browsers come to the web proxy encrypted, and with a key of their own. It has the certificate of the pages (`TLS_CERT_FILE`), and the name in `PUBLIC_URL`. Left out, there is no such way in.',
  },
  {
    name: 'BLOCK_PAGE_PORT',
    check: port,
    does: 'The port of the block page, at `FILTER_ADDRESS`: 80, so that browsers find it where DNS leads them in place of a blocked site. Left out, DNS leads nobody there: blocked names are names that there are not.',
  },
  {
    name: 'LOG_LEVEL',
    byDefault: 'info',
    check: logLevel,
    does: `How much is logged: ${logLevels.join(', ')}.`,
  },
] as const satisfies readonly Variable[]

export type VariableName = (typeof variables)[number]['name']

function host(value: string): string | undefined {
  const isName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)
  return isIP(value) !== 0 || isName ? undefined : 'must be an address like 127.0.0.1 or a host name.'
}

function address(value: string): string | undefined {
  return isIP(value) !== 0 ? undefined : 'must be an address like 10.4.0.2.'
}

function port(value: string): string | undefined {
  const valid = /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
  return valid ? undefined : 'must be a whole number from 1 to 65535.'
}

function publicUrl(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const bare =
    url !== undefined && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return bare && /^https?:$/.test(url.protocol)
    ? undefined
    : 'must be an address like https://safety.school.example, without a path.'
}

function networks(value: string): string | undefined {
  const bad = value
    .split(',')
    .map((each) => each.trim())
    .find((each) => !isNetwork(each))
  return bad === undefined ? undefined : `must be networks like 10.0.0.0/8, and "${bad}" is not one.`
}

function isNetwork(text: string): boolean {
  const found = /^(.+)\/(\d{1,3})$/.exec(text)
  const version = isIP(found?.[1] ?? '')
  const prefix = Number(found?.[2])
  // A prefix of 0 would believe anybody who says they are a proxy.
  return version !== 0 && prefix >= 1 && prefix <= (version === 4 ? 32 : 128)
}

function emailAddress(value: string): string | undefined {
  return /^[^\s@<>,;:"()[\]\\]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)
    ? undefined
    : 'must be one plain address like safety@school.example.'
}

function logLevel(value: string): string | undefined {
  return logLevels.some((level) => level === value) ? undefined : `must be one of ${logLevels.join(', ')}.`
}

function urlOf(protocols: readonly string[], like: string): (value: string) => string | undefined {
  return (value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined
    return url && protocols.includes(url.protocol) && (url.hostname !== '' || url.search !== '')
      ? undefined
      : `must be ${like}.`
  }
}

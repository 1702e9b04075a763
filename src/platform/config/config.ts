import { isAbsolute, relative, resolve } from 'node:path'
import { Refused } from '#/kernel/refusal.ts'
import { logLevels, type Variable, type VariableName, variables } from './variables.ts'

/** The roles of one database (owner migrates, app serves, backup reads, jobs works). */
export type DatabaseUrls = { app: string; owner: string; backup: string; jobs: string }

/** Everything the program is told from outside, checked. Paths are absolute. */
export type Config = {
  host: string
  port: number
  publicUrl: string
  tls: { certFile: string; keyFile: string } | undefined
  /** Networks as CIDR from which a proxy's word about the client is believed; empty means nobody's. */
  behindProxy: readonly string[]
  /** Undefined means: run our own PostgreSQL. */
  database: DatabaseUrls | undefined
  dataDir: string
  anchorDir: string
  backupDir: string
  keyFile: string
  /** Undefined means: send no mail. */
  mail: { smtpUrl: string; from: string } | undefined
  metricsPort: number
  /** Undefined means: this machine runs no engines of the filter. */
  filter:
    | {
        address: string
        dnsPort: number
        dnsTlsPort?: number | undefined
        dnsHttpsPort?: number | undefined
        proxyPort: number
        proxyTlsPort?: number | undefined
        blockPagePort?: number | undefined
      }
    | undefined
  logLevel: (typeof logLevels)[number]
}

type Values = Readonly<Record<VariableName, string | undefined>>

const databaseNames = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_BACKUP_URL',
  'DATABASE_JOBS_URL',
] as const

/** Reads the environment. Refuses with every problem at once, so that an operator mends them in one go. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const values = valuesFrom(env)
  const problems = [...valueProblems(values), ...togetherProblems(values)]
  if (problems.length === 0) problems.push(...exposureProblems(values), ...pathProblems(values))
  if (problems.length > 0) {
    throw new Refused(
      `Schoolkeeper cannot start with these settings:\n${problems.map((each) => `- ${each}`).join('\n')}`,
    )
  }
  return configFrom(values)
}

/** Whether the host is this machine talking to itself. A name other than localhost is taken to be reachable. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare)
}

function valuesFrom(env: Readonly<Record<string, string | undefined>>): Values {
  const rows: readonly Variable[] = variables
  const entries = rows.map(({ name, byDefault }) => [name, env[name]?.trim() || byDefault])
  return Object.fromEntries(entries)
}

function valueProblems(values: Values): string[] {
  return variables.flatMap((variable: Variable & { name: VariableName }) => {
    const value = values[variable.name]
    const problem = value === undefined ? undefined : variable.check?.(value)
    return problem === undefined ? [] : [`${variable.name} ${problem}`]
  })
}

function togetherProblems(values: Values): string[] {
  const problems = [
    ...missingOf(values, ['TLS_CERT_FILE', 'TLS_KEY_FILE']),
    ...missingOf(values, databaseNames),
  ]
  if (values.SMTP_URL !== undefined && values.MAIL_FROM === undefined) {
    problems.push('MAIL_FROM is needed with SMTP_URL: the address that notifications come from.')
  }
  const lacks = (['FILTER_ADDRESS', 'TLS_CERT_FILE'] as const).filter((name) => values[name] === undefined)
  for (const name of encryptedPorts) {
    if (values[name] !== undefined && lacks.length > 0)
      problems.push(`${lacks.join(' and ')} must be set too, because ${name} is.`)
  }
  if (values.PORT === values.METRICS_PORT) problems.push('METRICS_PORT must differ from PORT.')
  return problems
}

/** Ways into the filter that show the certificate of the pages. */
const encryptedPorts = ['DNS_TLS_PORT', 'DNS_HTTPS_PORT', 'PROXY_TLS_PORT'] as const

/** Settings that only make sense together: all of them or none. */
function missingOf(values: Values, names: readonly VariableName[]): string[] {
  const missing = names.filter((name) => values[name] === undefined)
  const given = names.filter((name) => values[name] !== undefined)
  if (missing.length === 0 || given.length === 0) return []
  return [
    `${missing.join(' and ')} must be set too, because ${given.join(' and ')} ${given.length === 1 ? 'is' : 'are'}.`,
  ]
}

/** Passwords and children's reports never cross a network in clear: TLS ends here, or at a proxy that is named. */
function exposureProblems(values: Values): string[] {
  const problems: string[] = []
  const listensHere = isLoopback(values.HOST ?? '')
  const url = values.PUBLIC_URL === undefined ? undefined : new URL(values.PUBLIC_URL)
  const reachedHere = url === undefined ? listensHere : isLoopback(url.hostname)
  const encrypted = values.TLS_CERT_FILE !== undefined || values.BEHIND_PROXY !== undefined
  if (!(listensHere && reachedHere) && !encrypted) {
    problems.push(
      'To be reached from other machines, set TLS_CERT_FILE and TLS_KEY_FILE, or BEHIND_PROXY to the network of the proxy that ends TLS.',
    )
  }
  if (!listensHere && url === undefined) {
    problems.push(`PUBLIC_URL is needed when HOST is ${values.HOST}: the https address that people type.`)
  }
  if (url !== undefined && !reachedHere && url.protocol !== 'https:') {
    problems.push('PUBLIC_URL must begin with https: when other machines reach it.')
  }
  return problems
}

function pathProblems(values: Values): string[] {
  const inside = (name: VariableName, folder: VariableName): string[] => {
    const path = resolve(values[folder] ?? '')
    if (!isInside(resolve(values[name] ?? ''), path)) return []
    return [`${name} must lie outside ${folder} (${path}), or one theft or one mistake takes both.`]
  }
  return [
    ...inside('ANCHOR_DIR', 'DATA_DIR'),
    ...inside('BACKUP_DIR', 'DATA_DIR'),
    ...inside('SCHOOLKEEPER_KEY_FILE', 'DATA_DIR'),
    ...inside('SCHOOLKEEPER_KEY_FILE', 'BACKUP_DIR'),
  ]
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return !way.startsWith('..') && !isAbsolute(way)
}

function configFrom(values: Values): Config {
  const scheme = values.TLS_CERT_FILE === undefined ? 'http' : 'https'
  const [app, owner, backup, jobs] = databaseNames.map((name) => values[name])
  return {
    host: values.HOST ?? '',
    port: Number(values.PORT),
    publicUrl: new URL(values.PUBLIC_URL ?? `${scheme}://${urlHost(values.HOST ?? '')}:${values.PORT}`)
      .origin,
    tls:
      values.TLS_CERT_FILE === undefined || values.TLS_KEY_FILE === undefined
        ? undefined
        : { certFile: resolve(values.TLS_CERT_FILE), keyFile: resolve(values.TLS_KEY_FILE) },
    behindProxy: values.BEHIND_PROXY?.split(',').map((each) => each.trim()) ?? [],
    database: app && owner && backup && jobs ? { app, owner, backup, jobs } : undefined,
    ...placesFrom(values),
    mail:
      values.SMTP_URL && values.MAIL_FROM ? { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM } : undefined,
    metricsPort: Number(values.METRICS_PORT),
    filter:
      values.FILTER_ADDRESS === undefined
        ? undefined
        : {
            address: values.FILTER_ADDRESS,
            dnsPort: Number(values.DNS_PORT),
            dnsTlsPort: portOrNone(values.DNS_TLS_PORT),
            dnsHttpsPort: portOrNone(values.DNS_HTTPS_PORT),
            proxyPort: Number(values.PROXY_PORT),
            proxyTlsPort: portOrNone(values.PROXY_TLS_PORT),
            blockPagePort: portOrNone(values.BLOCK_PAGE_PORT),
          },
    logLevel: logLevels.find((level) => level === values.LOG_LEVEL) ?? 'info',
  }
}

const portOrNone = (written: string | undefined): number | undefined =>
  written === undefined ? undefined : Number(written)

function placesFrom(values: Values): Pick<Config, 'dataDir' | 'anchorDir' | 'backupDir' | 'keyFile'> {
  const place = (name: VariableName): string => resolve(values[name] ?? '')
  return {
    dataDir: place('DATA_DIR'),
    anchorDir: place('ANCHOR_DIR'),
    backupDir: place('BACKUP_DIR'),
    keyFile: place('SCHOOLKEEPER_KEY_FILE'),
  }
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

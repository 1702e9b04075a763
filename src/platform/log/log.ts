import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** `destination` is standard output unless a test or an operator's tool says otherwise. */
export type LogOptions = { level: string; destination?: DestinationStream }

/** What we read of a request. Never its address line, query, headers or body: a child's words may be in any of them. */
type LoggedRequest = {
  id?: string
  method?: string
  ip?: string
  routeOptions?: { url?: string | undefined; config?: { logsClient?: boolean } }
}

const withheldKeys = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'token',
  'body',
  'query',
  'params',
  'headers',
  'url',
]

/**
 * The operator's log, as JSON lines. Keys that carry what people typed are withheld wherever they stand, up to two
 * levels deep, and so is every `Sensitive`. A request is logged by its route's pattern; its client's address only on
 * routes that ask for it (`config: { logsClient: true }`), so that forgetting it reveals nobody who reported.
 */
export function createLog({ level, destination }: LogOptions): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { req: loggedRequest, res: loggedResponse, err: loggedError, error: loggedError },
    redact: { paths: withheldKeys.flatMap(pathsOf), censor: '[withheld]' },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

function pathsOf(key: string): string[] {
  return ['', '*', '*.*'].map((above) => `${above}["${key}"]`)
}

function loggedRequest(request: LoggedRequest) {
  const route = request.routeOptions?.url ?? 'unmatched'
  const client = request.routeOptions?.config?.logsClient === true ? { client: request.ip } : {}
  return { id: request.id, method: request.method, route, ...client }
}

function loggedResponse(response: { statusCode?: number }) {
  return { status: response.statusCode }
}

/**
 * A database's error repeats the values it refused, in its message and in its details, so only its code and names are
 * kept. Properties that libraries hang on their errors are left out for the same reason.
 */
function loggedError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: 'not an error', type: typeof error }
  const { code, table, constraint } = error as { code?: unknown; table?: unknown; constraint?: unknown }
  const isFromDatabase = 'severity' in error
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    message: isFromDatabase ? '[withheld]' : error.message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(isFromDatabase ? { table, constraint } : {}),
    stack: frames.map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: loggedError(error.cause) }),
  }
}

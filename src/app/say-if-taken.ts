import { Refused } from '#/kernel/refusal.ts'

/**
 * What an operator is told who starts where another program listens already, or at a port that is kept for others; any other error
 * stays what it is. `choose` is the setting or option that names another port.
 */
export function sayIfTaken(error: unknown, choose: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new Refused(
      `Another program already uses port ${port}. Stop that one, or choose another port with ${choose}.`,
    )
  if (code === 'EACCES')
    return new Refused(
      `This user may not open port ${port}: ports below 1024 are kept for few. Give it the right (under systemd AmbientCapabilities=CAP_NET_BIND_SERVICE), or choose another port with ${choose}.`,
    )
  return error
}

/** The same for what listens at several ports: `ports` by the settings or options that name them. */
export function sayWhichIsTaken(
  error: unknown,
  ports: Readonly<Record<string, number | undefined>>,
): unknown {
  const port = error instanceof Error && 'port' in error ? error.port : undefined
  const [choose, taken] = Object.entries(ports).find(([, one]) => one === port) ?? []
  return choose === undefined || taken === undefined ? error : sayIfTaken(error, choose, taken)
}

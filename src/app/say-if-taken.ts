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

import { parseArgs } from 'node:util'
import { createActivity, followSnapshot, openSnapshot } from '#/engines/filter/index.ts'
import { openGate, startProxy } from '#/engines/proxy/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Command } from './command.ts'
import { runUntilStopped } from './run-until-stopped.ts'

export const command: Command = {
  does: 'Pass the web on for the school’s network from a snapshot of the filter, and follow the snapshot as it changes.',
  usage: 'proxy --snapshot FILE --ask ADDRESS [--address …] [--port …] [--name …]',
  run: async (args) => runUntilStopped(await openProxy(args, say)),
}

const say = (sentence: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${sentence}\n`)
}

/** Starts the proxy. Refuses arguments that are missing and a snapshot that cannot be read. */
export async function openProxy(args: readonly string[], onTrouble: (sentence: string) => void) {
  const wanted = readArguments(args)
  const loaded = await openSnapshot(wanted.snapshot, onTrouble)
  const gate = openGate({
    loaded,
    proxy: `${wanted.name}:${wanted.port}`,
    askAt: wanted.ask,
    note: () => {},
    count: () => {},
    clock: Date.now,
  })
  const proxy = await startProxy({ gate, host: wanted.address, port: wanted.port })
  const endFollowing = followSnapshot(wanted.snapshot, loaded, gate.swap, onTrouble)
  process.stdout.write(`Passing the web on at ${wanted.address}, port ${proxy.port}.\n`)
  return {
    port: proxy.port,
    stop: async () => {
      endFollowing()
      await proxy.close()
    },
  }
}

function readArguments(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      snapshot: { type: 'string' },
      ask: { type: 'string' },
      address: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '3128' },
      name: { type: 'string' },
    },
  })
  const { snapshot, ask, address, port, name = address } = values
  if (snapshot === undefined || ask === undefined)
    throw new Refused(
      `Say ${command.usage}. In the address for asking, %s becomes the school and %u the site; --name is what browsers call this machine.`,
    )
  if (!/^\d{1,5}$/.test(port)) throw new Refused(`--port is a number, not “${port}”.`)
  return { snapshot, ask, address, port: Number(port), name }
}

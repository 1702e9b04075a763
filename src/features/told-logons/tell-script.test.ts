// The script that a technician puts on a server, run as FreeRADIUS and dnsmasq run it.

import assert from 'node:assert/strict'
import { type ExecFileException, execFile, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { aFolder, endAfterwards } from '../../../test/a-folder.ts'
import { aTellingSchool } from '../../../test/a-telling-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { programFromDebian } from '../../../test/install-from-debian.ts'

const script = join(import.meta.dirname, '..', '..', '..', 'tools', 'tell-logon')
const phone = '02:00:00:00:00:07'

type Ran = { code: number; said: string }

/** Runs the script to its end. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((done) => {
    const ended = (error: ExecFileException | null, stdout: string, stderr: string) =>
      done({ code: error === null ? 0 : Number(error.code ?? 1), said: `${stdout}${stderr}` })
    execFile(script, [...args], { env: { PATH: process.env.PATH, ...env } }, ended)
  })
}

test('the script tells logons and leases, keeps what others chose inside its quotes, and says why it failed', async (t) => {
  const { devices, keyFile, pupil } = await aTellingSchool(t)
  const file = await keyFile('server')
  assert.deepEqual(await run(['-f', file, 'logon', 'p.pupil', '10.1.0.7']), { code: 0, said: '' })
  assert.deepEqual(await devices(), [['10.1.0.7', 'Key stage 2', pupil.personId]])
  assert.equal((await run(['-f', file, 'logoff', 'p.pupil', '10.1.0.7'])).code, 0)
  assert.deepEqual(await devices(), [])
  // As dnsmasq calls it for a new lease, an old one, and one that is over.
  const remaining = { DNSMASQ_TIME_REMAINING: '3600' }
  for (const does of ['add', 'old', 'del'])
    assert.equal(
      (await run(['-f', file, does, phone, '10.1.0.7', 'somebodys-phone'], remaining)).code,
      0,
      does,
    )
  const clever = await run(['-f', file, 'logon', 'x","account":"p.pupil', '10.1.0.7'])
  assert.notEqual(clever.code, 0)
  assert.match(clever.said, /No logon of this school/)
  assert.deepEqual(await devices(), [])
  const cut = join(await aFolder(t), 'key')
  await writeFile(cut, (await readFile(file, 'utf8')).trimEnd().replace('\n', '\r\n'))
  assert.equal((await run(['-f', cut, 'logon', 'p.pupil', '10.1.0.7'])).code, 0)
  await writeFile(cut, 'https://safety.example\n')
  assert.match((await run(['-f', cut, 'logon', 'p.pupil', '10.1.0.7'])).said, /no two lines/)
  const help = await run([])
  assert.equal(help.code, 2)
  assert.match(help.said, /tell-logon logon ACCOUNT ADDRESS/)
})

test('a logon that the Wi-Fi’s own server tells gives the device what is theirs, until the logoff', async (t) => {
  const world = await aTellingSchool(t)
  const { devices, keyFile, pupil, school } = world
  await setFor(world, school.id, 'toldLogons.realms', 'alder.example')
  const wifi = await startRadius(t, await keyFile('server'))
  const packet = (status: string) =>
    [
      'User-Name = "p.pupil@alder.example"',
      'Framed-IP-Address = 10.1.0.7',
      'Calling-Station-Id = "02-00-00-00-00-07"',
      'NAS-IP-Address = 127.0.0.1',
      'Acct-Session-Id = "4711"',
      `Acct-Status-Type = ${status}`,
    ].join(', ')
  assert.match(await wifi.send(packet('Start')), /Accounting-Response/)
  await until(devices, [['10.1.0.7', 'Key stage 2', pupil.personId]])
  assert.match(await wifi.send(packet('Interim-Update')), /Accounting-Response/)
  assert.match(await wifi.send(packet('Stop')), /Accounting-Response/)
  await until(devices, [])
})

async function until(devices: () => Promise<unknown>, wanted: unknown): Promise<void> {
  const began = performance.now()
  for (;;) {
    const told = await devices()
    if (JSON.stringify(told) === JSON.stringify(wanted)) return
    if (performance.now() - began > 10_000) assert.deepEqual(told, wanted)
    await pause(100)
  }
}

const secret = 'testing123'

/** A real FreeRADIUS that takes accounting alone and hands it to the script, as the guide says. */
async function startRadius(
  t: TestContext,
  file: string,
): Promise<{ send: (packet: string) => Promise<string> }> {
  const program = programFromDebian(['/usr/sbin/freeradius'], 'freeradius', 'FreeRADIUS')
  const radclient = programFromDebian(['/usr/bin/radclient'], 'freeradius-utils', 'FreeRADIUS’s radclient')
  const folder = await aFolder(t)
  await mkdir(join(folder, 'run'))
  const port = await freeUdpPort()
  await writeFile(join(folder, 'radiusd.conf'), configOf(folder, { port, file }))
  const server = spawn(program, ['-f', '-l', 'stdout', '-d', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  server.stdout.on('data', (text) => {
    said += text
  })
  server.stderr.on('data', (text) => {
    said += text
  })
  const ended = new Promise<void>((over) => server.once('exit', () => over()))
  endAfterwards(t, async () => {
    server.kill('SIGTERM')
    await ended
  })
  const began = performance.now()
  while (!said.includes('Ready to process requests')) {
    assert.ok(performance.now() - began < 30_000 && server.exitCode === null, said)
    await pause(50)
  }
  return {
    send: (packet) =>
      new Promise((done) => {
        const asked = execFile(
          radclient,
          ['-x', `127.0.0.1:${port}`, 'acct', secret],
          (_error, stdout, stderr) => done(`${stdout}${stderr}`),
        )
        asked.stdin?.end(`${packet}\n`)
      }),
  }
}

function freeUdpPort(): Promise<number> {
  return new Promise((done) => {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => done(port))
    })
  })
}

const configOf = (folder: string, { port, file }: { port: number; file: string }): string => `
raddbdir = ${folder}
logdir = ${folder}
run_dir = ${folder}/run
pidfile = ${folder}/run/radiusd.pid
security {
  allow_vulnerable_openssl = yes
}
thread pool {
  start_servers = 1
}
client wifi {
  ipaddr = 127.0.0.1
  secret = ${secret}
}
modules {
  exec tell_schoolkeeper {
    wait = yes
    program = "${script} -f ${file} radius"
    input_pairs = request
    shell_escape = yes
    timeout = 10
  }
  always ok {
    rcode = ok
  }
}
server default {
  listen {
    type = acct
    ipaddr = 127.0.0.1
    port = ${port}
  }
  accounting {
    tell_schoolkeeper {
      fail = 1
      reject = 1
      invalid = 1
    }
    ok
  }
}
`

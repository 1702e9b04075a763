// The network is filtered whatever becomes of the database: gone under a running server, and away when one starts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askName } from '#/engines/dns/index.ts'
import { askPage } from '#/engines/proxy/index.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { startPostgres } from '#/platform/database/embedded/start-postgres.ts'
import { postgresFolder } from '../../src/app/databases.ts'
import { publishPolicy } from '../../src/features/filtering/index.ts'
import { freePort } from '../free-port.ts'
import { openSchool, tell, tellings } from './school-in-use.ts'
import { freshPlace, inside, type Place, type ServerProcess, waitFor } from './server-process.ts'

const withinMs = 60_000
const address = '127.0.0.1'

test('DNS and the proxy answer before, during and after, also from a server that starts without its database', async (t) => {
  const place = await freshPlace(t)
  const postgres = () => startPostgres({ folder: postgresFolder(place) })
  const before = await postgres()
  const { env, filters } = await aFilter(before)
  const first = await place.start(env)
  await openFilteredSchool(place)
  await waitFor('the engines have begun', () => filters('first'), withinMs)
  assert.ok(await filters('before'))

  await before.stop()
  await becomes(first, 'degraded')
  assert.ok(await filters('during'))
  await first.end('SIGTERM')

  const starting = place.start(env)
  starting.catch(() => undefined)
  await waitFor('a server without its database filters', () => filters('meanwhile'), withinMs)
  await becomes(first, 'degraded')
  const page = await fetch(`${first.address}/s/alder/report`)
  assert.equal(page.status, 503)
  assert.match(await page.text(), /cannot reach its records.*tell the safeguarding lead in person now/s)

  const after = await postgres()
  try {
    const second = await starting
    assert.match(second.output(), /records cannot be reached yet/)
    assert.ok(await filters('after'))
    await becomes(second, 'ok')
    const [telling] = tellings(1)
    assert.ok(telling)
    await waitFor('reports are taken', async () => (await tell(second, telling)) !== null, withinMs)
    await counted(place, ['before', 'during', 'meanwhile', 'after'])
    assert.equal(await second.end('SIGTERM'), 0, second.output())
  } finally {
    await after.stop()
  }
})

/** What a server is started with that filters this machine, and whether it does: both engines close what is closed to everybody. */
async function aFilter(database: Awaited<ReturnType<typeof startPostgres>>) {
  const [dnsPort, proxyPort] = [await freePort(), await freePort()]
  const env = {
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_BACKUP_URL: database.backupUrl,
    DATABASE_JOBS_URL: database.jobsUrl,
    FILTER_ADDRESS: address,
    DNS_PORT: String(dnsPort),
    PROXY_PORT: String(proxyPort),
  }
  const filters = async (when: string): Promise<boolean> => {
    const [name = '', page = ''] = sitesAt(when)
    const asked = { server: { address, port: dnsPort }, from: address, name, wants: 'address' as const }
    const proxy = { address, port: proxyPort }
    const isNameBlocked = (await askName(asked))?.why === 'blocked'
    return isNameBlocked && (await askPage({ proxy, from: address, name: page })) === 'blocked'
  }
  return { env, filters }
}

/** Each time has names of its own, so that it is found again. */
const sitesAt = (when: string): string[] => [`${when}-name.grabify.link`, `${when}-page.grabify.link`]

/** What was asked at those times is in the records by now, or soon. */
function counted(place: Place, times: readonly string[]): Promise<void> {
  return inside(place, ({ query }) =>
    waitFor(
      'what was asked all the while is counted',
      async () => {
        const rows = await query<{ site: string }>('select distinct site from activity.attempt')
        const sites = rows.map(({ site }) => site)
        return times.flatMap(sitesAt).every((site) => sites.includes(site))
      },
      withinMs,
    ),
  )
}

function becomes(server: ServerProcess, health: 'ok' | 'degraded'): Promise<void> {
  const asked = async (): Promise<string> => (await fetch(`${server.address}/health`)).text()
  return waitFor(
    `health is ${health}`,
    async () => (await asked().catch(() => '')) === `${health}\n`,
    withinMs,
  )
}

/** A school whose network is this machine, with what it has agreed in force. */
async function openFilteredSchool(place: Place): Promise<void> {
  const schoolId = await openSchool(place)
  await inside(place, async ({ context, query }) => {
    await query(
      `insert into settings.value (school_id, key, version, value, why, changed_at)
       values ($1, 'filtering.networks', 1, $2::jsonb, 'for a test', now())`,
      [schoolId, JSON.stringify('127.0.0.0/24 staff')],
    )
    await publishPolicy(context, systemActor(schoolId))
  })
}

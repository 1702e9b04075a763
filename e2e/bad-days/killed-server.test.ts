// The server is killed in the middle of 200 reports that are sent at once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { halfDone, openSchool, post, reportsOf, tell, tellings } from './school-in-use.ts'
import { freshPlace, type Inside, inside, runs, slownessOfMachine, waitFor } from './server-process.ts'

const sentAtOnce = 200
const killAfter = 20
const sentAgain = 20
const startWithinMs = 10_000

test('every report that was acknowledged outlives kill -9; nothing is half-done, lost or doubled', async (t) => {
  const place = await freshPlace(t)
  const first = await place.start()
  await openSchool(place)
  const all = tellings(sentAtOnce)
  const codes = new Map<number, string>()
  const postgres = first.postgres()
  assert.ok(postgres)
  const sending = all.map(async (telling) => {
    const code = await tell(first, telling)
    if (code !== null) codes.set(telling.number, code)
    if (codes.size === killAfter) process.kill(first.pid, 'SIGKILL')
  })
  await Promise.all(sending)
  const acknowledged = [...codes]
  t.diagnostic(`${acknowledged.length} of ${sentAtOnce} were acknowledged before the end`)
  assert.ok(
    acknowledged.length >= killAfter && acknowledged.length < sentAtOnce,
    'it was killed in the middle',
  )

  const second = await place.start()
  const slowness = slownessOfMachine()
  t.diagnostic(`the next start took ${second.readyAfterMs} ms, on a machine ${slowness} times slow`)
  assert.ok(second.readyAfterMs < startWithinMs * slowness, `the next start took ${second.readyAfterMs} ms`)
  await waitFor('the old PostgreSQL is gone', () => !runs(postgres))
  await inside(place, async (looking) => {
    for (const [number, code] of acknowledged) {
      const own = await post(`${second.address}/s/alder/report/reply`, { code }, number)
      assert.ok(own.body.includes(`Telling number ${number}:`), `report ${number} is lost`)
    }
    await nothingIsHalfDone(looking)
  })

  // Some send their form again, as often as it takes; who was heard the first time is not heard twice.
  const again = [
    ...all.filter(({ number }) => codes.has(number)),
    ...all.filter(({ number }) => !codes.has(number)).slice(0, sentAgain),
  ]
  let unheard = again
  while (unheard.length > 0) {
    const heard = await Promise.all(unheard.map((telling) => tell(second, telling)))
    unheard = unheard.filter((_, index) => heard[index] === null)
  }
  await inside(place, async (looking) => {
    for (const telling of again) assert.equal(await reportsOf(looking, telling), 1, telling.what)
    await nothingIsHalfDone(looking)
  })
  const verified = await place.run('verify-audit')
  assert.equal(verified.code, 0, verified.output)
  assert.match(verified.output, /Nothing was changed, removed, inserted, reordered/)
  assert.equal(await second.end('SIGTERM'), 0, second.output())
})

async function nothingIsHalfDone({ query }: Inside): Promise<void> {
  for (const [what, sql] of Object.entries(halfDone)) {
    const [row] = await query<{ count: number }>(sql)
    assert.equal(row?.count, 0, what)
  }
}

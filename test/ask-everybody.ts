// Asks every route as every actor, for each case that its record has, and writes what came of it as the matrix.

import { type ActorName, actorNames } from './world/cast.ts'
import { fill, kindOf, type Params } from './world/places.ts'
import type { World } from './world.ts'

const header = ['route', 'case', ...actorNames].join('\t')
const together = 6

/** A line of the matrix: a route, whose record, and the status each actor gets; `-` where there is no such record. */
type Row = { address: string; of: string; method: 'GET' | 'POST'; placeFor: (who: ActorName) => string | null }

/** Forms that must be filled in, or the answer would say nothing about the record. */
const fields: Readonly<Record<string, Readonly<Record<string, string>>>> = {}

/** All lines of the matrix, in the order of the routes. */
export async function askEverybody(world: World): Promise<string[]> {
  const lines: string[] = [header]
  const rows = rowsOf(world)
  const answered = new Map<Row, string>()
  const waiting = [...rows]
  const ask = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      answered.set(row, await askAll(world, row))
    }
  }
  await Promise.all(Array.from({ length: together }, ask))
  for (const row of rows) lines.push(answered.get(row) ?? '')
  return lines
}

async function askAll(world: World, { address, of, method, placeFor }: Row): Promise<string> {
  const cells: string[] = []
  for (const who of actorNames) {
    const path = placeFor(who)
    if (path === null) cells.push('-')
    else {
      const { statusCode } = await world.ask(who, method, path, fields[`${method} ${address}`])
      cells.push(String(statusCode))
    }
  }
  return [`${method} ${address}`, of, ...cells].join('\t')
}

function rowsOf({ offered, places }: World): Row[] {
  return offered.routes.flatMap(({ method, path }): Row[] => {
    const kind = kindOf(path)
    const row = (of: string, paramsFor: (who: ActorName) => Params | undefined): Row => ({
      address: path,
      of,
      method,
      placeFor: (who) => {
        const params = paramsFor(who)
        return params === undefined ? null : fill(path, params)
      },
    })
    if (kind === null) return [row('', () => ({}))]
    const own = row('own', () => places.own.at[kind])
    const other = row('other', () => places.other.at[kind])
    const subject = row('subject', (who) => places.subject.get(who)?.at[kind])
    const ofRegisters =
      `${method} ${path}` === 'GET /incidents/:id'
        ? Object.entries(places.own.registers).map(([register, params]) => row(register, () => params))
        : []
    if (actorNames.every((who) => subject.placeFor(who) === null)) return [own, other]
    return [own, ...ofRegisters, other, subject]
  })
}

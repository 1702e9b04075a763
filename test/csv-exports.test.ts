import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import pg from 'pg'
import type { PersonName } from './world/cast.ts'
import { fill, kindOf } from './world/places.ts'
import { openWorld, type World } from './world.ts'

// Every route that answers CSV is attacked here: with what a spreadsheet would run in every text of every record, and by
// those from whom records are kept. A new one is found by its `gives`.

/** Each may open another set of exports. */
const readers = ['head', 'dsl', 'coordinator', 'technician', 'teacher'] as const satisfies PersonName[]

/** Put in front of every text that somebody typed. */
const attacks = {
  'a formula': '=HYPERLINK("http://x.example","see")',
  'a sum': '+1+1',
  'a difference': '-2+3+cmd|',
  'a function': '@SUM(1,1)',
  'a formula after a tab': '\t=1+1',
  'a formula after a return': '\r=1+1',
  'a formula in a line of its own': '\n=1+1',
  'a wide sign': '＝1+1',
  'a formula behind a mark of direction': '\u200f=1+1',
  'a formula in a line turned round': '\u202e=1+1',
  'quotation marks, a comma and a new line': '","=1+1"\r\n=1+1,"',
}

/** As a spreadsheet would see it: what begins so is run. */
const runs = /^[\s\p{Cf}]*[=+\-@＝＋－＠\t\r\n]/u
const turnsLineRound = /[\u202a-\u202e\u2066-\u2069]/

let world: World
before(async () => {
  world = await openWorld(readers)
})
after(() => world.close())

/** Every export, at the addresses of our own school's records. */
function exports(): string[] {
  return world.offered.routes
    .filter(({ gives }) => gives === 'csv')
    .flatMap(({ path }) => {
      const kind = kindOf(path)
      const params = kind === null ? {} : world.places.own.at[kind]
      assert.ok(params, `The world has no ${kind} for ${path}`)
      return [fill(path, params) ?? path]
    })
}

type Export = { who: PersonName; path: string; text: string }

/** What each of them may take away. */
async function allExports(): Promise<Export[]> {
  const taken: Export[] = []
  for (const path of exports()) {
    for (const who of readers) {
      const { statusCode, headers, body: text } = await world.ask(who, path, { method: 'GET' })
      assert.ok(statusCode < 500, `${path} answers ${who} ${statusCode}`)
      if (statusCode !== 200) continue
      assert.match(String(headers['content-type']), /^text\/csv; charset=utf-8/, path)
      taken.push({ who, path, text })
    }
  }
  return taken
}

describe('what leaves as CSV', () => {
  test('somebody may take each of them, and nothing of another school or about themselves is in it', async () => {
    const taken = await allExports()
    const missing = exports().filter((path) => !taken.some((one) => one.path === path))
    assert.deepEqual(missing, [], 'nobody may take these')
    assert.ok(taken.length > 15)
    for (const { who, path, text } of taken) {
      const secrets = [...world.places.other.secrets, ...(world.places.subject.get(who)?.secrets ?? [])]
      assert.deepEqual(
        secrets.filter((secret) => text.includes(secret)),
        [],
        `${path} tells ${who}`,
      )
    }
  })

  test('whatever was typed, no cell is run, and every line has its cells', async () => {
    const columns = await typedColumns(world.superuserUrl)
    assert.ok(columns.length > 60, `only ${columns.length} columns`)
    for (const [name, attack] of Object.entries(attacks)) {
      await writeInFront(world.superuserUrl, columns, attack)
      const taken = await allExports()
      assert.deepEqual(
        taken.flatMap((one) => wrongWith(one)),
        [],
        name,
      )
      const reached = new Set(taken.filter(({ text }) => /'|1,1|1\+1/.test(text)).map(({ path }) => path))
      assert.ok(reached.size >= 5, `${name} reached only ${[...reached]}`)
    }
  })

  test('nobody writes CSV for a browser in another way', () => {
    const writing = globSync('src/**/*.ts').filter(
      (file) => !file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes("contentType: 'text/csv"),
    )
    assert.deepEqual(writing, ['src/platform/web/csv-route.ts'])
  })
})

/** What a spreadsheet would make of it that nobody wrote. */
function wrongWith({ path, text }: Export): string[] {
  const [head = [], ...lines] = parse(text, { bom: true, relax_column_count: true }) as string[][]
  const torn = lines
    .filter((cells) => cells.length !== head.length)
    .map((cells) => `${path} is torn: ${cells}`)
  const bad = lines.flat().filter((cell) => runs.test(cell) || turnsLineRound.test(cell))
  return [...torn, ...bad.map((cell) => `${path} has ${JSON.stringify(cell)}`)]
}

type Column = { table: string; column: string }

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Text columns of records in which something like a name or a sentence stands. */
function typedColumns(url: string): Promise<Column[]> {
  return asSuperuser(url, async (client) => {
    const { rows } = await client.query<Column>(`
      select format('%I.%I', n.nspname, c.relname) as table, format('%I', a.attname) as column
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.atttypid = 'text'::regtype and a.attgenerated = ''
         and n.nspname !~ '^pg_' and n.nspname <> all('{information_schema,graphile_worker,schoolkeeper,audit,access,settings,keys,web}')
       order by 1, 2`)
    const typed: Column[] = []
    for (const { table, column } of rows) {
      const found = await client.query(
        `select from ${table} where ${column} ~ '\\s' or ${column} ~ '^[A-Z][a-z]' limit 1`,
      )
      if ((found.rowCount ?? 0) > 0) typed.push({ table, column })
    }
    return typed
  })
}

/** Writes the attack in front of all of them. What the database itself refuses there cannot be typed either. */
async function writeInFront(url: string, columns: readonly Column[], attack: string): Promise<void> {
  await asSuperuser(url, async (client) => {
    await client.query('set session_replication_role = replica')
    for (const { table, column } of columns) {
      await client
        .query(`update ${table} set ${column} = $1 || ${column} where ${column} is not null`, [attack])
        .catch((error: unknown) => {
          if (!(error instanceof pg.DatabaseError)) throw error
        })
    }
  })
}

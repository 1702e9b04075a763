import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { Refused } from '#/kernel/refusal.ts'
import type { Command } from './command.ts'

const word = /^[a-z]+(-[a-z]+)*$/

export const command: Command = {
  does: 'Write an empty feature that passes the architecture test.',
  usage: 'new-feature NAME',
  run: async ([name = '']) => {
    for (const file of writeFeature(process.cwd(), name)) process.stdout.write(`${file}\n`)
    process.stdout.write(
      `\nNow add '${name}' to the reading order in .dependency-cruiser.mjs and to src/app/features.ts.\n`,
    )
    return 0
  },
}

/** Writes the files of an empty feature below `root`. Refuses a name that is taken or is not a school's word. */
export function writeFeature(root: string, name: string): readonly string[] {
  if (!word.test(name)) {
    throw new Refused(
      'A feature has one or two school words as its name, small letters joined by hyphens: new-feature key-cupboard',
    )
  }
  const folder = `${root}/src/features/${name}`
  if (existsSync(folder)) throw new Refused(`There is a feature ${name} already.`)
  mkdirSync(folder, { recursive: true })
  const files = Object.entries(filesOf(name, nextMigration(root)))
  for (const [path, text] of files) writeFileSync(`${root}/${path}`, text)
  return files.map(([path]) => path)
}

/** New features come after the ten-steps of the existing ones. */
function nextMigration(root: string): string {
  const numbers = readdirSync(`${root}/migrations`).map((file) => Number(file.slice(0, 4)))
  return String((Math.floor(Math.max(...numbers) / 10) + 1) * 10).padStart(4, '0')
}

function filesOf(name: string, number: string): Readonly<Record<string, string>> {
  const variable = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const schema = name.replaceAll('-', '_')
  const type = variable.charAt(0).toUpperCase() + variable.slice(1)
  const feature = `src/features/${name}`
  return {
    [`${feature}/README.md`]: readme(name),
    [`${feature}/index.ts`]: `// What other features may use from ${name}. Nothing yet.\n\nexport {}\n`,
    [`${feature}/tables.ts`]: tables(type, schema),
    [`${feature}/store.ts`]: store(type, schema),
    [`${feature}/pages.ts`]: pages(name, variable),
    [`${feature}/routes.ts`]: routes(name, variable),
    [`${feature}/controls.ts`]: `import type { Control } from '#/platform/controls/control.ts'\n\nexport const controls: readonly Control[] = []\n`,
    [`${feature}/feature.ts`]: door(name, variable, schema),
    [`migrations/${number}-${name}.sql`]: migration(name, schema),
  }
}

const readme = (name: string): string => `# ${name}
What it is for.

## Words

## Who may do what

## What is kept, and how long

## Clauses it serves
`

const migration = (name: string, schema: string): string => `-- What the feature ${name} keeps.

create schema ${schema};
grant usage on schema ${schema} to schoolkeeper_app, schoolkeeper_backup;

create table ${schema}.entry (
  school_id uuid not null references schools.school (id),
  id uuid not null,
  primary key (school_id, id)
);
call schoolkeeper.protect('${schema}.entry');
`

const tables = (
  type: string,
  schema: string,
): string => `/** The tables of this feature, as its store sees them. */
export type ${type}Tables = {
  '${schema}.entry': { school_id: string; id: string }
}
`

const store = (
  type: string,
  schema: string,
): string => `import type { Tx } from '#/platform/database/database.ts'
import type { ${type}Tables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<${type}Tables>()

/** Every entry of the school. */
export function entriesOf(tx: Tx, schoolId: string): Promise<{ id: string }[]> {
  return tables(tx).selectFrom('${schema}.entry').select('id').where('school_id', '=', schoolId).execute()
}
`

const pages = (
  name: string,
  variable: string,
): string => `import { type Html, html } from '#/platform/web/html.ts'

/** The first page: how many entries there are. */
export function ${variable}Page(entries: number): Html {
  return html\`<h1 class="govuk-heading-xl">${name}</h1>
<p class="govuk-body">\${entries === 0 ? 'Nothing is kept here yet.' : entries}</p>\`
}
`

const routes = (name: string, variable: string): string => `import { reading } from '#/platform/context.ts'
import { page, type Route } from '#/platform/web/route.ts'
import { ${variable}Page } from './pages.ts'
import { entriesOf } from './store.ts'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/${name}',
    may: '${variable}.open',
    does: 'opens the page of ${name}',
    answer: async ({ context, actor }) => {
      const entries = await reading(context, actor, (tx) => entriesOf(tx, actor.schoolId))
      return page({ title: '${name}', body: ${variable}Page(entries.length) })
    },
  },
]
`

const door = (
  name: string,
  variable: string,
  schema: string,
): string => `import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { routes } from './routes.ts'

export const ${variable}: Feature = {
  name: '${name}',
  routes,
  permissions: { '${variable}.open': { roles: ['head'], words: 'open this page' } },
  events: {},
  tables: ['${schema}.entry'],
  controls,
}
`

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { askEverybody, askWithNothing } from './ask-everybody.ts'
import { actorNames, people, strangers } from './world/cast.ts'
import { openWorld, type World } from './world.ts'

const written = readFileSync(join(import.meta.dirname, 'matrix.tsv'), 'utf8')
  .trimEnd()
  .split('\n')

type Line = { name: string; of: string; cells: ReadonlyMap<string, string> }

const lineOf = (text: string): Line => {
  const [name = '', of = '', ...cells] = text.split('\t')
  return { name, of, cells: new Map(actorNames.map((who, index) => [who, cells[index] ?? ''])) }
}

/** The cells that are wrong by a rule, as sentences. */
function wrong(
  lines: readonly Line[],
  isWrong: (cell: string, who: string, line: Line) => boolean,
): string[] {
  return lines.flatMap((line) =>
    [...line.cells]
      .filter(([who, cell]) => isWrong(cell, who, line))
      .map(([who, cell]) => `${line.name} (${line.of}) answers ${who} ${cell}`),
  )
}

describe('the matrix', () => {
  let world: World
  let lines: readonly string[]
  before(async () => {
    world = await openWorld()
    lines = await askEverybody(world)
  })
  after(() => world.close())

  test('what every route answers to everybody is what was reviewed', () => {
    const asWritten = new Set(written)
    const now = new Set(lines)
    const differences = [
      ...written.filter((line) => !now.has(line)).map((line) => `- ${line}`),
      ...lines.filter((line) => !asWritten.has(line)).map((line) => `+ ${line}`),
    ]
    const advice = 'Run node test/write-matrix.ts and review what changed in test/matrix.tsv, cell by cell.'
    assert.deepEqual(differences, [], `${advice}\n${written[0]}\n${differences.join('\n')}`)
    assert.deepEqual(lines, written, 'The lines stand in the order of the routes.')
  })

  test('no page fails, whoever asks', () => {
    assert.deepEqual(world.errors, [])
    assert.deepEqual(
      wrong(lines.slice(1).map(lineOf), (cell) => cell.startsWith('5')),
      [],
    )
  })

  test('what is not found is not found whatever was sent', async () => {
    assert.deepEqual(await askWithNothing(world, lines), [])
  })

  test('every role and every kind of actor that a permission names has a column', () => {
    const named = [...world.offered.permissions.values()].flatMap(({ roles, kinds = [] }) => [
      ...roles,
      ...kinds,
    ])
    const inColumns = new Set<string>([
      ...Object.values(people).flatMap(({ kind, roles }) => [kind, ...roles]),
      ...strangers,
    ])
    assert.deepEqual(
      [...new Set(named)].filter((name) => !inColumns.has(name)),
      [],
    )
  })
})

describe('what was reviewed', () => {
  const lines = written.slice(1).map(lineOf)

  test('another school’s record is not found, whoever asks', () => {
    const others = lines.filter(({ of }) => of === 'other')
    assert.ok(others.length > 100)
    assert.deepEqual(
      wrong(others, (cell, who) => !isHidden(cell, who)),
      [],
    )
  })

  test('a record is not found by whom it is about, is close to them, or cannot be turned to, as one that was never there', () => {
    const subjects = lines.filter(({ of }) => ['subject', 'relative', 'notApproachable'].includes(of))
    assert.ok(subjects.length > 100)
    assert.deepEqual(
      wrong(subjects, (cell, who, { name }) => {
        const elsewhere = lines.find((line) => line.name === name && line.of === 'other')
        return cell !== '-' && !(isHidden(cell, who) && cell === elsewhere?.cells.get(who))
      }),
      [],
    )
  })

  test('whoever is not signed in as a person reads public pages and nothing that is kept', () => {
    const kept = lines.filter(({ of }) => of !== '')
    assert.deepEqual(
      wrong(
        kept,
        (cell, who, line) =>
          isStranger(who) && !isTheirs(who, line) && !['-', '303', '401', '403', '404'].includes(cell),
      ),
      [],
    )
    const open = lines.filter(
      ({ name, of, cells }) => of === '' && name.startsWith('GET') && cells.get('anonymous') === '200',
    )
    assert.deepEqual(
      open.map(({ name }) => name.slice(4)),
      publicPages,
    )
    assert.deepEqual(
      wrong(
        lines,
        (cell, who, { name, cells }) =>
          who === 'classSession' &&
          name.startsWith('GET') &&
          !forClasses.includes(name) &&
          cell === '200' &&
          cells.get('anonymous') !== '200',
      ),
      [],
    )
  })
})

test('a link that was guessed opens nothing, whoever follows it', () => {
  const guessed = written
    .slice(1)
    .map(lineOf)
    .filter(({ name, of }) => of === '' && /\/:(token|link)\b/.test(name))
  assert.ok(guessed.length >= 14, `only ${guessed.length} such lines`)
  // Its first page asks for a new password and says of nobody whether there is a link.
  const asksAll = ['GET /new-password/:token']
  assert.deepEqual(
    wrong(guessed, (cell, _who, { name }) => !asksAll.includes(name) && !['403', '404'].includes(cell)),
    [],
  )
})

test('another system’s addresses answer its token and nobody who signed in', () => {
  const exchanged = written
    .slice(1)
    .map(lineOf)
    .filter(({ name }) => name.includes(' /scim/v2/'))
  assert.ok(exchanged.length > 15)
  assert.deepEqual(
    wrong(exchanged, (cell, who) => who !== 'integration' && cell !== '401'),
    [],
  )
})

/** What everybody on the way past may open. */
const publicPages: readonly string[] = [
  '/sign-in',
  '/new-password/:token',
  '/class-session/join',
  '/',
  '/accessibility',
  '/what-we-keep',
  '/policies',
  '/policies/:slug',
  '/policies/:slug/policy.pdf',
  '/policies/:slug/policy.docx',
  '/report',
  '/report/child',
  '/report/other',
  '/report/reply',
  '/what-is-filtered',
  '/somebody-listens',
  '/approved-tools',
  '/our-tools',
  '/what-is-kept',
  '/links',
]

/** What a class session opens besides: asking for a site, which shows nothing that is kept. */
const forClasses: readonly string[] = ['GET /ask-for-site', 'GET /ask-for-site/thanks']

/**
 * Another system reads what it sent itself, at addresses where nobody else is answered. A list of checked sites names
 * nobody: whoever has the code that the teacher shows opens it.
 */
const isTheirs = (who: string, { name }: Line): boolean =>
  (who === 'integration' && name.includes(' /scim/v2/')) || name === 'GET /links/:link'

const isStranger = (who: string): boolean => (strangers as readonly string[]).includes(who)

/** 403, or 401 at another system’s addresses, is what whoever may not knock gets for every record alike; anonymous is asked to sign in. */
function isHidden(cell: string, who: string): boolean {
  return ['401', '403', '404'].includes(cell) || (who === 'anonymous' && cell === '303')
}

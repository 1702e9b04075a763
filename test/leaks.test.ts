import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonName } from './world/cast.ts'
import { kindOf, type Places } from './world/places.ts'
import { openWorld, type World } from './world.ts'

// Beyond what a record's own address answers: lists, counts, boards, charts, exports, the trail, mail, jobs, tasks and
// search must not say that it exists, to whom it is about or to another school (decision S3).

/** One of each who may open another set of such pages. */
const subjects = [
  'head',
  'deputyHead',
  'dsl',
  'deputyDsl',
  'coordinator',
  'delegatedLeader',
  'siro',
  'teacher',
  'technician',
  'office',
  'chair',
  'governor',
  'guardian',
  'pupil',
] as const satisfies readonly PersonName[]

let world: World
before(async () => {
  world = await openWorld(subjects)
})
after(() => world.close())

/** Every page and file that shows many records, and the pages about the one who asks. */
function pagesFor(who: PersonName): string[] {
  const lists = world.offered.routes
    .filter(({ method, path }) => method === 'GET' && kindOf(path) === null)
    .map(({ path }) => path)
  const { personId } = world.school.people[who]
  const { personId: child } = world.school.people.child
  const aboutPeople = [personId, child].flatMap((id) => [
    `/people/${id}`,
    `/people/${id}/chronology`,
    `/people/${id}/summary.pdf`,
    `/audit/by/${id}`,
  ])
  const byWorker = `/audit/by/${world.school.people.worker.personId}`
  const otherIncident = world.places.own.at.incident?.id ?? ''
  return [...lists, ...aboutPeople, byWorker, `${byWorker}/csv`, `/incidents/${otherIncident}`]
}

async function whatTheyRead(who: PersonName, secrets: readonly string[]): Promise<string[]> {
  const found: string[] = []
  const note = (page: string, body: string): void => {
    for (const secret of secrets) if (body.includes(secret)) found.push(`${page} tells ${who} ${secret}`)
  }
  for (const path of pagesFor(who)) {
    const { body, statusCode } = await world.ask(who, path, { method: 'GET' })
    if (statusCode === 200) note(path, body)
  }
  for (const words of secrets.filter((secret) => !/^[0-9a-f-]{36}$/.test(secret))) {
    const { body } = await world.ask(who, '/search', { method: 'POST', fields: { words } })
    note(`a search for ${words}`, body.replaceAll(`value="${words}"`, ''))
  }
  return found
}

const secretsOf = (places: Places | undefined): readonly string[] => places?.secrets ?? []

describe('what is kept from somebody', () => {
  for (const who of subjects) {
    test(`nothing tells ${who} of what is about them, or of another school`, async () => {
      const about = secretsOf(world.places.subject.get(who))
      assert.ok(about.length > 10)
      assert.deepEqual(await whatTheyRead(who, [...about, ...world.places.other.secrets]), [])
    })
  }

  test('and the same pages tell the safeguarding lead and the head of what is about others', async () => {
    const aboutTeacher = secretsOf(world.places.subject.get('teacher'))
    const dsl = await whatTheyRead('dsl', aboutTeacher)
    const head = await whatTheyRead('head', aboutTeacher)
    for (const page of ['/incidents', '/incidents.csv', '/audit', '/tasks', '/evidence', 'a search for']) {
      assert.ok(
        dsl.some((told) => told.startsWith(page)),
        `${page} tells the safeguarding lead nothing`,
      )
    }
    assert.ok(head.some((told) => told.startsWith('/staff-concerns')))
  })
})

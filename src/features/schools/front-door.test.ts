import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { homeRoutes } from './routes-home.ts'

test('the front door leads pupils to their links and parents to approved tools; whoever has tasks goes to them', async (t) => {
  const { context, school } = await staffedSchools(t)
  const pupil = await aPerson(context, school.id, { kind: 'pupil', name: 'Pip Pupil' })
  const parent = await aPerson(context, school.id, { kind: 'guardian', name: 'Pat Parent' })
  const ways = async (who: Parameters<typeof askRoute>[1]) =>
    [...(await askRoute(context, who, homeRoutes, 'GET /')).matchAll(/href="\/s\/alder(\/[a-z-]+)"/g)].map(
      ([, path]) => path,
    )
  const [ofPupil, ofParent, ofAnybody] = await Promise.all([
    ways(pupil),
    ways(parent),
    ways({ kind: 'anonymous', schoolId: school.id }),
  ])
  assert.ok(ofPupil.includes('/links') && !ofPupil.includes('/approved-tools'))
  assert.ok(ofParent.includes('/links') && ofParent.includes('/approved-tools'))
  assert.ok(ofAnybody.includes('/links') && ofAnybody.includes('/approved-tools'))
  assert.match(await askRoute(context, school.people.teacher, homeRoutes, 'GET /'), /\/tasks$/)
  assert.ok(ofAnybody.includes('/sign-in') && !ofPupil.includes('/sign-in') && !ofParent.includes('/sign-in'))
})

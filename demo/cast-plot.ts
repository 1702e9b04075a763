import type { NewPart } from '../src/features/incidents/index.ts'
import { pick, shuffled } from './chance.ts'
import type { Stage } from './moment.ts'
import type { Row } from './people-rows.ts'
import type { Plot } from './plots.ts'

type Person = Row<'people.person'>

/** Who is in a story: children of one class, and their teacher. */
export type Cast = {
  className: string
  teacherId: string
  affected: Person | null
  instigator: Person | null
  witness: Person | null
  parts: readonly NewPart[]
  /** For each child in it, a guardian who may be contacted. */
  families: readonly { pupilId: string; guardianId: string }[]
}

/** Chooses a class that is old enough for the plot, and children who were in it on the day. */
export function castPlot({ loaded, chance }: Stage, plot: Plot, day: string): Cast {
  const { classes, people } = loaded
  const one = pick(
    chance,
    classes.filter(({ year_group }) => (year_group ?? 0) >= plot.fromYear),
  )
  const members = people.members.filter(
    ({ class_id, starts_on, ends_on }) =>
      class_id === one.id && starts_on <= day && (!ends_on || ends_on >= day),
  )
  const byId = new Map(people.persons.map((person) => [person.id, person]))
  const pupils = shuffled(
    chance,
    members.filter(({ part }) => part === 'pupil').flatMap(({ person_id }) => byId.get(person_id) ?? []),
  )
  const teacherId = members.find(({ part }) => part === 'teacher')?.person_id ?? ''
  const [a = null, b = null, c = null] = pupils
  const affected = plot.people === 'two' || plot.people === 'affected' ? a : null
  const instigator = plot.people === 'two' || plot.people === 'instigator' ? b : null
  const parts: NewPart[] = [
    ...(affected ? [{ part: 'victim' as const, personId: affected.id }] : []),
    ...(instigator ? [{ part: 'allegedInstigator' as const, personId: instigator.id }] : []),
  ]
  const families = [affected, instigator].flatMap((child) => {
    const guardian = people.guardianships.find(
      ({ pupil_id, may_be_contacted }) => pupil_id === child?.id && may_be_contacted,
    )
    return child && guardian ? [{ pupilId: child.id, guardianId: guardian.guardian_id }] : []
  })
  return { className: one.name, teacherId, affected, instigator, witness: c, parts, families }
}

/** The words of a plot with the children's first names in them. */
export function said(words: string, { affected, instigator, witness, className }: Cast): string {
  return words
    .replaceAll('{a}', affected?.given_name ?? 'A child')
    .replaceAll('{b}', instigator?.given_name ?? 'another child')
    .replaceAll('{c}', witness?.given_name ?? 'A friend')
    .replaceAll('{class}', className)
}

import { happens, pick, pickWeighted } from './chance.ts'
import { families, men, women } from './names.ts'
import { type Making, newId, person, type Row } from './people-rows.ts'

/** Decision S10's five answers in all their variety. */
export function makeGuardians(making: Making, pupilId: string, familyName: string): void {
  const { chance } = making
  const households = pickWeighted(chance, [
    [['Mother'], 34],
    [['Mother', 'Father'], 52],
    [['Father'], 5],
    [['Grandmother'], 4],
    [['Foster carer'], 3],
    [['Mother', 'Stepfather'], 2],
  ] as const)
  for (const relationWord of households) {
    const woman =
      ['Mother', 'Grandmother'].includes(relationWord) ||
      (relationWord === 'Foster carer' && happens(chance, 0.6))
    const id = newId(making)
    making.made.persons.push({
      ...person(
        making,
        id,
        'guardian',
        pick(chance, woman ? women : men),
        happens(chance, 0.8) ? familyName : pick(chance, families),
      ),
      email: null,
    })
    making.made.guardianships.push(guardianship(making, id, pupilId, relationWord))
  }
}

function guardianship(
  { schoolId, chance, yearBegan }: Making,
  guardianId: string,
  pupilId: string,
  relationWord: string,
): Row<'people.guardianship'> {
  const isParent = ['Mother', 'Father'].includes(relationWord)
  const restricted = isParent && happens(chance, 0.015)
  return {
    school_id: schoolId,
    guardian_id: guardianId,
    pupil_id: pupilId,
    relation: relationWord,
    parental_responsibility: isParent
      ? 'yes'
      : pickWeighted(chance, [
          ['no', 2],
          ['unknown', 3],
          ['yes', 2],
        ] as const),
    may_be_contacted: !restricted,
    may_sign: isParent && !restricted,
    may_see: !restricted && happens(chance, 0.97),
    court_order: restricted
      ? 'Prohibited steps order: not to be told where the child lives or is taught. Copy in the safe.'
      : null,
    address_withheld: restricted || happens(chance, 0.01),
    starts_on: `${yearBegan - 2}-09-01`,
    ends_on: null,
  }
}

/** Brothers and sisters have the same guardians. */
export function shareGuardians({ made }: Making, pupilId: string, siblingId: string): void {
  for (const shared of made.guardianships.filter(({ pupil_id }) => pupil_id === siblingId)) {
    made.guardianships.push({ ...shared, pupil_id: pupilId })
  }
}

import { formatDate } from '#/kernel/london-time.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { personBar, statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Guardianship, Membership, Relative } from './belonging-store.ts'
import { type Designation, inForceOn } from './designation.ts'
import { fullName, type Person, personKindWords } from './person.ts'
import { roleWords } from './role.ts'

export type PersonPage = {
  person: Person
  roles: readonly Designation[]
  classes: readonly Membership[]
  /** Guardians of a pupil, pupils of a guardian. */
  guardianships: readonly Guardianship[]
  relatives: readonly Relative[]
  today: string
  may: { keep: boolean; designate: boolean; seeRestrictions: boolean }
  csrf: string
  at: (path: string) => string
}

export function personPage(shown: PersonPage): Html {
  const { person, today, at } = shown
  const pupil = person.kind === 'pupil'
  return html`${govuk.backLink({ text: 'People', href: at(`/people?kind=${person.kind}`) })}
<h1 class="govuk-visually-hidden">${fullName(person)}</h1>
${barOf(shown)}
${details(shown)}
${(pupil || person.kind === 'staff' || person.kind === 'supply') && classesOf(shown)}
${pupil && guardiansOf(shown)}
${shown.guardianships.length > 0 && !pupil && childrenOf(shown)}
${!pupil && person.kind !== 'guardian' && person.kind !== 'visitor' && rolesOf(shown)}
${relativesOf(shown)}
${shown.may.keep && (person.leftOn === null || person.leftOn > today) && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/people/${person.id}/leave`)}">${fullName(person)} leaves the school</a></p>`}`
}

function barOf({ person, guardianships, today }: PersonPage): Html {
  const restricted =
    person.kind === 'pupil' && guardianships.some((one) => one.restriction !== null && isNow(one, today))
  return personBar({
    name: fullName(person),
    facts: [
      personKindWords[person.kind],
      ...(person.jobTitle ? [person.jobTitle] : []),
      ...(person.joinedOn ? [`since ${formatDate(person.joinedOn)}`] : []),
    ],
    ...(person.leftOn !== null ? { tags: [statusTag(leftTag(person.leftOn, today), 'brief')] } : {}),
    ...(restricted
      ? {
          caution:
            'A court order or restriction applies. Ask the safeguarding lead before you contact the family.',
        }
      : {}),
  })
}

function leftTag(leftOn: string, today: string) {
  return leftOn < today
    ? { text: `Left ${formatDate(leftOn)}`, means: 'No longer here.', colour: 'grey' as const }
    : { text: `Leaves ${formatDate(leftOn)}`, means: 'Still here until then.', colour: 'yellow' as const }
}

function details({ person, may, at }: PersonPage): Html {
  const row = (key: string, text: string | null) =>
    text === null ? [] : [{ key: { text: key }, value: { text } }]
  const rows = [
    ...row('Full name', `${person.givenName} ${person.familyName}`),
    ...row('Known as', person.knownAs),
    ...(may.keep && person.dateOfBirth !== null ? row('Date of birth', formatDate(person.dateOfBirth)) : []),
    ...row('E-mail', person.kind === 'guardian' && !may.keep ? null : person.email),
  ]
  return section(
    'Details',
    govuk.summaryList({ rows }),
    may.keep && link('Change', at(`/people/${person.id}/change`)),
  )
}

function classesOf({ person, classes, today, may, csrf, at }: PersonPage): Html {
  const parts = { pupil: 'Pupil', teacher: 'Teacher', assistant: 'Teaching assistant' }
  const rows = classes.map((one) => [
    { text: one.className },
    { text: parts[one.part] },
    { text: period(one) },
    {
      html:
        may.keep && (one.endsOn === null || one.endsOn > today)
          ? buttonForm({
              action: at(`/people/${person.id}/classes/leave`),
              csrf,
              text: 'Ends today',
              values: { classId: one.classId, lastDay: today },
              classes: 'govuk-button--secondary sk-button--small',
            })
          : html``,
    },
  ])
  const table = govuk.table({
    head: [
      { text: 'Class' },
      { text: 'As' },
      { text: 'When' },
      { html: html`<span class="govuk-visually-hidden">Change</span>` },
    ],
    firstCellIsHeader: true,
    rows,
  })
  return section(
    'Classes',
    rows.length === 0 ? none('In no class.') : table,
    may.keep && link('Put into a class', at(`/people/${person.id}/classes`)),
  )
}

function guardiansOf({ person, guardianships, today, may, at }: PersonPage): Html {
  const now = guardianships.filter((one) => isNow(one, today))
  const cards = now.map((one) =>
    govuk.summaryList({
      card: {
        title: { text: `${one.name}, ${one.relation}`, headingLevel: 3 },
        ...(may.keep
          ? {
              actions: {
                items: [
                  {
                    text: 'Change',
                    href: at(`/people/${person.id}/guardians/${one.guardianId}`),
                    visuallyHiddenText: one.name,
                  },
                ],
              },
            }
          : {}),
      },
      rows: guardianRows(one, may.seeRestrictions),
    }),
  )
  return section(
    'Parents and carers',
    cards.length === 0 ? none('Nobody is on record.') : html`${cards}`,
    may.keep && link('Add a parent or carer', at(`/people/${person.id}/guardians`)),
  )
}

function guardianRows(one: Guardianship, seesRestriction: boolean) {
  const row = (key: string, text: string) => ({ key: { text: key }, value: { text } })
  const yes = (answer: boolean) => (answer ? 'Yes' : 'No')
  const responsibility = { yes: 'Yes', no: 'No', unknown: 'Not known: ask before they decide anything' }
  return [
    row('Parental responsibility', responsibility[one.parentalResponsibility]),
    row('May be contacted', yes(one.mayBeContacted)),
    row('May sign', yes(one.maySign)),
    row('May see records', yes(one.maySee)),
    row('Addresses withheld', yes(one.addressWithheld)),
    ...(one.restriction === null
      ? []
      : [
          row(
            'Court order or restriction',
            seesRestriction ? one.restriction : 'There is one. Ask the safeguarding lead or the office.',
          ),
        ]),
  ]
}

function childrenOf({ guardianships, today, at }: PersonPage): Html {
  const now = guardianships.filter((one) => isNow(one, today))
  const items = now.map(
    (one) =>
      html`<li><a class="govuk-link" href="${at(`/people/${one.pupilId}`)}">${one.name}</a>: ${one.relation}</li>`,
  )
  return section(
    'Children here',
    items.length === 0 ? none('None today.') : html`<ul class="govuk-list">${items}</ul>`,
    false,
  )
}

function rolesOf({ person, roles, today, may, at }: PersonPage): Html {
  const rows = roles.map((one) => [
    { text: roleWords(one.role) },
    { text: period(one) },
    {
      html:
        may.designate && (inForceOn(one, today) || one.startsOn > today) && one.endsOn === null
          ? html`<a class="govuk-link" href="${at(`/people/${person.id}/roles/${one.id}/end`)}">End<span class="govuk-visually-hidden"> ${roleWords(one.role)}</span></a>`
          : html``,
    },
  ])
  const table = govuk.table({
    head: [
      { text: 'Role' },
      { text: 'When' },
      { html: html`<span class="govuk-visually-hidden">Change</span>` },
    ],
    firstCellIsHeader: true,
    rows,
  })
  return section(
    'Roles',
    rows.length === 0 ? none('Holds no role besides their work.') : table,
    may.designate && link('Give a role', at(`/people/${person.id}/roles`)),
  )
}

function relativesOf({ person, relatives, may, csrf, at }: PersonPage): Html {
  const items = relatives.map(
    (one) => html`<li class="sk-line">${one.name} (${one.relation})
${may.keep && buttonForm({ action: at(`/people/${person.id}/relatives/withdraw`), csrf, text: 'Not related', values: { relativeId: one.personId }, classes: 'govuk-button--secondary sk-button--small' })}</li>`,
  )
  return section(
    'Relatives here',
    html`<p class="govuk-body">Nobody sees or is told of what is about a relative.</p>
${items.length > 0 && html`<ul class="govuk-list">${items}</ul>`}`,
    may.keep && link('Declare a relative', at(`/people/${person.id}/relatives`)),
  )
}

function section(title: string, body: Html, action: Html | false): Html {
  return html`<section class="sk-part"><h2 class="govuk-heading-m">${title}</h2>${body}
${action && html`<p class="govuk-body">${action}</p>`}</section>`
}

const link = (text: string, href: string): Html => html`<a class="govuk-link" href="${href}">${text}</a>`
const none = (sentence: string): Html => html`<p class="govuk-body">${sentence}</p>`

function isNow({ startsOn, endsOn }: Pick<Guardianship, 'startsOn' | 'endsOn'>, today: string): boolean {
  return startsOn <= today && (endsOn === null || endsOn >= today)
}

function period({ startsOn, endsOn }: { startsOn: string; endsOn: string | null }): string {
  return endsOn === null
    ? `since ${formatDate(startsOn)}`
    : `${formatDate(startsOn)} to ${formatDate(endsOn)}`
}

import { formatDate } from '#/kernel/london-time.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { personBar, statusTag } from '#/platform/web/components/records.ts'
import { knownRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { KindBesides } from './added-kind-store.ts'
import type { Guardianship, Membership, Relative } from './belonging-store.ts'
import type { ContactWish } from './contact-wish-store.ts'
import { type Designation, inForceOn } from './designation.ts'
import { addressPart } from './pages-address.ts'
import { childrenOf, guardiansOf } from './pages-family.ts'
import { isNow, link, none, period, section } from './pages-person-part.ts'
import { contactWays, fullName, type Person, personKindWords } from './person.ts'
import { roleWords } from './role.ts'
import type { WrongAddress } from './wrong-address-store.ts'

export type PersonPage = {
  person: Person
  roles: readonly Designation[]
  classes: readonly Membership[]
  /** Guardians of a pupil, pupils of a guardian. */
  guardianships: readonly Guardianship[]
  relatives: readonly Relative[]
  besides: readonly KindBesides[]
  wish: ContactWish
  wrong: readonly WrongAddress[]
  today: string
  may: { keep: boolean; designate: boolean; seeRestrictions: boolean; seeSignIn: boolean; passTasks: boolean }
  csrf: string
  at: (path: string) => string
}

/** One person as far as the reader may see: each part that is not theirs to read is left out. */
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
${!pupil && besidesOf(shown)}
${relativesOf(shown)}
${shown.may.seeSignIn && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/people/${person.id}/sign-in`)}">Sign-in of ${fullName(person)}</a></p>`}
${shown.may.passTasks && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/people/${person.id}/tasks`)}">Pass on the tasks of ${fullName(person)}</a></p>`}
${shown.may.keep && (person.leftOn === null || person.leftOn > today) && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/people/${person.id}/leave`)}">${fullName(person)} leaves the school</a></p>`}
${shown.may.keep && person.leftOn !== null && buttonForm({ action: at(`/people/${person.id}/return`), csrf: shown.csrf, text: `${fullName(person)} ${person.leftOn < today ? 'is here again' : 'stays after all'}`, classes: 'govuk-button--secondary' })}`
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

function details({ person, wish, wrong, may, csrf, at }: PersonPage): Html {
  const rows = [
    ...knownRow('Full name', `${person.givenName} ${person.familyName}`),
    ...knownRow('Known as', person.knownAs),
    ...(may.keep && person.dateOfBirth !== null
      ? knownRow('Date of birth', formatDate(person.dateOfBirth))
      : []),
    ...knownRow('E-mail', person.kind === 'guardian' && !may.keep ? null : person.email),
    ...(may.keep && wish.way !== null ? knownRow('Would rather be reached', wishWords(wish)) : []),
  ]
  return section(
    'Details',
    html`${govuk.summaryList({ rows })}${
      may.keep &&
      person.kind !== 'pupil' &&
      addressPart({
        wrong,
        hasEmail: person.email !== null,
        isGuardian: person.kind === 'guardian',
        csrf,
        action: (last) => at(`/people/${person.id}/address/${last}`),
      })
    }`,
    may.keep &&
      html`${link('Change', at(`/people/${person.id}/change`))}
${person.kind !== 'pupil' && html` <span aria-hidden="true">·</span> ${link('How they would rather be reached', at(`/people/${person.id}/contact`))}`}`,
  )
}

function wishWords({ way, telephone, note }: ContactWish): string {
  return [way && contactWays[way], telephone, note].filter(Boolean).join(', ')
}

/** What they are besides: a parent who helps is a volunteer too. */
function besidesOf({ person, besides, today, may, csrf, at }: PersonPage): Html {
  const items = besides
    .filter((one) => one.endsOn === null || one.endsOn >= today)
    .map(
      (one) => html`<li class="sk-line">${personKindWords[one.kind]}, ${period(one)}: ${one.why}
${may.keep && one.endsOn === null && buttonForm({ action: at(`/people/${person.id}/besides/end`), csrf, text: 'Ends today', values: { kind: one.kind }, classes: 'govuk-button--secondary sk-button--small' })}</li>`,
    )
  return section(
    'Besides',
    items.length === 0
      ? none(`${personKindWords[person.kind]}, and nothing else.`)
      : html`<ul class="govuk-list">${items}</ul>`,
    may.keep && link('Is something else here besides', at(`/people/${person.id}/besides`)),
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
  const table = plainTable({
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
  const table = plainTable({
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

import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Involvement, parts } from './involvement.ts'
import type { IncidentPage } from './pages-incident.ts'

type PeoplePart = Pick<IncidentPage, 'incident' | 'people' | 'earlier' | 'may' | 'at' | 'csrf'>

const mostShown = 8

/** Who is in it, each with what came of it; where they are many, the rest is folded away. */
export function peopleIn(page: PeoplePart): Html {
  const { incident, people, may } = page
  const now = people.filter(({ removedAt }) => removedAt === null)
  const nobody = incident.nobodyInvolved
    ? 'Nobody was involved: somebody has looked and said so.'
    : 'Nobody has been named yet.'
  return html`<section><h2 class="govuk-heading-m">People in it</h2>
${
  now.length === 0
    ? html`<p class="govuk-body">${nobody}</p>${may('work') && !incident.nobodyInvolved && nobodyButton(page)}`
    : html`${listOf(now.slice(0, mostShown), page)}${
        now.length > mostShown &&
        govuk.details({
          summaryText: `${now.length - mostShown} more people`,
          html: listOf(now.slice(mostShown), page),
        })
      }`
}</section>`
}

function listOf(people: readonly Involvement[], page: PeoplePart): Html {
  const own = (person: Involvement, path: string) =>
    page.at(`/incidents/${page.incident.id}/people/${person.id}${path}`)
  return govuk.summaryList({
    rows: people.map((person) => ({
      key: { text: person.nameThen },
      value: { html: personLine(person, page) },
      actions: page.may('work')
        ? {
            items: [
              {
                text: 'What came of it',
                href: own(person, '/outcome'),
                visuallyHiddenText: `for ${person.nameThen}`,
              },
              { text: 'Take out', href: own(person, '/remove'), visuallyHiddenText: person.nameThen },
            ],
          }
        : undefined,
    })),
  })
}

function nobodyButton({ incident, at, csrf }: PeoplePart): Html {
  return buttonForm({
    action: at(`/incidents/${incident.id}/people/nobody`),
    csrf,
    text: 'Nobody was involved',
    classes: 'govuk-button--secondary',
  })
}

function personLine(
  { part, classThen, described, outcome, personId }: Involvement,
  { earlier }: PeoplePart,
): Html {
  const others = earlier.filter((one) => one.personId === personId).length
  const more = others === 0 ? null : `${others} other incident${others === 1 ? '' : 's'} that you may see`
  const facts = [classThen, described, outcome, more].filter(Boolean).join(' · ')
  return html`<strong>${parts[part].words}</strong>${facts !== '' && html`<br>${facts}`}`
}

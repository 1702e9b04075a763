// The parts of a person's page about their family: a pupil's guardians, a guardian's children.

import { formatDate } from '#/kernel/london-time.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Guardianship } from './belonging-store.ts'
import type { PersonPage } from './pages-person.ts'
import { isNow, link, none, section } from './pages-person-part.ts'

/** A card for each parent today, with the five answers. */
export function guardiansOf({ person, guardianships, today, may, csrf, at }: PersonPage): Html {
  const now = guardianships.filter((one) => isNow(one, today))
  const end = (one: Guardianship) =>
    buttonForm({
      action: at(`/people/${person.id}/guardians/${one.guardianId}/end`),
      csrf,
      text: `${one.name} is no longer a parent or carer`,
      classes: 'govuk-button--secondary',
    })
  const cards = now.map(
    (one) =>
      html`${govuk.summaryList({
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
      })}${may.keep && one.endsOn === null && end(one)}`,
  )
  return section(
    'Parents and carers',
    cards.length === 0 ? none('Nobody is on record.') : html`${cards}`,
    may.keep && link('Add a parent or carer', at(`/people/${person.id}/guardians`)),
  )
}

function guardianRows(one: Guardianship, seesRestriction: boolean) {
  const yes = (answer: boolean) => (answer ? 'Yes' : 'No')
  const responsibility = { yes: 'Yes', no: 'No', unknown: 'Not known: ask before they decide anything' }
  return [
    ...(one.endsOn === null ? [] : [summaryRow('Ends', `After ${formatDate(one.endsOn)}`)]),
    summaryRow('Parental responsibility', responsibility[one.parentalResponsibility]),
    summaryRow('May be contacted', yes(one.mayBeContacted)),
    summaryRow('May sign', yes(one.maySign)),
    summaryRow('May see records', yes(one.maySee)),
    summaryRow('Addresses withheld', yes(one.addressWithheld)),
    ...(one.restriction === null
      ? []
      : [
          summaryRow(
            'Court order or restriction',
            seesRestriction ? one.restriction : 'There is one. Ask the safeguarding lead or the office.',
          ),
        ]),
  ]
}

/** The children of a parent who are here today. */
export function childrenOf({ guardianships, today, at }: PersonPage): Html {
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

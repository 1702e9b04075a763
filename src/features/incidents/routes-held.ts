// Who is held back from an incident because of a reporter's words, and letting go of whom they did not mean.

import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { html } from '#/platform/web/html.ts'
import { findPeople, fullName, namesOf, personKindWords } from '../people/index.ts'
import { releasesOf } from './held-back-store.ts'
import { heldByWords, releasePerson, releasePersonForm } from './release-person.ts'
import { formRoutes } from './routes-forms.ts'

export const heldRoutes = formRoutes({
  path: '/held',
  does: 'lets somebody see an incident again whom the reporter did not mean',
  may: 'incidents.release',
  title: 'Held back because of what the reporter wrote',
  submit: 'Let them see it again',
  schema: releasePersonForm,
  fields: async (tx, incident) => {
    const held = await findPeople(tx, incident.schoolId, await heldByWords(tx, incident))
    if (held.length === 0) throw new NotFound('person held back')
    return [
      html`<p class="govuk-body">The reporter wrote that somebody must not be told. It is kept from everybody whose name that could be. They do not know of it, and they never learn that they were held back.</p>
<p class="govuk-body">Ask the reporter whom they meant before you let anybody go. If you cannot be sure, leave it as it is.</p>`,
      {
        kind: 'choice',
        name: 'personId',
        label: 'Whom did the reporter not mean?',
        choices: held.map((person) => ({
          value: person.id,
          text: fullName(person),
          hint: person.jobTitle ?? personKindWords[person.kind],
        })),
      },
      {
        kind: 'longText',
        name: 'why',
        label: 'How do you know?',
        hint: 'For instance “the reporter said on the phone that they meant the other one”. This stays on record.',
        rows: 3,
        limit: 1000,
      },
    ]
  },
  below: async (tx, { schoolId, id }) => {
    const releases = await releasesOf(tx, schoolId, id)
    if (releases.length === 0) return html``
    const ids = releases.flatMap(({ personId, by }) => [personId, by])
    const names = await namesOf(tx, schoolId, ids)
    return html`<h2 class="govuk-heading-m">Let go before</h2>
${releases.map(
  ({ personId, why, at, by }) =>
    html`<p class="govuk-body"><strong>${names.get(personId) ?? 'Somebody'}</strong>, ${formatDate(londonDate(at))}, by ${names.get(by ?? '') ?? 'somebody'}: ${why}</p>`,
)}`
  },
  save: releasePerson,
})

// Need to know: who may see one incident besides those whose role shows it to them.

import { buttonForm } from '#/platform/web/components/form.ts'
import { html } from '#/platform/web/html.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Route, redirect } from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { listAccess } from './access-store.ts'
import { formRoutes } from './routes-forms.ts'
import { lookingUp, personFields } from './routes-people.ts'
import { endAccess, shareIncident, shareIncidentForm } from './share-incident.ts'

const sharing = formRoutes({
  path: '/access',
  does: 'lets a person see an incident',
  may: 'incidents.share',
  title: 'Who may see it',
  submit: 'Continue',
  schema: shareIncidentForm,
  fields: async (tx, { schoolId }, request) => [
    ...(await personFields(tx, schoolId, request)),
    { kind: 'longText', name: 'why', label: 'Why do they need to know?', rows: 3, limit: 500 },
  ],
  below: async (tx, { schoolId, id }, request) => {
    const listed = await listAccess(tx, schoolId, id)
    const ids = listed.map(({ personId }) => personId)
    const names = await namesOf(tx, schoolId, ids)
    const end = (personId: string) =>
      buttonForm({
        action: request.at(`/incidents/${id}/access/${personId}/end`),
        csrf: request.csrf,
        text: `End access for ${names.get(personId) ?? 'this person'}`,
        classes: 'govuk-button--secondary',
      })
    return html`<h2 class="govuk-heading-m">Who may see it now</h2>
<p class="govuk-body">Those whose role shows it to them${listed.length === 0 ? ', and nobody besides.' : ', and:'}</p>
${listed.map(
  ({ personId, why }) =>
    html`<p class="govuk-body"><strong>${names.get(personId) ?? 'Somebody'}</strong>: ${why}</p>${end(personId)}`,
)}`
  },
  lookingUp,
  save: shareIncident,
})

export const accessRoutes: readonly Route[] = [
  ...sharing,
  {
    method: 'POST',
    path: '/incidents/:id/access/:person/end',
    may: 'incidents.share',
    does: 'ends a person’s access to an incident',
    answer: async (request) => {
      await endAccess(request.context, request.actor, idIn(request), idIn(request, 'person'))
      return redirect(request.at(`/incidents/${idIn(request)}/access`))
    },
  },
]

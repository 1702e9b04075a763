// Every form about one incident works alike: the page, and the page again with what was typed. The table says the rest.

import type * as z from 'zod'
import { may, type Permission } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Field, TypedValues } from '#/platform/web/components/fields.ts'
import { form, withDates } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { bothVersions } from '#/platform/web/components/whole-pages.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type Sent,
  type WebRequest,
} from '#/platform/web/route.ts'
import type { Incident } from './incident.ts'
import { findIncident, seesIncident } from './store.ts'

export type IncidentForm<T> = {
  /** Below `/incidents/:id`. */
  path: `/${string}`
  does: string
  may: Permission
  title: string
  submit: string
  schema: z.ZodType<T>
  /** The questions; what the fields need to know of the incident is read in the same transaction. */
  fields: (
    tx: Tx,
    incident: Incident,
    request: WebRequest,
  ) => Promise<readonly (Field | Html)[]> | readonly (Field | Html)[]
  /** Stands in place of the form while it cannot be sent: what has to happen first, and the way there. */
  instead?: (tx: Tx, incident: Incident, request: WebRequest) => Promise<Html | null>
  /** The form ends the incident: while something is owed that has to be done, that stands in its place, with the way there. */
  ends?: boolean
  values?: (incident: Incident) => TypedValues
  /** Stands below the form: buttons that have a form of their own. */
  below?: (tx: Tx, incident: Incident, request: WebRequest) => Promise<Html>
  /** Names of date fields, whose three boxes are sent apart. */
  dates?: readonly string[]
  /** Names of fields that a stale form shows beside each other. */
  labels?: Readonly<Record<string, string>>
  /** Sent to look something up rather than to save: the page comes again without a word of error. */
  lookingUp?: (sent: Sent) => boolean
  save: (context: Context, actor: Actor, incidentId: string, form: T, request: WebRequest) => Promise<unknown>
}

/** The two routes of a form: its page, and sending it. */
export function formRoutes<T>(one: IncidentForm<T>): readonly Route[] {
  const path = `/incidents/:id${one.path}` as const
  return [
    {
      method: 'GET',
      path,
      may: one.may,
      does: `${one.does}: the form`,
      answer: (request) => draw(one, request, null, {}, null),
    },
    {
      method: 'POST',
      path,
      may: one.may,
      does: one.does,
      answer: (request) => {
        if (one.lookingUp?.(request.body)) return draw(one, request, typedValues(request.body), {}, null)
        return answerForm({
          schema: one.schema,
          sent: withDates(request.body, one.dates ?? []),
          save: async (typed) => {
            await one.save(request.context, request.actor, idIn(request), typed, request)
            return redirect(request.at(await whereTo(request)))
          },
          again: (errors, theirs) => draw(one, request, typedValues(request.body), errors, theirs),
        })
      },
    },
  ]
}

/** What was saved may have taken the incident out of one's sight: then the page says that the right person has it (decision S6). */
async function whereTo(request: WebRequest): Promise<`/${string}`> {
  const { context, actor } = request
  const id = idIn(request)
  const seen = await reading(context, actor, (tx) => seesIncident(tx, actor, id))
  return seen ? `/incidents/${id}` : '/incidents/passed-on'
}

async function draw<T>(
  one: IncidentForm<T>,
  request: WebRequest,
  typed: TypedValues | null,
  errors: FieldErrors,
  theirs: Readonly<Record<string, string>> | null,
): Promise<Page> {
  // What was typed before something came up is not lost: the refusal stands above the form.
  const owed = one.ends && typed === null ? await owedBefore(request) : null
  return reading(request.context, request.actor, async (tx) => {
    const incident = await findIncident(tx, request.actor, idIn(request))
    const instead = owed ?? (await one.instead?.(tx, incident, request)) ?? null
    const home = request.at(`/incidents/${incident.id}`)
    const body = html`<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">${one.title}</h1>
${instead ?? (await formOf(tx, one, incident, request, { typed, errors, theirs }))}
${await one.below?.(tx, incident, request)}`
    return page({
      title: one.title,
      body,
      section: '/incidents',
      before: govuk.backLink({ text: 'Back to the incident', href: home }),
      ...(Object.keys(errors).length > 0 ? { errors } : {}),
    })
  })
}

/** What later features say is still owed about the incident; null where nothing is, or it is not for whoever asks. */
async function owedBefore(request: WebRequest): Promise<Html | null> {
  for (const { on, may: needed, draw: drawOwed } of request.panels) {
    if (on !== 'endOfIncident' || !may(request.context, request.actor, needed)) continue
    const owed = await drawOwed(request, idIn(request))
    if (owed) return owed
  }
  return null
}

type Sending = {
  typed: TypedValues | null
  errors: FieldErrors
  theirs: Readonly<Record<string, string>> | null
}

async function formOf<T>(
  tx: Tx,
  one: IncidentForm<T>,
  incident: Incident,
  request: WebRequest,
  { typed, errors, theirs }: Sending,
): Promise<Html> {
  const values = {
    ...one.values?.(incident),
    ...typed,
    ...(theirs ? { revision: String(incident.revision) } : {}),
  }
  return html`${theirs && bothVersions({ labels: one.labels ?? {}, theirs, yours: asText(typed ?? {}) })}
${form({
  action: request.at(`/incidents/${incident.id}${pathOf(one, request)}`),
  csrf: request.csrf,
  once: request.once,
  values,
  errors,
  fields: await one.fields(tx, incident, request),
  submit: one.submit,
  beside: html`<a class="govuk-link" href="${request.at(`/incidents/${incident.id}`)}">Leave without saving</a>`,
})}`
}

function pathOf<T>(one: IncidentForm<T>, request: WebRequest): string {
  return one.path.replaceAll(/:([a-z]+)/gi, (_, name: string) => request.params[name] ?? '')
}

function asText(values: TypedValues): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]))
}

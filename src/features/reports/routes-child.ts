// A child tells: the page before the first question, which version of the form it is, and one question after another.

import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { form } from '#/platform/web/components/form.ts'
import { readForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  type WebRequest,
} from '#/platform/web/route.ts'
import { childForm, childReport, stepForm } from './child-form.ts'
import { type ChildVersionKey, childVersions, isChildVersion } from './child-version.ts'
import type { ChildStep, ChildVersion } from './child-words.ts'
import { versionsFor } from './choose-version.ts'
import { agePage, childPage } from './pages-child.ts'
import { childStartPage } from './pages-start.ts'
import { send } from './routes-sent.ts'
import { whenRead } from './settings.ts'

export const childRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/report/child',
    may: 'anybody',
    does: 'shows the first page for a child',
    answer: start,
  },
  {
    method: 'POST',
    path: '/report/child',
    may: 'anybody',
    does: 'takes a child’s answer, or the report',
    answer: next,
  },
]

async function start(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const { offered, words } = await reading(context, actor, async (tx) => ({
    offered: await versionsFor(tx, actor, context.clock()),
    words: await readSetting(tx, actor.schoolId, whenRead),
  }))
  const begin = form({
    action: request.at('/report/child'),
    csrf: request.csrf,
    fields: [{ kind: 'hidden', name: 'step', value: 'start' }],
    submit: 'Start',
  })
  const [only = 'junior', ...more] = offered
  const version = childVersions[more.length === 0 ? only : 'junior']
  return page({
    title: 'Tell a grown-up',
    look: 'pupil',
    body: childStartPage({ lines: version.start, whenRead: words, begin }),
  })
}

/** Each page checks its own question; the last one checks all and sends. */
async function next(request: WebRequest): Promise<Answer> {
  const offered = await reading(request.context, request.actor, (tx) =>
    versionsFor(tx, request.actor, request.context.clock()),
  )
  const key = versionOf(request, offered)
  if (key === undefined) return askAge(request, offered)
  const version: ChildVersion = childVersions[key]
  const known = request.actor.kind === 'person'
  const steps = version.steps.filter((step) => !(known && step.key === 'name')).map((step) => step.key)
  const show = (step: ChildStep, errors: FieldErrors): Page =>
    draw(request, { key, steps, step, errors, offered })
  const here = steps.find((step) => step === request.body.step)
  if (here === undefined) return show('what', {})
  if (request.body.back === 'yes') {
    const before = steps[steps.indexOf(here) - 1]
    return before === undefined ? askAge(request, offered) : show(before, {})
  }
  if (here !== 'check') {
    const read = readForm(stepForm(version, here), request.body)
    return read.ok ? show(steps[steps.indexOf(here) + 1] ?? 'check', {}) : show(here, read.errors)
  }
  const read = readForm(childForm(version), request.body)
  if (!read.ok) return show(firstWrong(version, read.errors), read.errors)
  const channel = request.actor.kind === 'classSession' ? 'class' : known ? 'pupil' : 'anonymous'
  const clock = request.context.clock()
  return send(
    request,
    (tx) => childReport(tx, request.school.id, { channel, version, form: read.form, at: clock }),
    true,
  )
}

/** The only one that may be meant, else the one that was pressed. */
function versionOf({ body }: WebRequest, offered: readonly ChildVersionKey[]): ChildVersionKey | undefined {
  if (offered.length === 1) return offered[0]
  return isChildVersion(body.version) && offered.includes(body.version) ? body.version : undefined
}

function askAge(request: WebRequest, offered: readonly ChildVersionKey[]): Page {
  const errors = request.body.step === 'age' ? { version: 'Press the picture that is you' } : {}
  return page({
    title: 'Tell a grown-up',
    look: 'pupil',
    ...(request.body.step === 'age' ? { errors } : {}),
    body: agePage({
      action: request.at('/report/child'),
      csrf: request.csrf,
      once: request.once,
      values: typedValues(request.body),
      errors,
      offered,
    }),
  })
}

function draw(
  request: WebRequest,
  parts: {
    key: ChildVersionKey
    steps: readonly ChildStep[]
    step: ChildStep
    errors: FieldErrors
    offered: readonly ChildVersionKey[]
  },
): Page {
  const { key, steps, step, errors, offered } = parts
  return page({
    title: 'Tell a grown-up',
    look: 'pupil',
    step: { at: steps.indexOf(step) + 1, of: steps.length },
    ...(Object.keys(errors).length > 0 ? { errors } : {}),
    body: childPage({
      step,
      version: key,
      canGoBack: step !== steps[0] || offered.length > 1,
      action: request.at('/report/child'),
      csrf: request.csrf,
      once: request.once,
      values: typedValues(request.body),
      errors,
    }),
  })
}

function firstWrong(version: ChildVersion, errors: FieldErrors): ChildStep {
  return version.steps.find(({ fields }) => fields.some((name) => name in errors))?.key ?? 'what'
}

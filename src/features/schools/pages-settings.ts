import { formatInstant } from '#/kernel/london-time.ts'
import { sayValue } from '#/platform/settings/floor.ts'
import type { SettingVersion } from '#/platform/settings/save-setting.ts'
import { type PolicyCode, presetOf, type SettingDefinition } from '#/platform/settings/settings.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { fieldsOf } from './setting-field.ts'

type At = (path: string) => string
type Drawn = Pick<WebRequest, 'csrf' | 'once' | 'at'>

/** The five model policies, as the page names them. */
const policies: Readonly<Record<PolicyCode, string>> = {
  A: 'Alder',
  B: 'Beech',
  T: 'Thorn',
  H: 'Hazel',
  R: 'Rowan',
}

const policyCodes = Object.keys(policies) as PolicyCode[]

/** A setting as it stands, and who set it. */
export type StandingSetting = {
  setting: SettingDefinition
  value: unknown
  version: SettingVersion | undefined
  changedByName: string | null
}

/**
 * Every setting under a heading for its part of the house, folded; the count says how many differ from the
 * default.
 */
export function settingsPage(parts: {
  settings: readonly StandingSetting[]
  policy: PolicyCode | null
  mayChange: boolean
  mayChoose: boolean
  at: At
}): Html {
  const { settings, policy, mayChange, mayChoose, at } = parts
  const groups = [...new Set(settings.map(({ setting }) => groupOf(setting)))]
  return html`<h1 class="govuk-heading-l">Settings</h1>
<p class="govuk-body">What this school does its own way. Everything has a default that works; each change asks for a reason and is kept.
What protects a child is no setting.</p>
<p class="govuk-body">${policy === null ? 'No policy was chosen to start from.' : `These settings started from the ${policies[policy]} policy.`}
${mayChoose && html`<a class="govuk-link" href="${at('/settings/policy')}">Set everything as a policy says</a>`}</p>
${groups.map((group) => groupPart(group, settings, mayChange, at))}`
}

function groupPart(group: string, settings: readonly StandingSetting[], mayChange: boolean, at: At): Html {
  const rows = settings
    .filter(({ setting }) => groupOf(setting) === group)
    .map((one) => ({
      key: { text: one.setting.title },
      value: { html: html`${sayValue(one.setting, one.value)}${standing(one)}` },
      actions: {
        items: [
          {
            text: mayChange ? 'Change' : 'Look',
            href: at(`/settings/${one.setting.key}`),
            visuallyHiddenText: one.setting.title,
          },
        ],
      },
    }))
  const own = settings.filter(({ setting, version }) => groupOf(setting) === group && version).length
  return html`<details class="sk-settings"><summary class="sk-settings__group"><h2 class="govuk-heading-m">${group}</h2>
<span class="govuk-hint">${rows.length === 1 ? '1 setting' : `${rows.length} settings`}${own > 0 && `, ${own} of them the school’s own`}</span></summary>
${govuk.summaryList({ rows })}</details>`
}

function standing({ version, changedByName }: StandingSetting): Html {
  if (!version) return html`<br><span class="govuk-hint">Default</span>`
  return html`<br><span class="govuk-hint">${changedByName ?? 'First set-up'}, ${formatInstant(version.changedAt)}: ${version.why}</span>`
}

/** `signIn.idleMinutes` belongs under "Sign in". */
function groupOf({ key }: SettingDefinition): string {
  const words = key
    .slice(0, key.indexOf('.'))
    .replaceAll(/([A-Z])/g, ' $1')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** One setting with its bounds, what the five policies say, and who changed it when. */
export function settingPage(
  { csrf, once, at }: Drawn,
  shown: StandingSetting & {
    history: readonly (SettingVersion & { name: string | null })[]
    mayChange: boolean
  },
  { values, errors, theirs }: FormState,
): Html {
  const { setting, value, history } = shown
  return html`${govuk.backLink({ text: 'Settings', href: at('/settings') })}
<h1 class="govuk-heading-l">${setting.title}</h1>
<p class="govuk-body">${setting.explain}</p>
${setting.onlyStricter !== undefined && govuk.insetText({ text: `This protects children. It may be made stricter than the default (${sayValue(setting, setting.default)}), never weaker.` })}
${theirs && govuk.warningText({ text: `Now it says: ${theirs.value}.`, iconFallbackText: 'Warning' })}
${
  shown.mayChange
    ? form({
        action: at(`/settings/${setting.key}`),
        csrf,
        once,
        values: theirs ? { ...values, seenVersion: theirs.version } : values,
        errors,
        fields: [
          ...fieldsOf(setting),
          {
            kind: 'longText',
            name: 'why',
            label: 'Why?',
            hint: 'In a few words. It stays on record.',
            rows: 2,
            limit: 500,
          },
          { kind: 'hidden', name: 'seenVersion' },
        ],
        submit: 'Save',
      })
    : html`<p class="govuk-body-l">${sayValue(setting, value)}</p>`
}
${setting.presets !== undefined && presetsOf(setting)}
${historyOf(setting, history)}`
}

function presetsOf(setting: SettingDefinition): Html {
  return plainTable({
    caption: 'What the five policies say',
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: [{ text: 'Policy' }, { text: 'Value' }],
    rows: [
      ...policyCodes.map((code) => [
        { text: policies[code] },
        { text: sayValue(setting, presetOf(setting, code)) },
      ]),
      [{ text: 'Default' }, { text: sayValue(setting, setting.default) }],
    ],
  })
}

function historyOf(
  setting: SettingDefinition,
  history: readonly (SettingVersion & { name: string | null })[],
): Html {
  if (history.length === 0) {
    return html`<p class="govuk-body">Nobody has changed it: the default (${sayValue(setting, setting.default)}) is in force.</p>`
  }
  return plainTable({
    caption: 'Changes',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'When' }, { text: 'Who' }, { text: 'Value' }, { text: 'Why' }],
    rows: history.map((one) => [
      { text: formatInstant(one.changedAt) },
      { text: one.name ?? 'First set-up' },
      { text: sayValue(setting, one.value) },
      { text: one.why },
    ]),
  })
}

/** Sets many at once, so it asks why and shows all of them below. */
export function choosePolicyPage(
  { csrf, once, at }: Drawn,
  settings: readonly StandingSetting[],
  { values, errors }: FormState,
): Html {
  return html`${govuk.backLink({ text: 'Settings', href: at('/settings') })}
<h1 class="govuk-heading-l">Set everything as a policy says</h1>
<p class="govuk-body">Every setting on which the five policies differ takes the value of the one you choose, whatever it says now. All else stays. Each can be changed again afterwards.</p>
${form({
  action: at('/settings/policy'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'policy',
      label: 'Which policy?',
      small: true,
      choices: policyCodes.map((code) => ({ value: code, text: policies[code] })),
    },
    { kind: 'longText', name: 'why', label: 'Why?', rows: 2, limit: 500 },
  ],
  submit: 'Set everything so',
  weight: 'warning',
})}
${govuk.details({
  summaryText: 'What the five policies say, setting by setting',
  html: plainTable({
    caption: 'What the five policies say',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: 'Setting' }, { text: 'Now' }, ...policyCodes.map((code) => ({ text: policies[code] }))],
    rows: settings.map(({ setting, value }) => [
      { text: setting.title },
      { text: sayValue(setting, value) },
      ...policyCodes.map((code) => ({ text: sayValue(setting, presetOf(setting, code)) })),
    ]),
  }),
})}`
}

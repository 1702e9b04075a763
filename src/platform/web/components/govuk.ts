import type { Html } from '../html.ts'
import type { GovukMacros } from './govuk-options.ts'
import { callMacro } from './macros.ts'

export type { GovukMacros } from './govuk-options.ts'

/**
 * GOV.UK's components, drawn by GOV.UK's own templates: `govuk.button({ text: 'Send' })`. Text options are escaped;
 * options named `html` take `Html` and nothing else.
 */
export type Govuk = { readonly [Name in keyof Ours]: (options: Ours[Name]) => Html }

/** Those left out carry the crown or belong to GOV.UK's own frame; our layout stands in their place. */
type Ours = Omit<
  GovukMacros,
  'cookieBanner' | 'feedback' | 'footer' | 'genericHeader' | 'header' | 'languageNavigation'
>

export const govuk: Govuk = {
  accordion: drawn('accordion'),
  backLink: drawn('back-link'),
  breadcrumbs: drawn('breadcrumbs'),
  button: drawn('button'),
  characterCount: drawn('character-count'),
  checkboxes: drawn('checkboxes'),
  dateInput: drawn('date-input'),
  details: drawn('details'),
  errorMessage: drawn('error-message'),
  errorSummary: drawn('error-summary'),
  exitThisPage: drawn('exit-this-page'),
  fieldset: drawn('fieldset'),
  fileUpload: drawn('file-upload'),
  hint: drawn('hint'),
  input: drawn('input'),
  insetText: drawn('inset-text'),
  label: drawn('label'),
  notificationBanner: drawn('notification-banner'),
  pagination: drawn('pagination'),
  panel: drawn('panel'),
  passwordInput: drawn('password-input'),
  phaseBanner: drawn('phase-banner'),
  radios: drawn('radios'),
  select: drawn('select'),
  serviceNavigation: drawn('service-navigation'),
  skipLink: drawn('skip-link'),
  summaryList: drawn('summary-list'),
  table: drawn('table'),
  tabs: drawn('tabs'),
  tag: drawn('tag'),
  taskList: drawn('task-list'),
  textarea: drawn('textarea'),
  warningText: drawn('warning-text'),
}

function drawn(component: string): (options: object) => Html {
  const macro = `govuk-${component}`.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  return (options) => callMacro(`govuk/components/${component}/macro.njk`, macro, options)
}

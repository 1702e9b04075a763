// Written by generate-govuk-options.ts from govuk-frontend; change that, not this.
import type { Html } from '../html.ts'

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>
export type TextOrHtml = { text: string; html?: undefined } | { html: Html; text?: string | undefined }
export type Plurals = Readonly<Record<string, string>>

/** Options of `govuk.accordion`. */
export type AccordionOptions = {
  id: string
  headingLevel?: number | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  rememberExpanded?: boolean | undefined
  hideAllSectionsText?: string | undefined
  hideSectionText?: string | undefined
  hideSectionAriaLabelText?: string | undefined
  showAllSectionsText?: string | undefined
  showSectionText?: string | undefined
  showSectionAriaLabelText?: string | undefined
  items: readonly {
    heading: TextOrHtml
    summary?: {
      text?: string | undefined
      html?: Html | undefined
    } | undefined
    content: TextOrHtml
    expanded?: boolean | undefined
  }[]
}

/** Options of `govuk.backLink`. */
export type BackLinkOptions = {
  text?: string | undefined
  html?: Html | undefined
  href: string
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.breadcrumbs`. */
export type BreadcrumbsOptions = {
  items: readonly ({
    href?: string | undefined
    attributes?: Attributes | undefined
  } & TextOrHtml)[]
  classes?: string | undefined
  collapseOnMobile?: boolean | undefined
  attributes?: Attributes | undefined
  labelText?: string | undefined
}

/** Options of `govuk.button`. */
export type ButtonOptions = {
  type?: string | undefined
  name?: string | undefined
  value?: string | undefined
  disabled?: boolean | undefined
  href?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  preventDoubleClick?: boolean | undefined
  isStartButton?: boolean | undefined
  id?: string | undefined
} & TextOrHtml

/** Options of `govuk.characterCount`. */
export type CharacterCountOptions = {
  id?: string | undefined
  name: string
  rows?: string | undefined
  value?: string | undefined
  maxlength: string
  threshold?: string | undefined
  countType?: string | undefined
  label: LabelOptions
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
    beforeInput?: TextOrHtml | undefined
    afterInput?: TextOrHtml | undefined
  } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  spellcheck?: boolean | undefined
  countMessage?: {
    classes?: string | undefined
  } | undefined
  textareaDescriptionText?: string | undefined
  charactersUnderLimitText?: Plurals | undefined
  charactersAtLimitText?: string | undefined
  charactersOverLimitText?: Plurals | undefined
  wordsUnderLimitText?: Plurals | undefined
  wordsAtLimitText?: string | undefined
  wordsOverLimitText?: Plurals | undefined
}

/** Options of `govuk.checkboxes`. */
export type CheckboxesOptions = {
  describedBy?: string | undefined
  fieldset?: FieldsetOptions | undefined
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
    beforeInputs?: TextOrHtml | undefined
    afterInputs?: TextOrHtml | undefined
  } | undefined
  idPrefix?: string | undefined
  name: string
  items: readonly (({
    id?: string | undefined
    name?: string | undefined
    value?: string | undefined
    label?: LabelOptions | undefined
    hint?: HintOptions | undefined
    divider?: string | undefined
    checked?: boolean | undefined
    conditional?: {
      html: Html
    } | undefined
    behaviour?: string | undefined
    disabled?: boolean | undefined
    attributes?: Attributes | undefined
  } & TextOrHtml) | { divider: string })[]
  values?: readonly string[] | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.cookieBanner`. */
export type CookieBannerOptions = {
  ariaLabel?: string | undefined
  hidden?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  messages: readonly ({
    headingText?: string | undefined
    headingHtml?: Html | undefined
    actions?: readonly {
      text: string
      type?: string | undefined
      href?: string | undefined
      name?: string | undefined
      value?: string | undefined
      classes?: string | undefined
      attributes?: Attributes | undefined
    }[] | undefined
    hidden?: boolean | undefined
    role?: string | undefined
    classes?: string | undefined
    attributes?: Attributes | undefined
  } & TextOrHtml)[]
}

/** Options of `govuk.dateInput`. */
export type DateInputOptions = {
  id: string
  namePrefix?: string | undefined
  items?: readonly {
    id?: string | undefined
    name: string
    label?: string | undefined
    value?: string | undefined
    error?: boolean | undefined
    autocomplete?: string | undefined
    pattern?: string | undefined
    classes?: string | undefined
    attributes?: Attributes | undefined
  }[] | undefined
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
    beforeInputs?: TextOrHtml | undefined
    afterInputs?: TextOrHtml | undefined
  } | undefined
  fieldset?: FieldsetOptions | undefined
  day?: DateInputOptions['items'] extends readonly (infer Item)[] | undefined ? Item : never | undefined
  month?: DateInputOptions['items'] extends readonly (infer Item)[] | undefined ? Item : never | undefined
  year?: DateInputOptions['items'] extends readonly (infer Item)[] | undefined ? Item : never | undefined
  values?: {
    day?: string | undefined
    month?: string | undefined
    year?: string | undefined
  } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.details`. */
export type DetailsOptions = {
  id?: string | undefined
  open?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & ({ summaryText: string; summaryHtml?: undefined } | { summaryHtml: Html; summaryText?: string | undefined }) & TextOrHtml

/** Options of `govuk.errorMessage`. */
export type ErrorMessageOptions = {
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  visuallyHiddenText?: string | undefined
} & TextOrHtml

/** Options of `govuk.errorSummary`. */
export type ErrorSummaryOptions = {
  descriptionText?: string | undefined
  descriptionHtml?: Html | undefined
  errorList?: readonly ({
    href?: string | undefined
    attributes?: Attributes | undefined
  } & TextOrHtml)[] | undefined
  disableAutoFocus?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & ({ titleText: string; titleHtml?: undefined } | { titleHtml: Html; titleText?: string | undefined })

/** Options of `govuk.exitThisPage`. */
export type ExitThisPageOptions = {
  text?: string | undefined
  html?: Html | undefined
  redirectUrl?: string | undefined
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  activatedText?: string | undefined
  timedOutText?: string | undefined
  pressTwoMoreTimesText?: string | undefined
  pressOneMoreTimeText?: string | undefined
}

/** Options of `govuk.feedback`. */
export type FeedbackOptions = {
  headingLevel?: number | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & ({ titleText: string; titleHtml?: undefined } | { titleHtml: Html; titleText?: string | undefined }) & TextOrHtml

/** Options of `govuk.fieldset`. */
export type FieldsetOptions = {
  describedBy?: string | undefined
  legend?: {
    classes?: string | undefined
    isPageHeading?: boolean | undefined
  } & TextOrHtml | undefined
  classes?: string | undefined
  role?: string | undefined
  attributes?: Attributes | undefined
  html?: Html | undefined
}

/** Options of `govuk.fileUpload`. */
export type FileUploadOptions = {
  name: string
  id?: string | undefined
  disabled?: boolean | undefined
  multiple?: boolean | undefined
  describedBy?: string | undefined
  label: LabelOptions
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
    beforeInput?: TextOrHtml | undefined
    afterInput?: TextOrHtml | undefined
  } | undefined
  javascript?: boolean | undefined
  chooseFilesButtonText?: string | undefined
  dropInstructionText?: string | undefined
  multipleFilesChosenText?: Plurals | undefined
  noFileChosenText?: string | undefined
  enteredDropZoneText?: string | undefined
  leftDropZoneText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  wrapperClasses?: string | undefined
  wrapperAttributes?: Attributes | undefined
}

/** Options of `govuk.footer`. */
export type FooterOptions = {
  meta?: {
    visuallyHiddenTitle?: string | undefined
    html?: Html | undefined
    text?: string | undefined
    items?: readonly {
      text: string
      href: string
      attributes?: Attributes | undefined
    }[] | undefined
  } | undefined
  navigation?: readonly {
    title: string
    columns?: number | undefined
    width?: string | undefined
    items?: readonly {
      text: string
      href: string
      attributes?: Attributes | undefined
    }[] | undefined
  }[] | undefined
  contentLicence?: {
    text?: string | undefined
    html?: Html | undefined
  } | undefined
  copyright?: {
    text?: string | undefined
    html?: Html | undefined
  } | undefined
  containerClasses?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.genericHeader`. */
export type GenericHeaderOptions = {
  url?: string | undefined
  containerClasses?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & ({ logoText: string; logoHtml?: undefined } | { logoHtml: Html; logoText?: string | undefined })

/** Options of `govuk.header`. */
export type HeaderOptions = {
  homepageUrl?: string | undefined
  productName?: string | undefined
  containerClasses?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.hint`. */
export type HintOptions = {
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & TextOrHtml

/** Options of `govuk.input`. */
export type InputOptions = {
  id?: string | undefined
  name: string
  type?: string | undefined
  inputmode?: string | undefined
  value?: string | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelOptions
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  prefix?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
  } & TextOrHtml | undefined
  suffix?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
  } & TextOrHtml | undefined
  formGroup?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
    beforeInput?: TextOrHtml | undefined
    afterInput?: TextOrHtml | undefined
  } | undefined
  classes?: string | undefined
  autocomplete?: string | undefined
  pattern?: string | undefined
  spellcheck?: boolean | undefined
  autocapitalize?: string | undefined
  inputWrapper?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
  } | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.insetText`. */
export type InsetTextOptions = {
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & TextOrHtml

/** Options of `govuk.label`. */
export type LabelOptions = {
  for?: string | undefined
  isPageHeading?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & TextOrHtml

/** Options of `govuk.languageNavigation`. */
export type LanguageNavigationOptions = {
  items: readonly ({
    lang: string
    hrefLang?: string | undefined
    dir?: string | undefined
    href?: string | undefined
    current?: boolean | undefined
    languageDescriptionText?: string | undefined
    classes?: string | undefined
    attributes?: Attributes | undefined
  } & TextOrHtml)[]
  ariaLabel?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.notificationBanner`. */
export type NotificationBannerOptions = {
  titleText?: string | undefined
  titleHtml?: Html | undefined
  titleHeadingLevel?: string | undefined
  type?: string | undefined
  role?: string | undefined
  titleId?: string | undefined
  disableAutoFocus?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & TextOrHtml

/** Options of `govuk.pagination`. */
export type PaginationOptions = {
  items?: readonly {
    number?: string | undefined
    visuallyHiddenText?: string | undefined
    href?: string | undefined
    current?: boolean | undefined
    ellipsis?: boolean | undefined
    attributes?: Attributes | undefined
  }[] | undefined
  previous?: {
    text?: string | undefined
    html?: Html | undefined
    labelText?: string | undefined
    href: string
    attributes?: Attributes | undefined
  } | undefined
  next?: {
    text?: string | undefined
    html?: Html | undefined
    labelText?: string | undefined
    href: string
    attributes?: Attributes | undefined
  } | undefined
  landmarkLabel?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.panel`. */
export type PanelOptions = {
  headingLevel?: number | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  actions?: {
    items?: readonly {
      text: string
      type?: string | undefined
      href?: string | undefined
      classes?: string | undefined
      attributes?: Attributes | undefined
    }[] | undefined
    classes?: string | undefined
    attributes?: Attributes | undefined
  } | undefined
} & ({ titleText: string; titleHtml?: undefined } | { titleHtml: Html; titleText?: string | undefined }) & TextOrHtml

/** Options of `govuk.passwordInput`. */
export type PasswordInputOptions = {
  id?: string | undefined
  name: string
  value?: string | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelOptions
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
    beforeInput?: TextOrHtml | undefined
    afterInput?: TextOrHtml | undefined
  } | undefined
  classes?: string | undefined
  autocomplete?: string | undefined
  attributes?: Attributes | undefined
  showPasswordText?: string | undefined
  hidePasswordText?: string | undefined
  showPasswordAriaLabelText?: string | undefined
  hidePasswordAriaLabelText?: string | undefined
  passwordShownAnnouncementText?: string | undefined
  passwordHiddenAnnouncementText?: string | undefined
  button?: {
    classes?: string | undefined
  } | undefined
}

/** Options of `govuk.phaseBanner`. */
export type PhaseBannerOptions = {
  tag: TagOptions
  classes?: string | undefined
  attributes?: Attributes | undefined
} & TextOrHtml

/** Options of `govuk.radios`. */
export type RadiosOptions = {
  fieldset?: FieldsetOptions | undefined
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
    beforeInputs?: TextOrHtml | undefined
    afterInputs?: TextOrHtml | undefined
  } | undefined
  idPrefix?: string | undefined
  name: string
  items: readonly (({
    id?: string | undefined
    value?: string | undefined
    label?: LabelOptions | undefined
    hint?: HintOptions | undefined
    divider?: string | undefined
    checked?: boolean | undefined
    conditional?: {
      html: Html
    } | undefined
    disabled?: boolean | undefined
    attributes?: Attributes | undefined
  } & TextOrHtml) | { divider: string })[]
  value?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.select`. */
export type SelectOptions = {
  id?: string | undefined
  name: string
  items: readonly {
    value?: string | undefined
    text: string
    selected?: boolean | undefined
    disabled?: boolean | undefined
    attributes?: Attributes | undefined
  }[]
  value?: string | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelOptions
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
    beforeInput?: TextOrHtml | undefined
    afterInput?: TextOrHtml | undefined
  } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.serviceNavigation`. */
export type ServiceNavigationOptions = {
  classes?: string | undefined
  attributes?: Attributes | undefined
  ariaLabel?: string | undefined
  menuButtonText?: string | undefined
  menuButtonLabel?: string | undefined
  navigationLabel?: string | undefined
  navigationId?: string | undefined
  navigationClasses?: string | undefined
  collapseNavigationOnMobile?: boolean | undefined
  serviceName?: string | undefined
  serviceUrl?: string | undefined
  navigation: readonly ({
    current?: boolean | undefined
    active?: boolean | undefined
    href?: string | undefined
    attributes?: Attributes | undefined
  } & TextOrHtml)[]
  slots?: {
    start?: Html | undefined
    end?: {
      html?: Html | undefined
      align?: string | undefined
    } | undefined
    navigationStart?: Html | undefined
    navigationEnd?: Html | undefined
  } | undefined
}

/** Options of `govuk.skipLink`. */
export type SkipLinkOptions = {
  href?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & TextOrHtml

/** Options of `govuk.summaryList`. */
export type SummaryListOptions = {
  rows: readonly ({
    classes?: string | undefined
    key: {
      classes?: string | undefined
    } & TextOrHtml
    value?: {
      classes?: string | undefined
    } & TextOrHtml | undefined
    actions?: {
      items?: readonly ({
        href: string
        visuallyHiddenText?: string | undefined
        classes?: string | undefined
        attributes?: Attributes | undefined
      } & TextOrHtml)[] | undefined
      classes?: string | undefined
    } | undefined
  })[]
  card?: {
    title?: {
      text?: string | undefined
      html?: Html | undefined
      headingLevel?: number | undefined
      classes?: string | undefined
    } | undefined
    actions?: {
      items?: readonly ({
        href: string
        visuallyHiddenText?: string | undefined
        classes?: string | undefined
        attributes?: Attributes | undefined
      } & TextOrHtml)[] | undefined
      classes?: string | undefined
    } | undefined
    classes?: string | undefined
    attributes?: Attributes | undefined
  } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.table`. */
export type TableOptions = {
  rows: readonly (readonly ({
    format?: string | undefined
    classes?: string | undefined
    colspan?: number | undefined
    rowspan?: number | undefined
    attributes?: Attributes | undefined
  } & TextOrHtml)[])[]
  head?: readonly {
    text?: string | undefined
    html?: Html | undefined
    format?: string | undefined
    classes?: string | undefined
    colspan?: number | undefined
    rowspan?: number | undefined
    attributes?: Attributes | undefined
  }[] | undefined
  caption?: string | undefined
  captionClasses?: string | undefined
  firstCellIsHeader?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.tabs`. */
export type TabsOptions = {
  id?: string | undefined
  idPrefix?: string | undefined
  title?: string | undefined
  items: readonly ({
    id: string
    label: string
    attributes?: Attributes | undefined
    panel: {
      attributes?: Attributes | undefined
    } & TextOrHtml
  })[]
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.tag`. */
export type TagOptions = {
  classes?: string | undefined
  attributes?: Attributes | undefined
} & TextOrHtml

/** Options of `govuk.taskList`. */
export type TaskListOptions = {
  items: readonly ({
    title: {
      classes?: string | undefined
    } & TextOrHtml
    hint?: TextOrHtml | undefined
    status: {
      tag?: TagOptions | undefined
      text?: string | undefined
      html?: Html | undefined
      classes?: string | undefined
    }
    href?: string | undefined
    classes?: string | undefined
  })[]
  classes?: string | undefined
  attributes?: Attributes | undefined
  idPrefix?: string | undefined
}

/** Options of `govuk.textarea`. */
export type TextareaOptions = {
  id?: string | undefined
  name: string
  spellcheck?: boolean | undefined
  rows?: string | undefined
  value?: string | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelOptions
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: {
    classes?: string | undefined
    attributes?: Attributes | undefined
    beforeInput?: TextOrHtml | undefined
    afterInput?: TextOrHtml | undefined
  } | undefined
  classes?: string | undefined
  autocomplete?: string | undefined
  attributes?: Attributes | undefined
}

/** Options of `govuk.warningText`. */
export type WarningTextOptions = {
  iconFallbackText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & TextOrHtml

/** Each macro of GOV.UK Frontend, and what it takes. */
export type GovukMacros = {
  accordion: AccordionOptions
  backLink: BackLinkOptions
  breadcrumbs: BreadcrumbsOptions
  button: ButtonOptions
  characterCount: CharacterCountOptions
  checkboxes: CheckboxesOptions
  cookieBanner: CookieBannerOptions
  dateInput: DateInputOptions
  details: DetailsOptions
  errorMessage: ErrorMessageOptions
  errorSummary: ErrorSummaryOptions
  exitThisPage: ExitThisPageOptions
  feedback: FeedbackOptions
  fieldset: FieldsetOptions
  fileUpload: FileUploadOptions
  footer: FooterOptions
  genericHeader: GenericHeaderOptions
  header: HeaderOptions
  hint: HintOptions
  input: InputOptions
  insetText: InsetTextOptions
  label: LabelOptions
  languageNavigation: LanguageNavigationOptions
  notificationBanner: NotificationBannerOptions
  pagination: PaginationOptions
  panel: PanelOptions
  passwordInput: PasswordInputOptions
  phaseBanner: PhaseBannerOptions
  radios: RadiosOptions
  select: SelectOptions
  serviceNavigation: ServiceNavigationOptions
  skipLink: SkipLinkOptions
  summaryList: SummaryListOptions
  table: TableOptions
  tabs: TabsOptions
  tag: TagOptions
  taskList: TaskListOptions
  textarea: TextareaOptions
  warningText: WarningTextOptions
}

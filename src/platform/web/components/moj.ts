import type { Html } from '../html.ts'
import type { Attributes, ButtonOptions, InputOptions, TextOrHtml } from './govuk-options.ts'
import { callMacro } from './macros.ts'

type Styled = { classes?: string; attributes?: Attributes }
type Link = { text: string; href: string }
type NavigationLink = { text: string; href: string; active?: boolean; attributes?: Attributes }

export type TimelineOptions = Styled & {
  headingLevel?: number
  items: readonly (Styled & {
    label: TextOrHtml
    byline?: TextOrHtml
    /** ISO 8601, shown as the time in London. */
    datetime: { timestamp: string; type: 'datetime' }
  } & TextOrHtml)[]
}
export type ButtonMenuOptions = Styled & {
  button: { text: string; classes?: string }
  alignMenu?: 'left' | 'right'
  items: readonly ButtonOptions[]
}
export type IdentityBarOptions = Styled & { title: TextOrHtml; menus?: readonly ButtonMenuOptions[] }
export type BadgeOptions = Styled & TextOrHtml
export type FilterOptions = {
  heading: TextOrHtml
  optionsHtml: Html
  submit?: { text?: string; attributes?: Attributes }
  selectedFilters?: {
    heading: TextOrHtml
    clearLink: Link
    categories: readonly { heading: TextOrHtml; items: readonly Link[] }[]
  }
  attributes?: Attributes
}
export type AlertOptions = Styled & {
  variant: 'information' | 'success' | 'warning' | 'error'
  title: string
  showTitleAsHeading?: boolean
  headingTag?: 'h2' | 'h3' | 'h4'
  dismissible?: boolean
} & TextOrHtml
export type TicketPanelOptions = Styled & { items: readonly (Styled & TextOrHtml)[] }
export type SubNavigationOptions = Styled & { label: string; items: readonly NavigationLink[] }
export type SideNavigationOptions = Styled & {
  label: string
  items?: readonly NavigationLink[]
  sections?: readonly { heading: TextOrHtml & { headingLevel?: number }; items: readonly NavigationLink[] }[]
}
export type PageHeaderActionsOptions = Styled & {
  heading: TextOrHtml & { level?: number; classes?: string }
  items?: readonly ButtonOptions[]
}
export type DatePickerOptions = Pick<
  InputOptions,
  'id' | 'name' | 'value' | 'label' | 'hint' | 'errorMessage'
> & {
  /** Day/month/year, as the picker writes it. */
  minDate?: string
  maxDate?: string
}
type InterruptionAction = { text: string; href: string; style?: 'button' | 'link' }
export type InterruptionCardOptions = {
  heading: string
  body: Html
  primaryAction: InterruptionAction
  secondaryAction?: InterruptionAction
}

/** The Ministry of Justice's components, drawn by its own templates. It publishes no list of options: these are by hand. */
export const moj = {
  alert: (options: AlertOptions) => drawn('alert', 'mojAlert', options),
  badge: (options: BadgeOptions) => drawn('badge', 'mojBadge', options),
  buttonMenu: (options: ButtonMenuOptions) => drawn('button-menu', 'mojButtonMenu', options),
  datePicker: (options: DatePickerOptions) => drawn('date-picker', 'mojDatePicker', options),
  filter: (options: FilterOptions) => drawn('filter', 'mojFilter', options),
  identityBar: (options: IdentityBarOptions) => drawn('identity-bar', 'mojIdentityBar', options),
  interruptionCard: ({ body, ...options }: InterruptionCardOptions) =>
    drawn('interruption-card', 'interruptionCard', options, body),
  pageHeaderActions: (options: PageHeaderActionsOptions) =>
    drawn('page-header-actions', 'mojPageHeaderActions', options),
  sideNavigation: (options: SideNavigationOptions) => drawn('side-navigation', 'mojSideNavigation', options),
  subNavigation: (options: SubNavigationOptions) => drawn('sub-navigation', 'mojSubNavigation', options),
  ticketPanel: (options: TicketPanelOptions) => drawn('ticket-panel', 'mojTicketPanel', options),
  timeline: (options: TimelineOptions) => drawn('timeline', 'mojTimeline', options),
}

function drawn(component: string, macro: string, options: object, caller?: Html): Html {
  return callMacro(`moj/components/${component}/macro.njk`, macro, options, caller)
}

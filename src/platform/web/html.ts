/** What a template may hold. `true` is left out on purpose: it is nearly always a condition written the wrong way round. */
export type HtmlValue = string | number | Html | false | null | undefined | readonly HtmlValue[]

let make: (markup: string) => Html

/** Markup that is safe to send. Only `html` and `trusted` make it, so a plain string can never pass for it. */
export class Html {
  readonly #markup: string

  private constructor(markup: string) {
    this.#markup = markup
  }

  static {
    make = (markup) => new Html(markup)
  }

  toString(): string {
    return this.#markup
  }
}

/** Of each template that was checked, which of its values are addresses: a page draws the same few again and again. */
const checkedTemplates = new WeakMap<TemplateStringsArray, readonly boolean[]>()

/**
 * Markup with every value escaped. Lists join; `undefined`, `null` and `false` print nothing. Refuses a template with
 * an attribute outside quotes, an inline script, style or handler: the first is unsafe, the others our policy blocks.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const areAddresses = checkedTemplates.get(strings) ?? checkTemplate(strings)
  let markup = strings[0] ?? ''
  for (let index = 0; index < values.length; index++) {
    markup += print(areAddresses[index] ? safeAddress(values[index]) : values[index])
    markup += strings[index + 1] ?? ''
  }
  return make(markup)
}

/** Markup that was escaped elsewhere, by GOV.UK's templates for one. Only `components/` and `charts/` may call it. */
export function trusted(markup: string): Html {
  return make(markup)
}

/** Text as it may stand between tags or inside a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

const addressAttribute = /\s(?:href|src|action|formaction)="$/
const schemeWeOpen = /^(?:https?|mailto|tel):/i
const anyScheme = /^[^/?#]*:/

/** An address that a link may open: a path of ours, or http, https, mailto, tel. Anything else becomes `#`. */
export function safeHref(address: string): string {
  if (address.startsWith('/')) return address
  const shown = withoutHiddenCharacters(address)
  return anyScheme.test(shown) && !schemeWeOpen.test(shown) ? '#' : address
}

/** Browsers ignore spaces and control characters while they look for a scheme, so we do too. */
function withoutHiddenCharacters(address: string): string {
  return [...address].filter((character) => character > ' ' && character !== '\u007f').join('')
}

function safeAddress(value: HtmlValue): HtmlValue {
  return typeof value === 'string' ? safeHref(value) : value
}

function print(value: HtmlValue): string {
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  if (value instanceof Html) return value.toString()
  if (Array.isArray(value)) return value.map(print).join('')
  if (value === undefined || value === null || value === false) return ''
  throw new TypeError(
    'A template was given something that it cannot print: text, numbers, Html and lists only.',
  )
}

const refusedInTemplates: readonly (readonly [RegExp, string])[] = [
  [/<style[\s>]|\sstyle\s*=/i, 'inline style'],
  [/<script(?![^>]*\ssrc=)/i, 'inline script'],
  [/<[^>]*\son[a-z]+\s*=/i, 'inline handler'],
]

function checkTemplate(strings: TemplateStringsArray): readonly boolean[] {
  const source = strings.join('\u0000')
  for (const [pattern, what] of refusedInTemplates) {
    if (pattern.test(source))
      throw new SyntaxError(`A template holds an ${what}, which our content policy blocks.`)
  }
  if (strings.slice(0, -1).some((before) => /=\s*$/.test(before) && insideTag(before))) {
    throw new SyntaxError('A template fills an attribute outside quotes. Put the value in double quotes.')
  }
  const areAddresses = strings.map((before) => addressAttribute.test(before))
  checkedTemplates.set(strings, areAddresses)
  return areAddresses
}

function insideTag(before: string): boolean {
  return before.lastIndexOf('<') > before.lastIndexOf('>') || /\s[a-z-]+=$/i.test(before)
}

// A form as it stands on a page: what a browser would send, and what is shown beside each field.

/** One field of a form. Lines are typed into a `longBox`, one line into a `box`; a choice can only be taken or left. */
export type DrawnField = { name: string; kind: 'box' | 'longBox' | 'choice' | 'hidden'; value: string }

const kinds: Readonly<Record<string, DrawnField['kind']>> = {
  textarea: 'longBox',
  hidden: 'hidden',
  radio: 'choice',
  checkbox: 'choice',
  select: 'choice',
  button: 'choice',
  submit: 'choice',
}

/** The fields of the page's forms, in their order. The token against forgery is left out: the sender adds it. */
export function fieldsOf(page: string): DrawnField[] {
  const found: DrawnField[] = []
  for (const [, tag = '', attributes = '', rest = ''] of page.matchAll(
    /<(input|textarea|select|button)\b([^>]*)>([^<]*)/g,
  )) {
    const name = attribute(attributes, 'name')
    if (name === undefined || name === 'csrf') continue
    const type = tag === 'input' ? (attribute(attributes, 'type') ?? 'text') : tag
    if (type === 'file' || type === 'password') continue
    const value = tag === 'textarea' ? decoded(rest) : (attribute(attributes, 'value') ?? '')
    found.push({ name, kind: kinds[type] ?? 'box', value })
  }
  return found
}

/** What a browser sends when nobody changes anything: all that is typed, hidden, ticked or chosen, and the token. */
export function asOpened(page: string): Record<string, string> {
  const fields = fieldsOf(page).filter(({ kind }) => kind !== 'choice')
  const ticked = [...page.matchAll(/<input\b[^>]*type="(?:radio|checkbox)"[^>]*\schecked[^>]*>/g)].map(
    ([tag]) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? ''] as const,
  )
  return Object.fromEntries([...fields.map(({ name, value }) => [name, value] as const), ...ticked])
}

/** How many sentences the page begins with that say what is wrong, and which of the fields they lead to. */
export function errorsOf(page: string): { sentences: number; fields: string[] } {
  const summary = /class="govuk-error-summary[\s\S]*?<\/ul>/.exec(page)?.[0] ?? ''
  const fields = [...summary.matchAll(/href="#([^"]*)"/g)].map(([, name = '']) => decoded(name))
  return { sentences: [...summary.matchAll(/<li>/g)].length, fields }
}

/** Whether the page shows a sentence beside the field, at the place that its summary leads to. */
export function hasErrorBeside(page: string, field: string): boolean {
  return page.includes(`id="${field}"`) && new RegExp(`id="${field}(-date)?-error"`).test(page)
}

/** The reply code that a page shows to whoever has told the school something. */
export function replyCodeIn(page: string): string | null {
  return />\s*([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})\s*</.exec(page)?.[1] ?? null
}

/** Markup that only a page of ours may hold: whoever finds it where somebody typed it has found a hole. */
export function unescaped(page: string): string[] {
  return ['<script>alert', '<img src=x', '" onfocus=', '</textarea><b>'].filter((hole) => page.includes(hole))
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]
  return value === undefined ? undefined : decoded(value)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(markup: string): string {
  return markup.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, word) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    return decimal ? String.fromCodePoint(Number(decimal)) : (entities[word] ?? whole)
  })
}

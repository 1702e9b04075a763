// What a page is made of, as far as axe can tell one page from another. A page whose parts were all on pages before it is
// not looked at again: the slip that most pages could make alone, a field without a name say, makes a part of its own.

const element = /<([a-z][a-z0-9-]*)\b([^>]*)>/g
const attribute = /\b(class|type|role|scope|autocomplete|inputmode)="([^"]*)"/g
const fields = new Set(['input', 'select', 'textarea'])
const needNoLabel = /\btype="(hidden|submit|button)"|\baria-label(ledby)?="/
const references = /\b(?:for|aria-describedby|aria-labelledby|aria-controls)="([^"]*)"/g

/** The elements of a page, each with its class, type and role, and with what is wrong about it. */
export function partsOf(markup: string): string[] {
  const labelled = new Set([...markup.matchAll(/<label\b[^>]*\bfor="([^"]*)"/g)].map(([, id]) => id))
  const ids = idsIn(markup)
  const parts = [...markup.matchAll(element)].map(([, name = '', rest = '']) => {
    const marks = [...rest.matchAll(attribute)].map(([, key, value]) => `${key}=${value}`).sort()
    return [name, ...marks, ...slips(name, rest, labelled)].join(' ')
  })
  return [...parts, ...twice(ids), ...leadingNowhere(markup, new Set(ids)), ...emptyOnes(markup)]
}

/** Whether the page has a part that is not among those known. They are known from now on. */
export function addsParts(known: Set<string>, markup: string): boolean {
  const before = known.size
  for (const part of partsOf(markup)) known.add(part)
  return known.size > before
}

function slips(name: string, rest: string, labelled: ReadonlySet<string | undefined>): string[] {
  if (name === 'img' && !/\balt="/.test(rest)) return ['without words']
  if (!fields.has(name) || needNoLabel.test(rest)) return []
  return labelled.has(/\bid="([^"]*)"/.exec(rest)?.[1]) ? [] : ['without a label']
}

const twice = (ids: readonly string[]): string[] =>
  ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} twice`)

/** Ids that two elements of a page have: the label of the second would lead to the first, and axe says nothing of it. */
export function idsTwice(markup: string): string[] {
  return twice(idsIn(markup))
}

const idsIn = (markup: string): string[] => [...markup.matchAll(/\bid="([^"]*)"/g)].map(([, id = '']) => id)

const leadingNowhere = (markup: string, ids: ReadonlySet<string>): string[] =>
  [...markup.matchAll(references)]
    .flatMap(([, to = '']) => to.split(' '))
    .filter((to) => to !== '' && !ids.has(to))
    .map((to) => `${to} is nowhere`)

const emptyOnes = (markup: string): string[] =>
  [...markup.matchAll(/<(a|button)\b(?![^>]*aria-label)[^>]*>\s*<\/\1>/g)].map(([, name]) => `empty ${name}`)

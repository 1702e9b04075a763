// Writes `govuk-options.ts` from the options that GOV.UK Frontend documents for its macros (macro-options.json).
// Run it after each new version of GOV.UK Frontend: `node src/platform/web/components/generate-govuk-options.ts`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

type MacroOption = {
  name: string
  type: 'string' | 'boolean' | 'integer' | 'object' | 'array' | 'nunjucks-block'
  required: boolean
  description: string
  params?: MacroOption[]
  isComponent?: boolean
  /** The version that deprecated it: such options are left out. */
  deprecated?: string
}

const componentsFolder = fileURLToPath(
  new URL('dist/govuk/components/', import.meta.resolve('govuk-frontend/package.json')),
)

/** What the documentation says in words only. */
const saidInWordsOnly: Readonly<Record<string, string>> = {
  'table.rows': 'readonly (readonly $[])[]',
  'checkboxes.values': 'readonly string[]',
  'dateInput.day': "DateInputOptions['items'] extends readonly (infer Item)[] | undefined ? Item : never",
  'dateInput.month': "DateInputOptions['items'] extends readonly (infer Item)[] | undefined ? Item : never",
  'dateInput.year': "DateInputOptions['items'] extends readonly (infer Item)[] | undefined ? Item : never",
  'fileUpload.wrapperAttributes': 'Attributes',
  'fileUpload.multipleFilesChosenText': 'Plurals',
}
const markupOption = /^html$|Html$/
const slots = new Set([
  'serviceNavigation.slots.start',
  'serviceNavigation.slots.navigationStart',
  'serviceNavigation.slots.navigationEnd',
])

/** The whole text of `govuk-options.ts`. */
export function generateGovukOptions(): string {
  const components = readdirSync(componentsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  const bodies = components.map((component) => {
    const options: MacroOption[] = JSON.parse(
      readFileSync(join(componentsFolder, component, 'macro-options.json'), 'utf8'),
    )
    const name = camel(component)
    return `/** Options of \`govuk.${name}\`. */\nexport type ${pascal(component)}Options = ${shape(options, name, '')}\n`
  })
  const macros = components.map((component) => `  ${camel(component)}: ${pascal(component)}Options`)
  return [
    '// Written by generate-govuk-options.ts from govuk-frontend; change that, not this.',
    "import type { Html } from '../html.ts'",
    '',
    'export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>',
    'export type TextOrHtml = { text: string; html?: undefined } | { html: Html; text?: string | undefined }',
    'export type Plurals = Readonly<Record<string, string>>',
    '',
    ...bodies,
    '/** Each macro of GOV.UK Frontend, and what it takes. */',
    `export type GovukMacros = {\n${macros.join('\n')}\n}`,
    '',
  ].join('\n')
}

/** An object type. Where text or markup will do, it must be given exactly one of them. */
function shape(options: readonly MacroOption[], path: string, indent: string): string {
  const written = merged(options.filter((option) => option.type !== 'nunjucks-block' && !option.deprecated))
  const inner = `${indent}  `
  const pairs = written.filter(
    (option) => markupOption.test(option.name) && textFor(option, written)?.required,
  )
  const paired = new Set(pairs.flatMap((option) => [option.name, textFor(option, written)?.name ?? '']))
  const lines = written
    .filter((option) => !paired.has(option.name))
    .map((option) => `${inner}${property(option, path, inner)}`)
  const own = lines.length > 0 ? [`{\n${lines.join('\n')}\n${indent}}`] : []
  const eithers = pairs.map((option) => eitherOf(textFor(option, written)?.name ?? '', option.name))
  const whole = [...own, ...eithers].join(' & ')
  const divider = written.some((option) => option.name === 'divider')
  return divider ? `(${whole}) | { divider: string }` : whole
}

function eitherOf(text: string, markup: string): string {
  if (text === 'text' && markup === 'html') return 'TextOrHtml'
  return `({ ${text}: string; ${markup}?: undefined } | { ${markup}: Html; ${text}?: string | undefined })`
}

function textFor(markup: MacroOption, options: readonly MacroOption[]): MacroOption | undefined {
  const name = markup.name === 'html' ? 'text' : markup.name.replace(/Html$/, 'Text')
  return options.find((option) => option.name === name && markup.required)
}

function property(option: MacroOption, path: string, indent: string): string {
  const optional = !option.required || option.name === 'value'
  return `${option.name}${optional ? '?' : ''}: ${typeOf(option, `${path}.${option.name}`, indent)}${optional ? ' | undefined' : ''}`
}

function typeOf(option: MacroOption, path: string, indent: string): string {
  const inWords = saidInWordsOnly[path]
  if (inWords) return inWords.replace('$', () => parenthesised(shape(option.params ?? [], path, indent)))
  if (option.name === 'attributes') return 'Attributes'
  if (option.isComponent) return `${pascal(option.name)}Options`
  if (slots.has(path) || markupOption.test(option.name)) return 'Html'
  if (option.type === 'array') return `readonly ${parenthesised(shape(option.params ?? [], path, indent))}[]`
  if (option.type === 'object') return option.params ? shape(option.params, path, indent) : 'Plurals'
  return option.type === 'integer' ? 'number' : option.type
}

function parenthesised(type: string): string {
  return /^\w+$|\}$/.test(type) && !type.includes(' & ') && !type.includes(' | { divider')
    ? type
    : `(${type})`
}

/** An option that is documented twice, once for each type it takes, keeps the richer one. */
function merged(options: readonly MacroOption[]): MacroOption[] {
  const byName = new Map<string, MacroOption>()
  for (const option of options) {
    const known = byName.get(option.name)
    if (!known?.params) byName.set(option.name, option)
  }
  return [...byName.values()]
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + camel(name.slice(1))
}

if (import.meta.main) {
  writeFileSync(new URL('./govuk-options.ts', import.meta.url), generateGovukOptions())
}

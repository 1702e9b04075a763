import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import { formatInstant } from '#/kernel/london-time.ts'
import { Html, safeHref, trusted } from '../html.ts'

// GOV.UK and MOJ publish their components as Nunjucks macros. This file loads each macro once and calls it as a
// function; govuk.ts and moj.ts give the functions their types.

type Macro = (...parameters: readonly unknown[]) => { toString(): string }
type MacroTemplate = { getExported(done: (error: Error | null, macros: Record<string, Macro>) => void): void }

function folderOf(module: string, folder: string): string {
  return fileURLToPath(new URL(folder, import.meta.resolve(`${module}/package.json`)))
}

const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([
    folderOf('govuk-frontend', 'dist'),
    folderOf('@ministryofjustice/frontend', '.'),
  ]),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
)

environment.addFilter('mojDate', (timestamp: string) => formatInstant(new Date(timestamp)))

const loaded = new Map<string, Macro>()

/** Draws one macro of one template. Options that hold markup must be `Html`; a plain string there is refused. */
export function callMacro(template: string, macro: string, options: object, caller?: Html): Html {
  const draw = loaded.get(template) ?? load(template, macro)
  const around = caller ? [{ __keywords: true, caller: () => asMarkup(caller) }] : []
  return trusted(
    draw(unwrapped(options, template), ...around)
      .toString()
      .trim(),
  )
}

function load(template: string, macro: string): Macro {
  let found: Macro | undefined
  // The types of Nunjucks leave out `getExported`, which its own `import` tag uses.
  const file = environment.getTemplate(template, true) as unknown as MacroTemplate
  file.getExported((error, macros) => {
    if (error) throw error
    found = macros[macro]
  })
  if (!found) throw new Error(`${template} has no macro named ${macro}.`)
  loaded.set(template, found)
  return found
}

function asMarkup(markup: Html): unknown {
  return new nunjucks.runtime.SafeString(markup.toString())
}

const markupOption = /^html$|Html$|^(?:start|navigationStart|navigationEnd)$/
const addressOption = /^(?:href|redirectUrl|action)$/

/** The options as Nunjucks takes them: markup as strings, addresses checked, undefined left out. */
function unwrapped(options: object, path: string): unknown {
  if (Array.isArray(options)) return options.map((item: unknown) => unwrappedValue(item, path, ''))
  const plain: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) plain[name] = unwrappedValue(value, `${path} ${name}`, name)
  }
  return plain
}

function unwrappedValue(value: unknown, path: string, name: string): unknown {
  if (value instanceof Html) return value.toString()
  if (typeof value === 'object' && value !== null) return unwrapped(value, path)
  if (typeof value !== 'string') return value
  if (markupOption.test(name) && value !== '') {
    throw new TypeError(`${path} takes markup made with html\`…\`, and was given a plain string.`)
  }
  return addressOption.test(name) ? safeHref(value) : value
}

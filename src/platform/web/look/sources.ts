import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file that browsers get as it lies on disk. */
export type Source = { name: string; file: string; contentType: string }

const here = fileURLToPath(new URL('.', import.meta.url))

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Where packages keep what we serve, and the name it gets. */
const fromPackages: readonly (readonly [module: string, path: string, name: string])[] = [
  ['govuk-frontend', 'dist/govuk/govuk-frontend.min.js', 'govuk-frontend.js'],
  ['@ministryofjustice/frontend', 'moj/moj-frontend.min.js', 'moj-frontend.js'],
  ['@ministryofjustice/frontend', 'moj/assets/images/icon-tag-remove-cross.svg', 'icon-tag-remove-cross.svg'],
  [
    '@ministryofjustice/frontend',
    'moj/assets/images/icon-tag-remove-cross-white.svg',
    'icon-tag-remove-cross-white.svg',
  ],
  [
    '@ministryofjustice/frontend',
    'moj/assets/images/icon-toggle-plus-minus.svg',
    'icon-toggle-plus-minus.svg',
  ],
  [
    '@ministryofjustice/frontend',
    'moj/assets/images/icon-close-cross-black.svg',
    'icon-close-cross-black.svg',
  ],
  ['@ministryofjustice/frontend', 'moj/assets/images/icon-document.svg', 'icon-document.svg'],
  ...(['400', '700'] as const).flatMap((weight) =>
    ['latin', 'latin-ext'].map(
      (script) =>
        [
          '@fontsource/atkinson-hyperlegible',
          `files/atkinson-hyperlegible-${script}-${weight}-normal.woff2`,
          `atkinson-${script}-${weight}.woff2`,
        ] as const,
    ),
  ),
]

/** Everything that is served as it is: our scripts and pictures, the packages' scripts, the typeface. */
export const sources: readonly Source[] = [
  ...fromPackages.map(([module, path, name]) => source(join(packageFolder(module), path), name)),
  source(
    fileURLToPath(new URL('../dist/bundle/index.umd.min.js', import.meta.resolve('@simplewebauthn/browser'))),
    'simplewebauthn-browser.js',
  ),
  ...ours('client', '.js'),
  ...ours('images', '.svg'),
]

/** The style sheets that `compile.ts` makes into one, by absolute path. */
export const sassFiles: readonly string[] = ours('sass', '.scss').map(({ file }) => file)

/** Changes whenever anything that a browser gets may have changed. */
export const lookHash: string = hashOf([
  ...sources.map(({ file }) => readFileSync(file)),
  ...sassFiles.map((file) => readFileSync(file)),
  ...['govuk-frontend', '@ministryofjustice/frontend', '@fontsource/atkinson-hyperlegible'].map((module) =>
    readFileSync(join(packageFolder(module), 'package.json')),
  ),
])

/** The folder that all of it is served from. New content, new folder: browsers may keep each file for ever. */
export const assetsPath: `/${string}` = `/assets/${lookHash}`

/** The first 16 hexadecimal digits of the SHA-256 of all parts together. */
export function hashOf(parts: readonly (Buffer | string)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('hex').slice(0, 16)
}

function packageFolder(module: string): string {
  return fileURLToPath(new URL('.', import.meta.resolve(`${module}/package.json`)))
}

function ours(folder: string, extension: string): Source[] {
  return readdirSync(join(here, folder))
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => source(join(here, folder, name), name))
}

function source(file: string, name: string): Source {
  return {
    name: basename(name),
    file,
    contentType: contentTypes[extname(name)] ?? 'application/octet-stream',
  }
}

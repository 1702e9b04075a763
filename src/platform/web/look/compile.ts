import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assetsPath, hashOf, lookHash, sources } from './sources.ts'

/** A file for browsers: serve `body` at `path`, to be kept for ever (the path changes with the content). */
export type Asset = { path: string; contentType: string; body: Buffer; hash: string }

/**
 * Everything that pages ask for. The style sheet is compiled when it is not yet in `cacheFolder`, which takes a few
 * seconds the first time and none after that.
 */
export async function compileLook(cacheFolder: string): Promise<readonly Asset[]> {
  const [css, files] = await Promise.all([
    styleSheet(cacheFolder),
    Promise.all(
      sources.map(async ({ name, file, contentType }) => asset(name, contentType, await readFile(file))),
    ),
  ])
  return [asset('schoolkeeper.css', 'text/css; charset=utf-8', css), ...files]
}

function asset(name: string, contentType: string, body: Buffer): Asset {
  return { path: `${assetsPath}/${name}`, contentType, body, hash: hashOf([body]) }
}

async function styleSheet(cacheFolder: string): Promise<Buffer> {
  const kept = join(cacheFolder, `schoolkeeper-${lookHash}.css`)
  const known = await readFile(kept).catch(ifMissing)
  if (known) return known
  const css = Buffer.from(await compileSass())
  await mkdir(cacheFolder, { recursive: true })
  // Two processes may compile at once: each writes a file of its own and renames it whole.
  await writeFile(`${kept}.${process.pid}`, css)
  await rename(`${kept}.${process.pid}`, kept)
  return css
}

async function compileSass(): Promise<string> {
  const sass = await import('sass')
  const packages = fileURLToPath(new URL('../..', import.meta.resolve('govuk-frontend/package.json')))
  const { css } = await sass.compileAsync(fileURLToPath(new URL('sass/main.scss', import.meta.url)), {
    // MOJ's sheets name GOV.UK's as "node_modules/govuk-frontend", from the folder above.
    loadPaths: [packages, join(packages, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
    silenceDeprecations: ['import', 'if-function'],
    logger: sass.Logger.silent,
  })
  return css
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

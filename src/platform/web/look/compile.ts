import { execFile } from 'node:child_process'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { assetsPath, hashOf, lookHash, sources } from './sources.ts'

const run = promisify(execFile)
const sheetMaxBytes = 8 * 1024 * 1024

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
  const css = await compileSass()
  await mkdir(cacheFolder, { recursive: true })
  // Two processes may compile at once: each writes a file of its own and renames it whole.
  await writeFile(`${kept}.${process.pid}`, css)
  await rename(`${kept}.${process.pid}`, kept)
  return css
}

/** In a process of its own: the compiler would keep 60 MB of the server's memory for ever. */
async function compileSass(): Promise<Buffer> {
  const program = fileURLToPath(new URL('compile-sass.ts', import.meta.url))
  const { stdout } = await run(process.execPath, [...process.execArgv, program], {
    encoding: 'buffer',
    maxBuffer: sheetMaxBytes,
  })
  return stdout
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

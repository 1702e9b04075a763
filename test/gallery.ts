// Writes pages with all that we draw, for looking at: node test/gallery.ts FOLDER, then serve that folder.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileLook } from '#/platform/web/look/compile.ts'
import { galleryPages } from './gallery-pages.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say where to write the pages: node test/gallery.ts FOLDER')

for (const { path, body } of await compileLook(join(folder, 'cache'))) write(path, body)
for (const [name, page] of Object.entries(galleryPages)) write(`${name}.html`, String(page))

function write(path: string, content: Buffer | string): void {
  const file = join(folder ?? '.', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

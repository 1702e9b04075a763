import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { readCsv } from '#/platform/csv/read-csv.ts'
import { readFile } from '#/platform/files/files.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { mapColumns } from './begin-import.ts'
import { allMeanings, guessMapping, mappingSchema } from './mapping.ts'
import { columnsPage } from './pages-columns.ts'
import { filesOf, findImport, findSource } from './store.ts'

const answers = z.object({
  everybodyIs: mappingSchema.shape.everybodyIs,
  ...Object.fromEntries(allMeanings.map((meaning) => [meaning, z.string().max(200).default('')])),
}) as unknown as z.ZodType<Record<string, string>>

export const columnsRoutes: readonly Route[] = formRoutes({
  path: '/rosters/imports/:import/columns',
  may: 'rosters.import',
  does: 'says what the columns of a CSV file mean',
  schema: answers,
  start: async (request) => {
    const { header, mapping } = await firstLines(request)
    const { everybodyIs, columns } = mapping ?? guessMapping(header)
    return { everybodyIs, ...columns }
  },
  draw: async (request, state) => {
    const { header, rows } = await firstLines(request)
    const shown = { importId: idIn(request, 'import'), header, rows }
    return page({
      title: 'What do the columns mean?',
      section: '/rosters',
      body: columnsPage(request, shown, state),
      errors: state.errors,
    })
  },
  save: async ({ context, actor, params, at }, { everybodyIs, ...columns }) => {
    const chosen = Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== ''))
    await mapColumns(
      context,
      actor,
      idIn({ params }, 'import'),
      mappingSchema.parse({ everybodyIs, columns: chosen }),
    )
    return redirect(at(`/rosters/imports/${params.import}`))
  },
})

/** The header of the import's file and the first three people in it: shown to whoever says what the columns mean. */
async function firstLines(request: WebRequest) {
  const { context, actor, params } = request
  const key = { schoolId: actor.schoolId, importId: idIn({ params }, 'import') }
  const { file, mapping } = await reading(context, actor, async (tx) => {
    const found = await findImport(tx, key.schoolId, key.importId)
    const { mapping } = await findSource(tx, key.schoolId, found.sourceId)
    return { file: (await filesOf(tx, key))[0], mapping }
  })
  if (!file) throw new Refused('Add a file first.')
  const about = { kind: 'rosterImport', id: key.importId }
  const { bytes } = await readFile(context, context.vault, actor, {
    fileId: file.fileId,
    about,
    copy: 'original',
  })
  const rows: (readonly string[])[] = []
  for await (const { cells } of readCsv(bytes)) {
    rows.push(cells.map((cell) => cell.slice(0, 60)))
    if (rows.length > 3) break
  }
  const [header = [], ...people] = rows
  return { header: header.filter((name) => name.trim() !== ''), rows: people, mapping }
}

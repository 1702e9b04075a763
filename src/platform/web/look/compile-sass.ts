// A program of its own: prints the style sheet.

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileAsync, Logger } from 'sass'

const packages = fileURLToPath(new URL('../..', import.meta.resolve('govuk-frontend/package.json')))
const { css } = await compileAsync(fileURLToPath(new URL('sass/main.scss', import.meta.url)), {
  // MOJ's sheets name GOV.UK's as "node_modules/govuk-frontend", from the folder above.
  loadPaths: [packages, join(packages, 'node_modules')],
  style: 'compressed',
  quietDeps: true,
  silenceDeprecations: ['import', 'if-function'],
  logger: Logger.silent,
})
process.stdout.write(css)

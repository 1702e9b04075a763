// Promises about speed, one file each: `npm run bench -- NAME [--json] [--quick]`.

import type { Figure } from './figure.ts'
import { printFigures } from './figure.ts'

type Bench = { run: (options: { quick: boolean }) => Promise<readonly Figure[]> }

const benches: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  web: () => import('./web.ts'),
  coverage: () => import('./coverage.ts'),
  import: () => import('./import.ts'),
  activity: () => import('./activity.ts'),
  'filter-decide': () => import('./filter-decide.ts'),
  'filter-compile': () => import('./filter-compile.ts'),
  'squid-helper': () => import('./squid-helper.ts'),
  proxy: () => import('./proxy.ts'),
  dns: () => import('./dns.ts'),
  'dns-reload': () => import('./dns-reload.ts'),
  'dns-fuzz': () => import('./dns-fuzz.ts'),
}

const [name = '', ...flags] = process.argv.slice(2)
const load = benches[name]
if (!load) {
  process.stdout.write(`npm run bench -- NAME [--json] [--quick]\n\n  ${Object.keys(benches).join('\n  ')}\n`)
  process.exitCode = 2
} else {
  const { bench } = await load()
  const figures = await bench.run({ quick: flags.includes('--quick') })
  process.stdout.write(printFigures(figures, flags.includes('--json')))
  process.exitCode = figures.some(({ holds }) => holds === false) ? 1 : 0
}

// squidGuard with its list compiled to its own database, as its manual says.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where it is installed, if it is. */
export const squidGuard = ['/usr/bin/squidGuard', '/usr/sbin/squidGuard'].find((path) => existsSync(path))

/** Settings in `folder` by which it blocks the names of `list`, one a line. Returns their file. */
export function setUpGuard(program: string, folder: string, list: string): string {
  mkdirSync(join(folder, 'db', 'games'), { recursive: true })
  mkdirSync(join(folder, 'log'))
  writeFileSync(join(folder, 'db', 'games', 'domains'), list)
  const config = join(folder, 'squidGuard.conf')
  writeFileSync(
    config,
    `dbhome ${folder}/db\nlogdir ${folder}/log\ndest games {\n  domainlist games/domains\n}\n` +
      'acl {\n  default {\n    pass !games all\n    redirect http://127.0.0.1/b?u=%u\n  }\n}\n',
  )
  execFileSync(program, ['-c', config, '-C', 'all'], { stdio: 'ignore' })
  return config
}

import type { Route } from '#/platform/web/route.ts'
import { addressRoutes } from './routes-address.ts'
import { belongingRoutes } from './routes-belonging.ts'
import { besidesRoutes } from './routes-besides.ts'
import { listRoutes } from './routes-list.ts'
import { personRoutes } from './routes-person.ts'
import { roleRoutes } from './routes-roles.ts'
import { signInRoutes } from './routes-sign-ins.ts'

export const routes: readonly Route[] = [
  ...listRoutes,
  ...roleRoutes,
  ...personRoutes,
  ...signInRoutes,
  ...belongingRoutes,
  ...besidesRoutes,
  ...addressRoutes,
]

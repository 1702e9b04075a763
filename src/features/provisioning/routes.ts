import type { Route } from '#/platform/web/route.ts'
import { connectionRoutes } from './routes-connection.ts'
import { settleRoutes } from './routes-settle.ts'

export const routes: readonly Route[] = [...connectionRoutes, ...settleRoutes]

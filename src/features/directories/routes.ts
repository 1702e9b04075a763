import type { Route } from '#/platform/web/route.ts'
import { connectionRoutes } from './routes-connection.ts'
import { planRoutes } from './routes-plan.ts'
import { setUpRoutes } from './routes-set-up.ts'

export const routes: readonly Route[] = [...setUpRoutes, ...planRoutes, ...connectionRoutes]

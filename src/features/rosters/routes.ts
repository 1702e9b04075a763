import type { Route } from '#/platform/web/route.ts'
import { importRoutes } from './routes-import.ts'
import { leaverRoutes } from './routes-leavers.ts'
import { moveRoutes } from './routes-moves.ts'
import { rosterRoutes } from './routes-rosters.ts'

export const routes: readonly Route[] = [...rosterRoutes, ...importRoutes, ...moveRoutes, ...leaverRoutes]

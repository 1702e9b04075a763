import type { Route } from '#/platform/web/route.ts'
import { boardRoutes } from './routes-board.ts'
import { chronologyRoutes } from './routes-chronology.ts'
import { reportRoutes } from './routes-report.ts'
import { searchRoutes } from './routes-search.ts'
import { trailRoutes } from './routes-trail.ts'

export const routes: readonly Route[] = [
  ...boardRoutes,
  ...searchRoutes,
  ...chronologyRoutes,
  ...reportRoutes,
  ...trailRoutes,
]

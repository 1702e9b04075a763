import type { Route } from '#/platform/web/route.ts'
import { contactRoutes } from './routes-contacts.ts'
import { homeRoutes, rootRoutes } from './routes-home.ts'
import { schoolRoutes } from './routes-school.ts'
import { settingRoutes } from './routes-settings.ts'

export const routes: readonly Route[] = [...homeRoutes, ...schoolRoutes, ...contactRoutes, ...settingRoutes]

export { rootRoutes }

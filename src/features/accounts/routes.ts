import { accessRoutes } from './routes-access.ts'
import { accountRoutes } from './routes-account.ts'
import { listRoutes } from './routes-list.ts'
import { networkRoutes } from './routes-network.ts'

import { passwordRoutes } from './routes-password.ts'
import { seatingRoutes } from './routes-seating.ts'

export const routes = [
  ...listRoutes,
  ...accessRoutes,
  ...accountRoutes,
  ...networkRoutes,
  ...passwordRoutes,
  ...seatingRoutes,
]

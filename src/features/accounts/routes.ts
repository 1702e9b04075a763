import { listRoutes } from './routes-list.ts'
import { networkRoutes } from './routes-network.ts'

export const routes = [...listRoutes, ...networkRoutes]

import type { Route } from '#/platform/web/route.ts'
import { askRoutes } from './routes-ask.ts'
import { mineRoutes } from './routes-mine.ts'
import { receiptRoutes } from './routes-receipt.ts'
import { roundRoutes } from './routes-round.ts'
import { textRoutes } from './routes-text.ts'

export const routes: readonly Route[] = [
  ...roundRoutes,
  ...textRoutes,
  ...mineRoutes,
  ...askRoutes,
  ...receiptRoutes,
]

import type { Route } from '#/platform/web/route.ts'
import { askRoutes } from './routes-ask.ts'
import { hostRoutes } from './routes-host.ts'
import { kioskRoutes } from './routes-kiosk.ts'
import { letterRoutes } from './routes-letters.ts'
import { linkRoutes } from './routes-link.ts'
import { mailAgainRoutes } from './routes-mail-again.ts'
import { mineRoutes } from './routes-mine.ts'
import { receiptRoutes } from './routes-receipt.ts'
import { roundRoutes } from './routes-round.ts'
import { rulesRoutes } from './routes-rules.ts'
import { textRoutes } from './routes-text.ts'

export const routes: readonly Route[] = [
  ...roundRoutes,
  ...textRoutes,
  ...mineRoutes,
  ...askRoutes,
  ...receiptRoutes,
  ...letterRoutes,
  ...linkRoutes,
  ...mailAgainRoutes,
  ...kioskRoutes,
  ...rulesRoutes,
  ...hostRoutes,
]

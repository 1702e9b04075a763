// Table of contents: what the public reads, the register, one version and its draft, approval, reading and reviews.

import type { Route } from '#/platform/web/route.ts'
import { approveRoutes } from './routes-approve.ts'
import { draftRoutes } from './routes-draft.ts'
import { promptRoutes } from './routes-prompts.ts'
import { publicRoutes } from './routes-public.ts'
import { readingRoutes } from './routes-reading.ts'
import { registerRoutes } from './routes-register.ts'
import { versionRoutes } from './routes-version.ts'

export const routes: readonly Route[] = [
  ...publicRoutes,
  ...promptRoutes,
  ...registerRoutes,
  ...versionRoutes,
  ...draftRoutes,
  ...approveRoutes,
  ...readingRoutes,
]

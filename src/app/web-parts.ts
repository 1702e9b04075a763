import type { Config } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import type { SignIn } from '#/platform/sign-in/sign-in.ts'
import type { WebParts } from '#/platform/web/server.ts'
import type { Contributions } from './contributions.ts'
import { drawPage } from './draw-page.ts'
import { schoolFinder } from './find-school.ts'
import type { Mode } from './mark.ts'
import { drawTrouble } from './start-web.ts'

const demonstration = 'Demonstration: every school, person and record here is invented.'

/** What the web server is made of. */
export function webParts(
  context: Context,
  config: Config,
  offered: Contributions,
  signIn: SignIn,
  mode: Mode,
): WebParts {
  const draw = {
    navigation: offered.navigation,
    pages: new Set(offered.routes.filter(({ method }) => method === 'GET').map(({ path }) => path)),
    demonstration: mode === 'demo' ? demonstration : undefined,
  }
  return {
    context,
    routes: offered.routes,
    rootRoutes: offered.rootRoutes,
    panels: offered.panels,
    homeCards: offered.homeCards,
    sights: offered.sights,
    exchanges: offered.exchanges,
    findSchool: schoolFinder(context),
    ...signIn.webParts(context),
    drawPage: (page, request) => drawPage(draw, page, request),
    drawTrouble,
    publicUrl: config.publicUrl,
    secure: config.publicUrl.startsWith('https:'),
    trustProxy: config.behindProxy.length > 0 ? config.behindProxy.join(',') : false,
  }
}

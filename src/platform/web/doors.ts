import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { may } from '../access/access.ts'
import type { Actor } from '../access/actor.ts'
import { type Context, reading } from '../context.ts'
import type { Opens, RecordSight, Route, Sees } from './route.ts'

/** Reads the routes once; each request then asks for its own actor, so that no page offers a way that is shut. */
export function doorsOf(routes: readonly Route[]): (context: Context, actor: Actor) => Opens {
  const pages = routes.filter(({ method }) => method === 'GET')
  const fixed = new Map(pages.filter(({ path }) => !path.includes(':')).map((route) => [route.path, route]))
  const open = pages
    .filter(({ path }) => path.includes(':'))
    .map((route) => ({ route, shape: shapeOf(route) }))
  return (context, actor) => (path) => {
    const bare = path.replace(/[?#].*$/, '')
    const route = fixed.get(bare as Route['path']) ?? open.find(({ shape }) => shape.test(bare))?.route
    return route !== undefined && mayKnock(context, actor, route)
  }
}

/** Whether the route lets this actor as far as its own row rules. */
export function mayKnock(context: Context, actor: Actor, route: Pick<Route, 'may'>): boolean {
  if (route.may === 'anybody') return true
  if (route.may === 'signedIn') return actor.kind === 'person'
  return may(context, actor, route.may)
}

/** Asks the feature that keeps records of the kind; what it does not find, this actor does not see. */
export function sightOf(sights: readonly RecordSight[], context: Context, actor: Actor): Sees {
  return async ({ kind, id }) => {
    const sight = sights.find((one) => one.kind === kind)
    if (sight === undefined) return true
    try {
      await reading(context, actor, (tx) => sight.find(tx, actor, id, context.clock()))
      return true
    } catch (error) {
      if (error instanceof NotFound || error instanceof NotAllowed) return false
      throw error
    }
  }
}

function shapeOf({ path }: Route): RegExp {
  return new RegExp(`^${path.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&').replace(/:[a-zA-Z]+/g, '[^/]+')}$`)
}

import { may } from '../access/access.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import type { Opens, Route } from './route.ts'

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

function shapeOf({ path }: Route): RegExp {
  return new RegExp(`^${path.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&').replace(/:[a-zA-Z]+/g, '[^/]+')}$`)
}

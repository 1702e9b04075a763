import type { SchoolInPath, WebRequest } from '../web/route.ts'

/** The page that somebody wanted, if it is a page of this school: nobody is led anywhere else after signing in. */
export function nextPage(wanted: unknown, school: SchoolInPath): string {
  const home = `/s/${school.slug}`
  if (typeof wanted !== 'string' || wanted.length > 500) return home
  const isOurs = wanted === home || wanted.startsWith(`${home}/`) || wanted.startsWith(`${home}?`)
  return isOurs && /^[\w\-./?=&%~+,:@]*$/.test(wanted) && !wanted.includes('//') && !wanted.includes('..')
    ? wanted
    : home
}

/** An address of sign-in that remembers where to go afterwards. */
export function withNext(address: string, next: string, more: Readonly<Record<string, string>> = {}): string {
  return `${address}?${new URLSearchParams({ next, ...more })}`
}

/** The page that this form or address carries on to. */
export function nextOf(request: WebRequest): string {
  return nextPage(request.body.next ?? request.query.next, request.school)
}

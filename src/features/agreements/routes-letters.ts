import { toString as drawQr } from 'qrcode'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Page, page, type Route, type WebRequest } from '#/platform/web/route.ts'
import { linkLastsDays } from './link-lasts.ts'
import { type Letter, makeLetter, makeLetters } from './make-link.ts'
import { lettersPage } from './pages-link.ts'

async function drawLetters(request: WebRequest, letters: readonly Letter[]): Promise<Page> {
  const { at, publicUrl, school, context } = request
  const until = addDays(londonDate(context.clock()), linkLastsDays)
  const drawn = await Promise.all(
    letters.map(async ({ path, ...letter }) => {
      const address = `${publicUrl}${at(path)}`
      return { ...letter, address, until, qrSvg: await drawQr(address, { type: 'svg', margin: 2 }) }
    }),
  )
  return page({
    title: 'Letters',
    section: '/agreements',
    body: lettersPage({ school: school.name, letters: drawn }),
  })
}

async function letter(request: WebRequest): Promise<Page> {
  return drawLetters(request, [await makeLetter(request.context, request.actor, idIn(request))])
}

async function letters(request: WebRequest): Promise<Page> {
  const wanted = { roundId: idIn(request), classId: idIn(request, 'classId') }
  return drawLetters(request, await makeLetters(request.context, request.actor, wanted))
}

export const letterRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/agreements/asks/:id/link',
    may: 'agreements.makeLinks',
    does: 'Makes a letter with a one-time link for a parent',
    answer: letter,
  },
  {
    method: 'POST',
    path: '/agreements/rounds/:id/classes/:classId/links',
    may: 'agreements.makeLinks',
    does: 'Makes letters with one-time links for the parents of a class',
    answer: letters,
  },
]

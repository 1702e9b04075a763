import { toString as drawQr } from 'qrcode'
import * as z from 'zod'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { askAsItStands } from '../filtering/index.ts'
import { classesOn, findPeople, fullName } from '../people/index.ts'
import { classesOfSchool } from '../schools/index.ts'
import { reasonAgainst } from './checked-site.ts'
import { isOpen, type LinkList } from './link-list.ts'
import { findList, linksOf, listsOf, listWithCode } from './list-store.ts'
import { addressesOf, endList, listForm, makeList, phaseOfClass, uncheckedIn } from './make-list.ts'
import { listPage, listsPage, makePage } from './pages-lists.ts'
import { codePage, openPage } from './pages-open.ts'
import { checksHere } from './permissions.ts'
import { openSearch } from './settings.ts'
import { checksOf, sitesOf } from './store.ts'

const section = '/link-lists'

const todayOf = ({ context }: WebRequest) => londonDate(context.clock())

async function listLists(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const rows = await reading(context, actor, async (tx) => {
    const names = new Map((await classesOfSchool(tx, actor.schoolId)).map(({ id, name }) => [id, name]))
    return (await listsOf(tx, actor.schoolId)).map((list) => ({
      list,
      className: names.get(list.classId) ?? '–',
      isOpen: isOpen(list, todayOf(request)),
    }))
  })
  return page({ title: 'Lists of links', section, wide: true, body: listsPage(rows, request) })
}

async function drawMake(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const today = todayOf(request)
  const refused = Object.keys(state.errors).length > 0
  const shown = await reading(context, actor, async (tx) => ({
    classes: (await classesOfSchool(tx, actor.schoolId)).filter(
      ({ endsOn }) => endsOn === null || endsOn >= today,
    ),
    unchecked: refused ? await whatIsUnchecked(tx, actor.schoolId, state) : [],
    mayCheck:
      actor.kind === 'person' && may(context, actor, 'checkedSites.check') && (await checksHere(tx, actor)),
  }))
  const body = makePage(shown, { ...request, ...state })
  return page({ title: 'Make a list of links', section, errors: state.errors, body })
}

/** What of the typed addresses leads to a check. What is no address was refused in words already. */
async function whatIsUnchecked(tx: Tx, schoolId: string, { values }: FormState) {
  const typed = listForm.safeParse(values)
  if (!typed.success) return []
  try {
    const phase = await phaseOfClass(tx, schoolId, typed.data.classId)
    return await uncheckedIn(tx, schoolId, addressesOf(typed.data), phase, typed.data.onDay)
  } catch (error) {
    if (error instanceof Refused || error instanceof NotFound) return []
    throw error
  }
}

/** The links of a list with their sites, and why the class does not get one now. */
async function linksNow(tx: Tx, schoolId: string, list: LinkList, today: string) {
  const phase = await phaseOfClass(tx, schoolId, list.classId)
  const links = await linksOf(tx, schoolId, list.id)
  const sites = await sitesOf(
    tx,
    schoolId,
    links.map(({ siteId }) => siteId),
  )
  return links.map((link) => {
    const site = sites.get(link.siteId)
    return { ...link, phase, title: site?.title ?? link.address, reason: reasonAgainst(site, phase, today) }
  })
}

async function showList(request: WebRequest): Promise<Answer> {
  const { context, actor, params, publicUrl, at } = request
  const { schoolId } = actor
  const today = todayOf(request)
  const view = await reading(context, actor, async (tx) => {
    const list = await findList(tx, schoolId, idIn({ params }))
    const [maker] = await findPeople(tx, schoolId, [list.madeBy])
    const found = (await classesOfSchool(tx, schoolId)).find(({ id }) => id === list.classId)
    return {
      list,
      className: found?.name ?? '–',
      maker: maker ? fullName(maker) : 'Somebody who has left',
      links: await linksNow(tx, schoolId, list, today),
    }
  })
  const links = await Promise.all(
    view.links.map(async (link) => ({
      ...link,
      filter: await askAsItStands(context, schoolId, link.address, link.phase ?? undefined),
    })),
  )
  const url = `${publicUrl}${at(`/links/${view.list.code}`)}`
  const shown = {
    ...view,
    links,
    isOpen: isOpen(view.list, today),
    url,
    qr: await drawQr(url, { type: 'svg', margin: 2 }),
    mayMake: may(context, actor, 'checkedSites.makeList'),
  }
  return page({ title: 'List of links', section, body: listPage(shown, request) })
}

const codeForm = z.object({
  code: said('Type the code', 20).transform((code) => code.toLowerCase().replace(/[\s-]/g, '')),
})

async function drawCode(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const today = todayOf(request)
  const lists = await reading(context, actor, async (tx) => {
    if (actor.kind !== 'person' || !actor.roles.has('pupil')) return []
    const [own] = await classesOn(tx, actor.schoolId, [actor.personId], today)
    if (!own) return []
    const found = await listsOf(tx, actor.schoolId, { classId: own.classId, from: addDays(today, -7) })
    return found.filter((list) => isOpen(list, today))
  })
  return page({
    title: 'Our links',
    look: 'pupil',
    errors: state.errors,
    body: codePage(lists, { ...request, ...state }),
  })
}

async function findOpen(request: WebRequest, tx: Tx, code: string): Promise<LinkList | undefined> {
  const list = await listWithCode(tx, request.actor.schoolId, code)
  return list && isOpen(list, todayOf(request)) ? list : undefined
}

async function openList(request: WebRequest): Promise<Answer> {
  const { context, actor, params, at } = request
  const { schoolId } = actor
  const view = await reading(context, actor, async (tx) => {
    const list = await findOpen(request, tx, params.link ?? '')
    if (!list) throw new NotFound('list of links')
    const all = await linksNow(tx, schoolId, list, todayOf(request))
    const links = await Promise.all(
      all
        .filter(({ reason }) => reason === null)
        .map(async (link) => ({
          ...link,
          beware: (await checksOf(tx, schoolId, link.siteId))[0]?.beware ?? null,
        })),
    )
    const phase = await phaseOfClass(tx, schoolId, list.classId)
    const free = await readSetting(tx, schoolId, openSearch)
    return {
      list,
      links,
      missing: all.length - links.length,
      searchesFreely: phase !== null && free.includes(phase),
    }
  })
  return page({ title: 'Links', look: 'pupil', body: openPage(view, at) })
}

export const listRoutes: readonly Route[] = [
  { method: 'GET', path: section, may: 'checkedSites.read', does: 'lists lists of links', answer: listLists },
  ...formRoutes({
    path: '/link-lists/new',
    may: 'checkedSites.makeList',
    does: 'makes a list of links',
    schema: listForm,
    dates: ['onDay'],
    draw: drawMake,
    save: async (request, form) => {
      const id = await makeList(request.context, request.actor, form)
      return redirect(request.at(`/link-lists/${id}`))
    },
  }),
  {
    method: 'GET',
    path: '/link-lists/:id',
    may: 'checkedSites.read',
    does: 'shows a list of links, and how a class opens it',
    answer: showList,
  },
  {
    method: 'POST',
    path: '/link-lists/:id/close',
    may: 'checkedSites.makeList',
    does: 'closes a list of links',
    answer: async (request) => {
      await endList(request.context, request.actor, idIn(request))
      return redirect(request.at(`/link-lists/${request.params.id}`))
    },
  },
  ...formRoutes({
    path: '/links',
    may: 'anybody',
    does: 'opens a list of links by its code',
    schema: codeForm,
    draw: drawCode,
    save: async (request, { code }) => {
      const { context, actor } = request
      const list = await reading(context, actor, (tx) => findOpen(request, tx, code))
      if (!list) throw new Refused('No list has this code now. Look at it again, or ask your teacher.')
      return redirect(request.at(`/links/${list.code}`))
    },
  }),
  {
    method: 'GET',
    path: '/links/:link',
    may: 'anybody',
    does: 'shows the links of a list to a class',
    answer: openList,
  },
]

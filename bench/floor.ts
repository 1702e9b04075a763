import { sql } from 'kysely'
import { reading } from '#/platform/context.ts'
import type { Feature } from '#/platform/feature.ts'
import { html } from '#/platform/web/html.ts'
import { page } from '#/platform/web/route.ts'

/** The least that a page can cost: a session, one row by its key, the layout. */
export const floor: Feature = {
  name: 'floor',
  routes: [
    {
      method: 'GET',
      path: '/floor',
      may: 'signedIn',
      does: 'is what other pages are measured against',
      answer: async ({ context, actor }) => {
        const name = await reading(context, actor, async (tx) => {
          const { rows } = await sql<{ name: string }>`
            select name from schools.school where id = ${actor.schoolId}`.execute(tx)
          return rows[0]?.name ?? ''
        })
        return page({ title: 'Floor', body: html`<h1 class="govuk-heading-xl">${name}</h1>` })
      },
    },
  ],
  permissions: {},
  events: {},
  tables: [],
}

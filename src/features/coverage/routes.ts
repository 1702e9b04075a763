import type { Route } from '#/platform/web/route.ts'
import * as asked from './routes-asked.ts'
import { outsideRoutes } from './routes-outside.ts'
import * as policy from './routes-policy.ts'

const get = (path: Route['path'], does: string, answer: Route['answer']): Route => ({
  method: 'GET',
  path,
  may: 'coverage.read',
  does,
  answer,
})

export const routes: readonly Route[] = [
  get('/coverage', 'shows the policy and how it is kept', policy.showPolicy),
  get('/coverage/report.pdf', 'gives the policy and how it is kept as PDF', (request) =>
    policy.giveDocument(request, 'pdf'),
  ),
  get('/coverage/report.docx', 'gives the policy and how it is kept for Word', (request) =>
    policy.giveDocument(request, 'docx'),
  ),
  get('/coverage/systems', 'shows the policy by system', policy.showSystems),
  get('/coverage/systems/:system', 'shows the clauses of one system', asked.showSystem),
  get('/coverage/changes', 'shows what changed since last term', policy.showChanges),
  get('/coverage/clauses/:clause', 'follows one clause to its evidence', asked.showClause),
  ...outsideRoutes,
  get('/coverage/controls/:control', 'shows one control and what it serves', asked.showControl),
]

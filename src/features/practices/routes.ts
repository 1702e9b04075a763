import type { Route } from '#/platform/web/route.ts'
import * as attest from './routes-attest.ts'
import * as calendar from './routes-calendar.ts'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/practices',
    may: 'practices.read',
    does: 'shows the calendar of practices',
    answer: calendar.showCalendar,
  },
  {
    method: 'POST',
    path: '/practices/adopt',
    may: 'practices.arrange',
    does: 'puts what the policy asks for into the calendar',
    answer: calendar.adopt,
  },
  {
    method: 'GET',
    path: '/practices/:practice',
    may: 'practices.read',
    does: 'shows one practice and what was attested of it',
    answer: calendar.showPractice,
  },
  {
    method: 'GET',
    path: '/practices/:practice/arrange',
    may: 'practices.arrange',
    does: 'asks who looks, and how often',
    answer: calendar.openArrange,
  },
  {
    method: 'POST',
    path: '/practices/:practice/arrange',
    may: 'practices.arrange',
    does: 'changes who looks, and how often',
    answer: calendar.arrange,
  },
  {
    method: 'GET',
    path: '/practices/:practice/attest',
    may: 'practices.attest',
    does: 'asks what was seen',
    answer: attest.openAttest,
  },
  {
    method: 'POST',
    path: '/practices/:practice/attest',
    may: 'practices.attest',
    does: 'attests a practice',
    takesFile: true,
    answer: attest.sendAttest,
  },
  {
    method: 'GET',
    path: '/practices/:practice/proof/:attestation',
    may: 'practices.read',
    does: 'gives the proof of an attestation',
    answer: attest.giveProof,
  },
]

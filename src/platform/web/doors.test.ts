import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Permission, PermissionRow } from '../access/access.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { doorsOf } from './doors.ts'
import { html } from './html.ts'
import { page, type Route } from './route.ts'

const answer = async () => page({ title: 'A page', body: html`` })
const routes: readonly Route[] = [
  { method: 'GET', path: '/locks', may: 'locks.see', does: 'lists locks', answer },
  { method: 'GET', path: '/locks/new', may: 'locks.add', does: 'shows the form', answer },
  { method: 'GET', path: '/locks/:lock', may: 'locks.see', does: 'shows one lock', answer },
  { method: 'POST', path: '/locks/:lock/open', may: 'locks.see', does: 'opens it', answer },
  { method: 'GET', path: '/account', may: 'signedIn', does: 'shows the account', answer },
  { method: 'GET', path: '/report', may: 'anybody', does: 'shows ways to report', answer },
]
const permissions = new Map<Permission, PermissionRow>([
  ['locks.see', { roles: ['teacher', 'technician'], words: 'see locks' }],
  ['locks.add', { roles: ['technician'], words: 'add locks' }],
])
const context = { permissions } as unknown as Context
const teacher = { kind: 'person', roles: new Set(['teacher']) } as unknown as Actor
const stranger: Actor = { kind: 'anonymous', schoolId: '01900000-0000-7000-8000-000000000001' }

test('a page opens for whom its route lets in, and for nobody when there is no such page', () => {
  const opens = doorsOf(routes)(context, teacher)
  assert.deepEqual(
    [
      '/locks',
      '/locks?page=2',
      '/locks/7',
      '/locks/new',
      '/locks/7/open',
      '/account',
      '/report',
      '/keys',
    ].map(opens),
    [true, true, true, false, false, true, true, false],
  )
})

test('somebody who has not signed in is shown only what is for anybody', () => {
  const opens = doorsOf(routes)(context, stranger)
  assert.deepEqual(['/locks', '/account', '/report'].map(opens), [false, false, true])
})

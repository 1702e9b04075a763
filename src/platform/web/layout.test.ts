import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './html.ts'
import { type Frame, layout } from './layout.ts'

const frame: Frame = {
  title: 'Incidents',
  body: html`<h1 class="govuk-heading-l">Incidents</h1>`,
  school: { name: 'Alder <Primary>', href: '/s/alder' },
  navigation: [
    { text: 'My tasks', href: '/s/alder/tasks', under: 'yours', count: 3 },
    { text: 'Incidents', href: '/s/alder/incidents', under: 'concerns', current: true },
  ],
  signedIn: { name: 'Ada Example', role: 'Head', signOut: { action: '/sign-out', csrf: 'token' } },
  duty: { kind: 'onDuty', text: 'Ben Example, deputy safeguarding lead' },
  foot: { report: '/s/alder/report', accessibility: '/accessibility', whatWeKeep: '/s/alder/what-we-keep' },
}

test('a page has one main, a skip link to it, a language and its navigation', () => {
  const page = String(layout(frame))
  assert.match(page, /^<!doctype html>\s*<html lang="en"/)
  assert.match(page, /href="#main"[\s\S]*<main [^>]*id="main"/)
  assert.equal(page.match(/<main/g)?.length, 1)
  assert.match(page, /aria-current="page"[^>]*>\s*<strong[^>]*>Incidents/)
  assert.match(page, /My tasks <span class="sk-count">3<span class="govuk-visually-hidden"> open/)
  assert.match(page, /<title>Incidents – Alder &#60;Primary&#62; – Schoolkeeper<\/title>/)
})

test('a wrong form says so in the title and above the page', () => {
  const page = String(layout({ ...frame, errors: { when: 'Enter the day.' } }))
  assert.match(page, /<title>Error: Incidents/)
  assert.match(page, /govuk-error-summary[\s\S]*href="#when"[\s\S]*<h1/)
})

test('nothing on a page is inline, crowned or fetched from elsewhere', () => {
  const page = String(
    layout({ ...frame, demonstration: 'Demonstration: invented people', againAfterSeconds: 2 }),
  )
  assert.doesNotMatch(page, /\sstyle=|<style|\son[a-z]+=/)
  assert.equal(page.match(/<script/g)?.length, page.match(/<script[^>]* src="\/assets\//g)?.length)
  assert.doesNotMatch(page, /crown|GOV\.UK|GDS Transport|(?:src|href)="https?:/)
  assert.match(page, /<noscript><meta http-equiv="refresh" content="2"><\/noscript>/)
})

test('signing out is a change, so it is sent as a form with its token', () => {
  assert.match(
    String(layout(frame)),
    /<form class="sk-band__out" method="post" action="\/sign-out">[\s\S]*value="token"/,
  )
})

test('nobody on duty is an alarm', () => {
  const page = String(layout({ ...frame, duty: { kind: 'nobody', text: 'Nobody is on duty.' } }))
  assert.match(page, /sk-duty--nobody[\s\S]*Nobody is on duty\./)
})

test('whoever tells of harm on a page for grown-ups can leave it at once, without scripts too', () => {
  const page = String(layout({ ...frame, leaveQuickly: true }))
  assert.match(page, /<a href="https:[^>]*class="[^"]*govuk-js-exit-this-page-button[\s\S]*<main/)
  assert.match(page, /govuk-js-exit-this-page-skiplink/)
  assert.doesNotMatch(String(layout(frame)), /exit-this-page/)
})

test('what is not known is not drawn', () => {
  const page = String(layout({ title: 'Sign in', body: html`<h1>Sign in</h1>` }))
  assert.doesNotMatch(page, /Sign out|On duty now|<nav|sk-demo/)
})

test('a phone without JavaScript opens the navigation by a link, so that the page begins on the first screen', () => {
  const page = String(layout(frame))
  assert.match(page, /<div class="sk-menu" id="menu"><a [^>]*href="#menu">Menu<\/a>[\s\S]*<nav/)
})

test('what does not fit beside each other is folded away, under headings', () => {
  const many = Array.from({ length: 9 }, (_, at) => ({
    text: `Register ${at}`,
    href: `/s/alder/${at}`,
    under: 'concerns' as const,
  }))
  const rest = [
    { text: 'My reports', href: '/s/alder/my-reports', under: 'yours' as const },
    { text: 'Rosters', href: '/s/alder/rosters', under: 'people' as const, current: true },
  ]
  const page = String(layout({ ...frame, navigation: [...many, ...rest] }))
  assert.match(page, /More: Rosters<\/summary>/)
  assert.match(
    page,
    /aria-label="Concerns">[\s\S]*Register 8[\s\S]*aria-label="People">[\s\S]*Rosters[\s\S]*aria-label="Yours">/,
  )
  assert.doesNotMatch(page, /aria-label="Network"/)
})

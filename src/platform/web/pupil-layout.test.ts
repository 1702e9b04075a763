import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { form } from './components/form.ts'
import { pictureChoices } from './components/picture-choices.ts'
import { html } from './html.ts'
import { sources } from './look/sources.ts'
import { picture, pictures } from './pictures.ts'
import { pupilLayout } from './pupil-layout.ts'

const page = String(
  pupilLayout({
    title: 'What happened?',
    body: html`<h1>What happened?</h1>`,
    step: { at: 2, of: 4 },
    errors: { what: 'Press one.' },
  }),
)

test('a child can leave at once, without scripts too', () => {
  assert.match(
    page,
    /<a href="https:\/\/www\.bbc\.co\.uk\/weather"[^>]*class="[^"]*govuk-js-exit-this-page-button/,
  )
  assert.match(page, /govuk-js-exit-this-page-skiplink/)
  assert.match(page, /data-module="govuk-exit-this-page"/)
})

test('help is on every page', () => {
  assert.match(page, /tel:08001111[\s\S]*tel:999/)
})

test('how far one is, is said in words; an error is in the title', () => {
  assert.match(page, /Step 2 of 4/)
  assert.match(page, /<title>Error: What happened\?/)
})

test('nothing on a child’s page is inline, and read-aloud is hidden until a voice of the device is there', () => {
  assert.doesNotMatch(page, /\sstyle=|<style|\son[a-z]+=|<script>/)
  assert.match(page, /data-read-aloud[^>]* hidden/)
})

test('tiles are radio buttons or tick boxes with a picture, and what was pressed stays pressed', () => {
  const parts = {
    name: 'what',
    question: 'What happened?',
    choices: [
      { value: 'unkind', text: 'Someone was <unkind>', picture: 'unkind' },
      { value: 'else', text: 'Something else', picture: 'question' },
    ],
    values: { what: ['else'] },
    errors: { what: 'Press one.' },
  } as const
  const one = String(form({ action: '/a', csrf: 'c', submit: 'Next', fields: [pictureChoices(parts)] }))
  assert.match(one, /type="radio" value="else" checked/)
  assert.match(one, /unkind\.svg" alt=""[^>]*><span class="sk-choice__text">Someone was &#60;unkind&#62;/)
  assert.match(one, /Press one\./)
  assert.match(String(pictureChoices({ ...parts, several: true })), /type="checkbox" value="else" checked/)
})

test('each picture is served, and holds neither script nor style', () => {
  for (const name of pictures) {
    const file = sources.find((source) => source.name === `${name}.svg`)
    assert.ok(file, name)
    assert.doesNotMatch(readFileSync(file.file, 'utf8'), /<script|<style|\sstyle=|href=/)
    assert.match(String(picture(name)), new RegExp(`/assets/[0-9a-f]{16}/${name}\\.svg`))
  }
})

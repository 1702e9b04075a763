import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '../html.ts'
import { drawField, type Field } from './fields.ts'
import { buttonForm, errorSummary, form, withDates } from './form.ts'
import { questionPage } from './question-page.ts'

const choices = [
  { value: 'chat', text: 'In a chat' },
  { value: 'game', text: 'In a game', reveals: [{ kind: 'text', name: 'which', label: 'Which game?' }] },
  { divider: 'or' },
  { value: 'none', text: 'Somewhere else', alone: true },
] as const

const draw = (field: Field, values = {}, errors = {}) =>
  String(drawField(field, values, errors)).replace(/\s+/g, ' ')

test('what was typed stays, whatever it was', () => {
  const typed = '"><script>'
  assert.match(
    draw({ kind: 'text', name: 'where', label: 'Where' }, { where: typed }),
    /value="&quot;&gt;&lt;script&gt;"/,
  )
  assert.match(
    draw({ kind: 'longText', name: 'what', label: 'What' }, { what: typed }),
    /&lt;script&gt;<\/textarea>/,
  )
  assert.match(
    draw({ kind: 'longText', name: 'what', label: 'What', limit: 50 }, { what: 'x' }),
    /data-maxlength="50"/,
  )
  assert.match(
    draw({ kind: 'choice', name: 'where', label: 'Where', choices }, { where: 'game' }),
    /value="game" checked/,
  )
  assert.match(
    draw({ kind: 'select', name: 'a', label: 'A', choices: [{ value: '1', text: 'One' }] }, { a: '1' }),
    /value="1" selected/,
  )
  assert.match(
    draw({ kind: 'tick', name: 'sure', text: 'I am sure' }, { sure: 'yes' }),
    /value="yes" checked/,
  )
  assert.match(draw({ kind: 'hidden', name: 'step' }, { step: '2' }), /type="hidden" name="step" value="2"/)
})

test('a password is never sent back', () => {
  const field = {
    kind: 'password',
    name: 'secret',
    label: 'Password',
    autocomplete: 'current-password',
  } as const
  assert.doesNotMatch(draw(field, { secret: 'correct horse' }), /correct horse/)
})

test('ticks stay, as a list or joined by commas', () => {
  for (const where of [['chat', 'none'], 'chat,none']) {
    const drawn = draw({ kind: 'choices', name: 'where', label: 'Where', choices }, { where })
    assert.equal(drawn.match(/checked/g)?.length, 2)
    assert.match(drawn, /value="none" checked data-behaviour="exclusive"/)
  }
})

test('a field that shows with an answer keeps what was typed and its error', () => {
  const drawn = draw(
    { kind: 'choice', name: 'where', label: 'Where', choices },
    { which: 'Chess' },
    { which: 'Name the game.' },
  )
  assert.match(drawn, /value="Chess"/)
  assert.match(drawn, /Name the game\./)
})

test('an error stands beside its field and in the summary, which links to it', () => {
  const errors = { when: 'Enter the day.', where: 'Say where.', '': 'Somebody else saved first.' }
  const drawn = draw({ kind: 'date', name: 'when', label: 'When' }, { 'when-day': '31' }, errors)
  assert.match(drawn, /id="when-date-error"/)
  assert.match(drawn, /id="when" name="when-day"[^>]*value="31"/)
  const summary = String(errorSummary(errors))
  assert.match(summary, /<a href="#when">Enter the day\.<\/a>/)
  assert.match(summary, /<li>\s*Somebody else saved first\.\s*<\/li>/)
  assert.equal(errorSummary({}), undefined)
})

test('a known date fills the three boxes', () => {
  const drawn = draw({ kind: 'date', name: 'when', label: 'When' }, { when: '2026-11-22' })
  assert.match(drawn, /name="when-day"[^>]*value="22"/)
  assert.match(drawn, /name="when-year"[^>]*value="2026"/)
})

test('the three boxes of a date are joined', () => {
  const sent = { 'when-day': '2', 'when-month': '11', 'when-year': '2026', what: 'x' }
  assert.equal(withDates(sent, ['when']).when, '2026-11-02')
  assert.equal(withDates(sent, ['when']).what, 'x')
  assert.equal('when' in withDates({ 'when-day': '', 'when-month': ' ' }, ['when']), false)
  assert.equal(withDates({ 'when-day': '3' }, ['when']).when, '-00-03')
})

test('a form carries its tokens, its fields in order and one button', () => {
  const drawn = String(
    form({
      action: '/s/alder/report',
      csrf: 'c<1',
      once: 'o1',
      fields: [{ kind: 'text', name: 'where', label: 'Where', optional: true }, html`<p>Between</p>`],
      submit: 'Send',
      weight: 'warning',
    }),
  )
  assert.match(drawn, /name="csrf" value="c&#60;1"/)
  assert.match(drawn, /name="once" value="o1"/)
  assert.match(drawn, /Where \(optional\)[\s\S]*<p>Between<\/p>[\s\S]*govuk-button--warning[\s\S]*Send/)
  assert.match(drawn, /enctype="application\/x-www-form-urlencoded"/)
})

test('only a form with a file is sent in parts', () => {
  const fields = [{ kind: 'file', name: 'picture', label: 'Picture', accept: 'image/png' }] as const
  assert.match(
    String(form({ action: '/a', csrf: 'c', fields, submit: 'Send' })),
    /enctype="multipart\/form-data"/,
  )
})

test('a button that changes something is a form of its own', () => {
  const drawn = String(buttonForm({ action: '/a', csrf: 'c', text: 'Close', values: { id: '1' } }))
  assert.match(drawn, /method="post"[\s\S]*name="csrf"[\s\S]*name="id" value="1"[\s\S]*Close/)
  const about = String(buttonForm({ action: '/a', csrf: 'c', text: 'End', about: 'the key for A & B' }))
  assert.match(about, /End<span class="govuk-visually-hidden"> the key for A &#38; B<\/span>/)
})

test('one question on a page has the question as its heading', () => {
  const drawn = String(
    questionPage({
      back: '/s/alder/report',
      caption: 'Question 1 of 4',
      form: {
        action: '/a',
        csrf: 'c',
        submit: 'Continue',
        fields: [{ kind: 'choice', name: 'where', label: 'Where did it happen?', heading: true, choices }],
      },
    }),
  )
  assert.match(drawn, /<h1 class="govuk-fieldset__heading">\s*Where did it happen\?/)
  assert.match(drawn, /Question 1 of 4/)
})

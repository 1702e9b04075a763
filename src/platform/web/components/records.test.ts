import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '../html.ts'
import {
  countTiles,
  personBar,
  type Status,
  statusKey,
  statusTag,
  taskList,
  timeline,
  writtenWords,
} from './records.ts'

const open: Status = { text: '<Open>', means: 'Somebody is working on it.', colour: 'blue' }

test('a state says what it means', () => {
  assert.match(
    String(statusTag(open)),
    /govuk-tag--blue[^>]*>\s*&lt;Open&gt;[\s\S]*Somebody is working on it\./,
  )
  assert.doesNotMatch(String(statusTag(open, 'brief')), /working/)
  assert.match(String(statusKey([open])), /<dt>[\s\S]*&lt;Open&gt;[\s\S]*<dd>Somebody is working on it\./)
})

test('a timeline keeps its order, escapes text, and tells London time', () => {
  const drawn = String(
    timeline([
      { at: new Date('2026-07-01T08:30:00Z'), title: 'Reported', by: '<Ada>', body: '<b>first</b>' },
      { at: new Date('2026-12-01T08:30:00Z'), title: 'Closed', body: html`<p>second</p>` },
    ]),
  )
  assert.match(drawn, /Reported[\s\S]*by &lt;Ada&gt;[\s\S]*1 July 2026, 9:30am[\s\S]*&#60;b&#62;first/)
  assert.match(drawn, /1 December 2026, 8:30am[\s\S]*<p>second<\/p>/)
  assert.ok(drawn.indexOf('Reported') < drawn.indexOf('Closed'))
})

test('who a record is about stands with what nobody may overlook', () => {
  const drawn = String(
    personBar({
      name: 'Robin <Sample>',
      href: '/p',
      facts: ['Year 8'],
      caution: 'Court order',
      actions: html`<a href="/x">Act</a>`,
    }),
  )
  assert.match(
    drawn,
    /aria-label="Robin &#60;Sample&#62;"[\s\S]*Year 8[\s\S]*Act[\s\S]*<strong>Court order<\/strong>/,
  )
  assert.doesNotMatch(String(personBar({ name: 'R', facts: [] })), /caution|<a /)
})

test('the urgency of a task is said in words', () => {
  const task = { title: 'Decide', href: '/t', due: 'today at 16:00' }
  const drawn = String(
    taskList([
      { ...task, urgency: 'overdue', about: 'Incident 1' },
      { ...task, urgency: 'today' },
    ]),
  )
  assert.match(
    drawn,
    /<li class="sk-task sk-task--overdue">[\s\S]*Decide[\s\S]*Incident 1[\s\S]*Overdue[\s\S]*today at 16:00/,
  )
  assert.match(drawn, /sk-task--today[\s\S]*Today/)
})

test('figures at the head of a board are links that say what they count', () => {
  const drawn = String(
    countTiles([
      { text: 'overdue', count: 3, href: '/o', urgent: true },
      { text: 'sealed', count: 'fewer than 5', href: '/s' },
    ]),
  )
  assert.match(
    drawn,
    /sk-tile--urgent[\s\S]*href="\/o"[\s\S]*>3<\/span> <span[^>]*>overdue[\s\S]*fewer than 5/,
  )
})

test('what somebody wrote is escaped, and kept from read-aloud', () => {
  const drawn = String(writtenWords('<b>He said\nno</b>', 'A pupil'))
  assert.match(
    drawn,
    /data-typed><blockquote>&#60;b&#62;He said\nno&#60;\/b&#62;<\/blockquote><figcaption>A pupil/,
  )
})

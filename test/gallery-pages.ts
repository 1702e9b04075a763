import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { moj } from '#/platform/web/components/moj.ts'
import { pictureChoices } from '#/platform/web/components/picture-choices.ts'
import { questionPage } from '#/platform/web/components/question-page.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Frame, layout } from '#/platform/web/layout.ts'
import { picture } from '#/platform/web/pictures.ts'
import { pupilLayout } from '#/platform/web/pupil-layout.ts'
import { recordPages } from './gallery-records.ts'

const frame = {
  school: { name: 'Thorn Academy', href: '/s/thorn' },
  navigation: [
    { text: 'My tasks', href: '/s/thorn/tasks', under: 'concerns' as const, count: 7 },
    { text: 'Incidents', href: '/s/thorn/incidents', under: 'concerns' as const, current: true },
    { text: 'Registers', href: '/s/thorn/registers', under: 'concerns' as const },
    { text: 'People', href: '/s/thorn/people', under: 'concerns' as const },
    { text: 'Reports', href: '/s/thorn/reports', under: 'concerns' as const },
    { text: 'Settings', href: '/s/thorn/settings', under: 'concerns' as const },
  ],
  signedIn: {
    name: 'Ada Example',
    role: 'Designated safeguarding lead',
    href: '/me',
    signOut: { action: '/sign-out', csrf: 'x' },
  },
  duty: {
    kind: 'onDuty',
    text: 'Ben Example, deputy safeguarding lead, until 08:00 tomorrow',
    href: '/s/thorn/duty',
  },
  demonstration: 'Demonstration: invented people. Nothing here is real.',
  foot: { report: '/s/thorn/report', accessibility: '/accessibility', whatWeKeep: '/s/thorn/what-we-keep' },
} satisfies Partial<Frame>

const staffForm = form({
  action: '/s/thorn/incidents/new',
  csrf: 'token',
  once: 'once',
  errors: {
    when: 'Enter the day it happened, for example 12 11 2026.',
    what: 'Say what happened, in a sentence or two.',
  },
  values: { kind: 'message', 'when-day': '31', 'when-month': '11' },
  fields: [
    {
      kind: 'choice',
      name: 'kind',
      label: 'What did you see?',
      choices: [
        { value: 'message', text: 'Unkind or threatening messages' },
        {
          value: 'image',
          text: 'A picture or film that should not be there',
          hint: 'Do not look for it, copy it or send it on.',
        },
        { value: 'contact', text: 'An adult contacting a child' },
        { divider: 'or' },
        { value: 'else', text: 'Something else' },
      ],
    },
    { kind: 'date', name: 'when', label: 'When did it happen?', hint: 'For example, 12 11 2026' },
    {
      kind: 'longText',
      name: 'what',
      label: 'What happened?',
      hint: 'What you saw or heard, in your own words.',
      limit: 4000,
    },
    { kind: 'text', name: 'where', label: 'Where', optional: true, width: 20 },
    {
      kind: 'choices',
      name: 'told',
      label: 'Who knows already?',
      optional: true,
      choices: [
        { value: 'parent', text: 'A parent or carer' },
        { value: 'teacher', text: 'A teacher' },
        { value: 'nobody', text: 'Nobody', alone: true },
      ],
    },
  ],
  submit: 'Send to the safeguarding team',
  beside: html`<a class="govuk-link" href="/s/thorn">Leave without sending</a>`,
})

export const galleryPages: Readonly<Record<string, Html>> = {
  ...recordPages,
  form: layout({
    ...frame,
    title: 'Tell us what you saw',
    errors: {
      when: 'Enter the day it happened, for example 12 11 2026.',
      what: 'Say what happened, in a sentence or two.',
    },
    before: govuk.backLink({ text: 'Back', href: '/s/thorn' }),
    body: html`<h1 class="govuk-heading-l">Tell us what you saw</h1>
<p class="govuk-body-l">It takes about ninety seconds. The safeguarding team reads it at once.</p>
${govuk.warningText({ text: 'If anyone is in danger now, ring 999 first.', iconFallbackText: 'Warning' })}${staffForm}`,
  }),
  question: layout({
    ...frame,
    title: 'Is anyone in danger now?',
    body: questionPage({
      back: '/back',
      caption: 'Incident 2026-0142 · first questions, 1 of 4',
      form: {
        action: '/x',
        csrf: 'x',
        submit: 'Continue',
        fields: [
          {
            kind: 'choice',
            name: 'danger',
            heading: true,
            label: 'Is anyone in danger now?',
            hint: 'A child, or an adult, here or somewhere else.',
            choices: [
              {
                value: 'yes',
                text: 'Yes',
                reveals: [
                  { kind: 'text', name: 'rang', label: 'When did you ring 999?', type: 'time', width: 5 },
                ],
              },
              { value: 'no', text: 'No' },
              {
                value: 'unsure',
                text: 'I am not sure',
                hint: 'Treat it as yes: ring 999 and say what you know.',
              },
            ],
          },
        ],
      },
      after: govuk.details({
        summaryText: 'Why we ask this first',
        html: html`<p class="govuk-body">Nothing on this page may delay help.</p>`,
      }),
    }),
  }),
  components: layout({
    ...frame,
    duty: { kind: 'nobody', text: 'Nobody is on duty now. Name somebody.', href: '/duty' },
    title: 'Components',
    notice: 'The incident was closed.',
    body: html`${moj.pageHeaderActions({ heading: { text: 'Components' }, items: [{ text: 'New incident', href: '/new' }] })}
${moj.subNavigation({
  label: 'Parts',
  items: [
    { text: 'Summary', href: '#', active: true },
    { text: 'Chronology', href: '#' },
    { text: 'Evidence', href: '#' },
  ],
})}
${govuk.insetText({ text: 'Parents are told only after the safeguarding lead has recorded that telling adds no risk to the child.' })}
${moj.alert({ variant: 'warning', title: 'Warning', text: 'Two deadlines end today.' })}
${govuk.summaryList({
  rows: [
    { key: { text: 'Reference' }, value: { text: '2026-0142' } },
    {
      key: { text: 'State' },
      value: { html: govuk.tag({ text: 'Being looked into', classes: 'govuk-tag--blue' }) },
      actions: { items: [{ href: '#', text: 'Change', visuallyHiddenText: 'state' }] },
    },
    { key: { text: 'Seen by' }, value: { text: 'A member of staff, in the library' } },
  ],
})}
${govuk.tabs({
  items: [
    { id: 'one', label: 'This term', panel: { text: 'Nine incidents.' } },
    { id: 'two', label: 'Last term', panel: { text: 'Twelve incidents.' } },
  ],
})}
${govuk.accordion({
  id: 'acc',
  items: [
    { heading: { text: 'What the school does' }, content: { text: 'It looks into it.' } },
    { heading: { text: 'What parents do' }, content: { text: 'They talk.' } },
  ],
})}
${govuk.panel({ titleText: 'Report sent', html: html`Your reference<br><strong>2026-0142</strong>` })}
<div class="govuk-button-group">${govuk.button({ text: 'Save' })}${govuk.button({ text: 'Leave', classes: 'govuk-button--secondary' })}${govuk.button({ text: 'Seal', classes: 'govuk-button--warning' })}${buttonForm({ action: '/x', csrf: 'x', text: 'Take it' })}</div>`,
  }),
  pupil: pupilLayout({
    title: 'What happened?',
    school: { name: 'Thorn Academy', href: '/s/thorn' },
    demonstration: 'Demonstration: invented people. Nothing here is real.',
    step: { at: 2, of: 4 },
    body: html`${form({
      action: '/x',
      csrf: 'x',
      submit: 'Next',
      fields: [
        pictureChoices({
          name: 'what',
          question: 'What happened?',
          heading: true,
          hint: 'You are not in trouble. Press one or more.',
          several: true,
          values: { what: ['unkind'] },
          choices: [
            { value: 'unkind', text: 'Someone was unkind', picture: 'unkind' },
            { value: 'saw', text: 'I saw something bad', picture: 'picture' },
            { value: 'film', text: 'A film upset me', picture: 'film' },
            { value: 'stranger', text: 'Someone I don’t know wrote to me', picture: 'stranger' },
            { value: 'game', text: 'In a game', picture: 'game' },
            { value: 'password', text: 'Someone used my password', picture: 'password' },
            { value: 'else', text: 'Something else', picture: 'question' },
          ],
        }),
      ],
    })}`,
  }),
  'pupil-first': pupilLayout({
    title: 'You did the right thing',
    school: { name: 'Thorn Academy', href: '/s/thorn' },
    body: html`<h1 class="govuk-heading-l">Well done for telling us</h1>
<div class="sk-say">${picture('screen-off')}<p>Turn the screen off or turn it over.</p></div>
<div class="sk-say">${picture('tell')}<p>Tell a grown-up you trust.</p></div>
<div class="sk-say">${picture('face-worried')}${picture('face-sad')}${picture('face-angry')}${picture('face-unsure')}${picture('face-happy')}<p>All feelings are okay.</p></div>
${govuk.button({ text: 'Tell the school', href: '/report' })}`,
  }),
}

import { type Variable, variables } from './variables.ts'

/** The operator's page of settings, in Markdown. A test keeps `docs/operating/settings.md` equal to it. */
export function settingsPage(): string {
  return `# Settings

Schoolkeeper reads these from its environment when it starts. If one of them cannot be used, it does not start, and
says what is wrong with each. What a school decides for itself (who is told, how long records are kept) is not here:
that is on the school’s own settings pages.

| name | what it does | by default |
|---|---|---|
${variables.map(tableRow).join('\n')}

The four \`DATABASE_…\` settings are set together or not at all, and so are the two \`TLS_…\` settings.
`
}

function tableRow({ name, does, byDefault }: Variable): string {
  return `| \`${name}\` | ${does} | ${byDefault === undefined ? 'not set' : `\`${byDefault}\``} |`
}

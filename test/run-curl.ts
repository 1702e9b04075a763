import { execFile } from 'node:child_process'
import { programFromDebian } from './install-from-debian.ts'

/** What real curl says, with its complaint where it failed. */
export function runCurl(args: readonly string[]): Promise<string> {
  const program = programFromDebian(['/usr/bin/curl'], 'curl', 'curl')
  return new Promise((done) => {
    execFile(program, args, { encoding: 'utf8' }, (error, said, complaint) =>
      done(error ? `${said}${complaint}` : said),
    )
  })
}

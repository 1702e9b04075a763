// The promise: the whole policy with the evidence of every clause, asked for live, within 300 ms with the records of
// three years. One reader at a time, in each of the demonstration's schools.

import { demoSchools } from '../demo/schools.ts'
import { atMostFigure, type Figure } from './figure.ts'
import { percentile, type Timing } from './open-loop.ts'
import { openPlace, serveAt } from './server.ts'

const warmUp = 3
const p95 = 0.95

export const bench = {
  run: async ({ quick }: { quick: boolean }): Promise<readonly Figure[]> => {
    const place = await openPlace()
    try {
      const served = await serveAt(place, quick ? 'oneMonth' : 'demonstration')
      const figures: Figure[] = []
      for (const { slug } of quick ? demoSchools.slice(0, 1) : demoSchools) {
        const timings = await look(place.origin, slug, quick ? 3 : 40)
        figures.push(
          atMostFigure({
            name: `coverage page of ${slug}`,
            figure: percentile(timings, p95),
            unit: 'ms p95',
            atMost: 300,
          }),
        )
      }
      await served.stop()
      return figures
    } finally {
      await place.remove()
    }
  },
}

async function look(origin: string, slug: string, times: number): Promise<readonly Timing[]> {
  const cookie = await signIn(origin, slug)
  const timings: Timing[] = []
  for (let at = 0; at < warmUp + times; at++) {
    const started = performance.now()
    const response = await fetch(`${origin}/s/${slug}/coverage`, { headers: { cookie }, redirect: 'manual' })
    await response.text()
    if (response.status !== 200) throw new Error(`The coverage page of ${slug} answered ${response.status}`)
    timings.push({ name: slug, status: response.status, ms: performance.now() - started })
  }
  return timings.slice(warmUp)
}

/** The head, with one click, as visitors of the demonstration sign in. */
async function signIn(origin: string, slug: string): Promise<string> {
  const response = await fetch(`${origin}/demo/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ name: `head.${slug}` }),
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (cookie === undefined) throw new Error(`The head of ${slug} could not sign in: ${response.status}`)
  return cookie
}

import type { Layout, Part, Place } from './lay-out-flow.ts'
import { textWidthPx } from './wrap-text.ts'

/** A line as drawn between two layers: down, across on a track of its own, down. */
export type Line = Part & { x1Px: number; y1Px: number; acrossPx: number; x2Px: number; y2Px: number }

export type Routed = { lines: Line[]; topOf: Map<string, number>; widthPx: number; heightPx: number }

const trackPx = 12
const labelLinePx = 16
const marginPx = 24

/** Gives every layer its height and every line its own track, so that no two lines lie on one another. */
export function routeLines({ layers, parts }: Layout): Routed {
  const byId = new Map(layers.flat().map((place) => [place.id, place]))
  const topOf = new Map<string, number>()
  const lines: Line[] = []
  let yPx = marginPx
  for (const [i, layer] of layers.entries()) {
    const heightPx = Math.max(...layer.map((place) => place.heightPx))
    for (const place of layer) topOf.set(place.id, yPx)
    const here = parts.filter((part) => byId.get(part.above)?.layer === i)
    const ends = here.map((part) => endsOf(part, here, byId))
    const tracks = chooseTracks(ends)
    const labelsPx = Math.max(0, ...here.map(({ label }) => label.length)) * labelLinePx
    const bottomPx = yPx + heightPx
    const firstTrackPx = bottomPx + labelsPx + 14
    const nextPx = firstTrackPx + (Math.max(0, ...tracks) + 1) * trackPx + 10
    for (const [k, end] of ends.entries()) {
      const place = byId.get(end.above)
      lines.push({
        ...end,
        y1Px: place?.node ? yPx + place.heightPx : yPx,
        acrossPx: firstTrackPx + (tracks[k] ?? 0) * trackPx,
        y2Px: nextPx,
      })
    }
    yPx = layers[i + 1] ? nextPx : bottomPx
  }
  const widthPx = Math.max(...layers.flat().map((place) => place.xPx + place.widthPx / 2)) + marginPx
  return { lines, topOf, widthPx: Math.ceil(widthPx), heightPx: Math.ceil(yPx + marginPx) }
}

type Ends = Part & { x1Px: number; x2Px: number }

/** Lines out of one node leave side by side, in the order of where they go, straight down where there is room. */
function endsOf(part: Part, here: readonly Part[], byId: ReadonlyMap<string, Place>): Ends {
  const x = (id: string) => byId.get(id)?.xPx ?? 0
  const widthPx = byId.get(part.above)?.widthPx ?? 0
  const siblings = here.filter((other) => other.above === part.above).sort((a, b) => x(a.below) - x(b.below))
  const slotPx = widthPx / siblings.length
  const leftPx = x(part.above) - widthPx / 2 + slotPx * siblings.indexOf(part)
  const labelPx = Math.max(0, ...part.label.map(textWidthPx))
  const x2Px = Math.round(x(part.below))
  const lastPx = Math.max(leftPx + 12, leftPx + slotPx - labelPx - 12)
  const idlePx = siblings.length === 1 ? x(part.above) : leftPx + slotPx * 0.25
  const canGoStraight = x2Px >= leftPx + 12 && x2Px <= lastPx
  const isBend = byId.get(part.above)?.node === null
  const x1Px = isBend ? x(part.above) : canGoStraight ? x2Px : Math.min(idlePx, lastPx)
  return { ...part, x1Px: Math.round(x1Px), x2Px }
}

/** Tracks from the top: lines to the same place may share one; a line that starts where another ends runs above it. */
function chooseTracks(ends: readonly Ends[]): number[] {
  const tracks: number[] = ends.map(() => -1)
  const mustBeBelow = (a: Ends, b: Ends) => a !== b && a.below !== b.below && Math.abs(b.x1Px - a.x2Px) < 8
  const waiting = new Set(ends.keys())
  while (waiting.size > 0) {
    const free = [...waiting].filter((i) => {
      const mine = ends[i]
      return mine && ![...waiting].some((k) => k !== i && ends[k] && mustBeBelow(mine, ends[k]))
    })
    for (const i of free.length > 0 ? free : [...waiting].slice(0, 1)) {
      tracks[i] = firstFreeTrack(i, ends, tracks, mustBeBelow)
      waiting.delete(i)
    }
  }
  return tracks
}

function firstFreeTrack(
  i: number,
  ends: readonly Ends[],
  tracks: readonly number[],
  mustBeBelow: (a: Ends, b: Ends) => boolean,
): number {
  const mine = ends[i]
  if (!mine || mine.x1Px === mine.x2Px) return 0
  const others = ends.flatMap((other, k) =>
    tracks[k] !== -1 && k !== i ? [{ other, track: tracks[k] ?? 0 }] : [],
  )
  let track = Math.max(0, ...others.filter(({ other }) => mustBeBelow(mine, other)).map((o) => o.track + 1))
  while (others.some((o) => o.track === track && o.other.below !== mine.below && overlap(o.other, mine)))
    track++
  return track
}

function overlap(a: Ends, b: Ends): boolean {
  if (a.x1Px === a.x2Px) return false
  const [aFrom, aTo] = [Math.min(a.x1Px, a.x2Px), Math.max(a.x1Px, a.x2Px)]
  const [bFrom, bTo] = [Math.min(b.x1Px, b.x2Px), Math.max(b.x1Px, b.x2Px)]
  return aFrom < bTo + 8 && bFrom < aTo + 8
}

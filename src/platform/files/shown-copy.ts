// The copy of a picture that people look at: decoded and encoded anew, so that nothing rides along in it (place, time,
// camera, comments, a second file behind the first). The original is kept byte for byte and is never sent to a page.

import { Readable } from 'node:stream'
import { Refused } from '#/kernel/refusal.ts'

// Only the decoders that what-can-be-kept.ts lets through; libvips knows many more, and each is a way in.
const decoders = ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif']

/** Loaded with the first picture: it is large, and a school may keep none for weeks. */
async function loadSharp() {
  const { default: sharp } = await import('sharp')
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: decoders })
  sharp.cache(false)
  return sharp
}

let loading: ReturnType<typeof loadSharp> | undefined

/** Above the 50 megapixels of a good telephone; a picture beyond it is a decompression bomb more often than a picture. */
const maxPixels = 64_000_000
const longestSidePixels = 2_400
const decodeSeconds = 20

export type ShownPicture = { type: 'image/png' | 'image/jpeg'; bytes: Buffer; width: number; height: number }

/** The stripped copy: upright, its first frame, at most 2,400 pixels a side. Refuses what does not decode, or is too large. */
export async function makeShownPicture(
  original: AsyncIterable<Uint8Array>,
  originalType: string,
): Promise<ShownPicture> {
  loading ??= loadSharp()
  const sharp = await loading
  const picture = sharp({ limitInputPixels: maxPixels, failOn: 'error' })
    .timeout({ seconds: decodeSeconds })
    .autoOrient()
    .resize(longestSidePixels, longestSidePixels, { fit: 'inside', withoutEnlargement: true })
  const isPhotograph = originalType === 'image/jpeg'
  const encoded = isPhotograph ? picture.jpeg({ quality: 88 }) : picture.png()
  const source = Readable.from(original)
  source.once('error', (error) => picture.destroy(error))
  source.pipe(picture)
  try {
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
    const type = isPhotograph ? 'image/jpeg' : 'image/png'
    return { type, bytes: data, width: info.width, height: info.height }
  } catch (error) {
    throw asRefusal(error)
  } finally {
    source.destroy()
  }
}

function asRefusal(error: unknown): unknown {
  if (error instanceof Refused || !(error instanceof Error)) return error
  if (/pixel limit/i.test(error.message)) {
    return new Refused(
      `The picture has more than ${maxPixels / 1_000_000} million points, too many to open safely. Save a smaller copy, or take a screenshot of it.`,
    )
  }
  return new Refused(
    'The picture does not open: it is damaged or not whole. Take a new screenshot or save it again.',
  )
}

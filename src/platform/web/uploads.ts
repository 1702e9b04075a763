import type { FastifyRequest } from 'fastify'
import { clean } from './request-body.ts'
import type { Sent, Upload } from './route.ts'

const largestUploadBytes = 200 * 1024 * 1024
const limits = { fileSize: largestUploadBytes, files: 1, fields: 60, fieldSize: 64 * 1024, parts: 70 }

/**
 * Reads a multipart form: the fields up to the file, then the file as a stream, so that nothing is held in memory.
 * Forms put the file last. The stream errors when it is larger than the limit or the sending is cut off.
 */
export async function uploadsOf(
  request: FastifyRequest,
): Promise<{ fields: Sent; next: () => Promise<Upload | null> }> {
  if (!request.isMultipart()) return { fields: {}, next: async () => null }
  const fields: Record<string, string> = {}
  let upload: Upload | null = null
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = clean(part.value)
      continue
    }
    upload = {
      field: part.fieldname,
      fileName: part.filename,
      declaredType: part.mimetype,
      content: part.file,
      fields,
    }
    break
  }
  return {
    fields,
    next: async () => {
      const given = upload
      upload = null
      return given
    },
  }
}

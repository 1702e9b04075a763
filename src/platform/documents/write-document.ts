// What makes documents is large, and most days nobody asks for one: it is loaded with the first that somebody does ask for.

import type { ReportDocument } from './document.ts'

/** The document as a tagged PDF. Refuses one that would not be accessible (`checkDocument`). */
export async function writePdf(document: ReportDocument): Promise<Buffer> {
  const pdf = await import('./pdf.ts')
  return pdf.writePdf(document)
}

/** The document for Word. Refuses as `writePdf` does. */
export async function writeDocx(document: ReportDocument): Promise<Buffer> {
  const docx = await import('./docx.ts')
  return docx.writeDocx(document)
}

import { Readable } from 'node:stream'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { drawReport } from '#/platform/documents/html-report.ts'
import { writePdf } from '#/platform/documents/write-document.ts'
import { readFile } from '#/platform/files/files.ts'
import { html } from '#/platform/web/html.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, download, type Page, page, type Route, type WebRequest } from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { findAsk } from './ask-store.ts'
import { receiptDocument } from './receipt.ts'
import { findSignature } from './signature-store.ts'
import { findVersion } from './version-store.ts'

const mine = '/agreements/mine'

async function readReceipt({ context, actor, params, school }: WebRequest) {
  return reading(context, actor, async (tx) => {
    const signature = await findSignature(tx, actor.schoolId, idIn({ params }))
    await findAsk(tx, actor, signature.askId, londonDate(context.clock()))
    const names = await namesOf(tx, actor.schoolId, [signature.signerId, signature.aboutId])
    return {
      signature,
      document: receiptDocument({
        school: school.name,
        version: await findVersion(tx, actor.schoolId, signature.versionId),
        signature,
        signerName: names.get(signature.signerId) ?? '',
        aboutName: names.get(signature.aboutId) ?? '',
      }),
    }
  })
}

async function showReceipt(request: WebRequest): Promise<Page> {
  const { document, signature } = await readReceipt(request)
  const body = html`${drawReport(document, () => '')}
<p class="govuk-body"><a class="govuk-link" href="${request.at(`/agreements/signatures/${signature.id}/receipt.pdf`)}">Download as PDF</a></p>`
  return page({ title: 'Receipt', section: mine, body })
}

async function downloadReceipt(request: WebRequest): Promise<Answer> {
  const { document } = await readReceipt(request)
  return download({
    fileName: 'receipt.pdf',
    contentType: 'application/pdf',
    content: await writePdf(document),
  })
}

async function downloadScan(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const { signature } = await readReceipt(request)
  if (signature.fileId === null) throw new NotFound('scan')
  const about = { kind: 'agreementAsk', id: signature.askId }
  const file = await readFile(context, context.vault, actor, {
    fileId: signature.fileId,
    about,
    copy: 'original',
  })
  return download({
    fileName: file.name,
    contentType: file.type,
    content: Readable.from(file.bytes),
  })
}

const signs = 'agreements.sign'

export const receiptRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/agreements/signatures/:id/receipt',
    may: signs,
    does: 'Shows the receipt of an answer',
    answer: showReceipt,
  },
  {
    method: 'GET',
    path: '/agreements/signatures/:id/receipt.pdf',
    may: signs,
    does: 'Downloads the receipt of an answer',
    answer: downloadReceipt,
  },
  {
    method: 'GET',
    path: '/agreements/signatures/:id/scan',
    may: 'agreements.recordForOthers',
    does: 'Downloads the scan of a signed paper',
    answer: downloadScan,
  },
]

/**
 * Files, on the routes that take one and on no other: these have a scope of their own in which, beside JSON, the parsers
 * for multipart/form-data and for bare files exist.
 */
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deployment } from './deployment.ts'
import { fail, Invalid, invalid } from './errors.ts'
import type { Upload } from './route.ts'
import { bearerOf } from './tokens.ts'

/** Makes the body of this scope's routes `{ [field]: Buffer }`, or `{}` where no file was sent. */
export async function acceptUploads(scope: FastifyInstance, upload: Upload, deployment: Deployment): Promise<void> {
  const { field, types, maxBytes } = upload
  scope.addHook('onRequest', assertToken(deployment))
  await scope.register(multipart, { limits: { fileSize: maxBytes, files: 2, fields: 2, parts: 3, fieldSize: 1_000 } })
  scope.addContentTypeParser([...types], { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, bytes, done) =>
    done(null, { [field]: bytes }),
  )
  scope.addHook('preValidation', async request => {
    request.body = request.isMultipart() ? await readForm(request, field) : fileOf(request.body, field)
  })
  scope.setErrorHandler(error => {
    throw inWordsOf(upload, error as { code?: string })
  })
}

/** Strangers' files are not even read. */
function assertToken({ tokens }: Deployment) {
  return async (request: FastifyRequest) => {
    const token = bearerOf(request)
    if (token === null) throw fail('not_authenticated')
    if (!(await tokens.readAccess(token))) throw fail('token_not_valid')
  }
}

/** Throws 400 by field for anything but one file of this name, 413. */
async function readForm(request: FastifyRequest, field: string): Promise<Record<string, Buffer>> {
  const files: Buffer[] = []
  try {
    for await (const part of request.parts()) {
      if (part.fieldname !== field) throw invalid(part.fieldname, 'Unknown field.')
      if (part.type !== 'file') throw invalid(field, 'Send a file.')
      files.push(await part.toBuffer())
    }
  } catch (error) {
    const isToldApart = error instanceof Invalid || String((error as { code?: string }).code).startsWith('FST_')
    throw isToldApart ? error : invalid('non_field_errors', 'The body is not readable as multipart/form-data.')
  }
  if (files.length > 1) throw invalid(field, 'Send one file only.')
  return files[0] ? { [field]: files[0] } : {}
}

function fileOf(body: unknown, field: string): Record<string, Buffer> {
  const file = (body as Record<string, unknown> | null | undefined)?.[field]
  return Buffer.isBuffer(file) ? { [field]: file } : {}
}

function inWordsOf({ field, types, maxBytes }: Upload, error: { code?: string }): unknown {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return fail('payload_too_large', { detail: `The file is larger than ${maxBytes / 1024 ** 2} MB.` })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return fail('unsupported_media_type', {
        detail: `Send multipart/form-data with the field ${field}, or the file itself as ${types.join(', ')}.`,
      })
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
    case 'FST_PARTS_LIMIT':
      return invalid(field, 'Send one file only.')
    default:
      return error
  }
}

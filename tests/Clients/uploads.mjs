// tus-js-client sends files in pieces: whole, broken off and resumed at once, with the override of methods, given up, and in ways that are
// not offered.
import assert from 'node:assert/strict'
import * as tus from 'tus-js-client'
import { application, ask, cookie, origin, read } from './system.mjs'

const endpoint = `${origin}/intake/api/applications/${application}/uploads`
const pdf = size => Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(size - 9, 0x20)])
const metadata = name => ({ kind: 'evidence', title: name, filename: `${name}.pdf` })

function send(file, options) {
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(file, { endpoint, headers: { cookie }, chunkSize: 400_000, retryDelays: null, ...options,
      onSuccess: () => resolve(upload), onError: reject })
    options.begun?.(upload)
    upload.start()
  })
}

const attachments = async () => (await (await read(`/intake/api/applications/${application}`)).json()).attachments.map(a => a.fileName)

await send(pdf(1_000_000), { metadata: metadata('whole') })
await send(pdf(900_000), { metadata: metadata('overridden'), overridePatchMethod: true })

// Broken off in the middle, and resumed at once: nobody is told to come back later.
const statuses = []
let broken
await new Promise(resolve => {
  broken = new tus.Upload(pdf(3_000_000), {
    endpoint, headers: { cookie }, chunkSize: 1_000_000, metadata: metadata('resumed'), retryDelays: null,
    onProgress: sent => { if (sent > 1_200_000) broken.abort().then(resolve) },
    onError: resolve,
  })
  broken.start()
})
await send(pdf(3_000_000), {
  metadata: metadata('resumed'), uploadUrl: broken.url, chunkSize: 1_000_000,
  onAfterResponse: (request, response) => { statuses.push(`${request.getMethod()} ${response.getStatus()}`) },
})
assert.deepEqual(statuses.filter(s => s.endsWith('409')), [], `resuming met ${statuses}`)

const given = new tus.Upload(pdf(500_000), { endpoint, headers: { cookie }, metadata: metadata('given up'), retryDelays: null })
await new Promise((resolve, reject) => { given.options.onError = reject; given.options.onUploadUrlAvailable = resolve; given.start() })
await given.abort(true)
assert.equal((await ask(new URL(given.url).pathname, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } })).status, 404)

// What is not offered is refused in words, and leaves nothing behind.
const refused = async (options, status, word) => {
  const error = await send(pdf(600_000), options).then(() => null, e => e)
  assert.equal(error?.originalResponse?.getStatus(), status, `${word}: ${error}`)
  assert.match(error.originalResponse.getBody(), new RegExp(word))
  assert.equal(error.originalResponse.getHeader('Tus-Resumable'), '1.0.0')
}
await refused({ metadata: metadata('later'), uploadLengthDeferred: true, uploadSize: null }, 422, 'Upload-Defer-Length')
await refused({ metadata: metadata('parallel'), parallelUploads: 2 }, 422, 'Upload-Concat')

const names = await attachments()
for (const name of ['whole.pdf', 'overridden.pdf', 'resumed.pdf']) assert.ok(names.includes(name), `${name} is not attached: ${names}`)
assert.equal(names.filter(n => n.startsWith('parallel') || n.startsWith('later')).length, 0)

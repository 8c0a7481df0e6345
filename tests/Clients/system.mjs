// What a script is told about the running system, and how it reads from it.
import assert from 'node:assert/strict'

export const origin = process.env.ALLIANCE_ORIGIN
export const cookie = process.env.ALLIANCE_COOKIE
export const application = process.env.ALLIANCE_APPLICATION

/** An answer to somebody who is signed in. */
export const ask = (path, options = {}) => fetch(origin + path, { redirect: 'manual', ...options, headers: { cookie, ...options.headers } })

/** The body of a success. */
export async function read(path) {
  const answer = await ask(path)
  assert.equal(answer.status, 200, `${path} answered ${answer.status}`)
  return answer
}

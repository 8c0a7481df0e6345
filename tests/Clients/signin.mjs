// openid-client discovers the authority, gets a program's token, and a service takes it; a token that is none is answered as programs
// expect.
import assert from 'node:assert/strict'
import * as oidc from 'openid-client'
import { origin } from './system.mjs'

const [id, secret] = [process.env.ALLIANCE_MACHINE, process.env.ALLIANCE_MACHINE_SECRET]
const authority = await oidc.discovery(new URL('/identity', origin), id, secret, undefined, { execute: [oidc.allowInsecureRequests] })
const server = authority.serverMetadata()
assert.ok(server.code_challenge_methods_supported.includes('S256'))
const tokens = await oidc.clientCredentialsGrant(authority, { scope: 'alliance' })
assert.equal(tokens.token_type.toLowerCase(), 'bearer')

const call = token => fetch(`${origin}/funding/api/grants`, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } })
const answer = await call(tokens.access_token)
assert.equal(answer.status, 200, await answer.text())
const wrong = await call(tokens.access_token.slice(0, -4) + 'AAAA')
assert.equal(wrong.status, 401)
assert.match(wrong.headers.get('www-authenticate') ?? '', /^Bearer/)

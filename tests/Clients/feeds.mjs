// A feed reader finds the feeds on the portal, reads them, and asks again without being sent what it knows.
import assert from 'node:assert/strict'
import { parseFeed } from '@rowanmanning/feed-parser'
import { origin } from './system.mjs'

const home = (await (await fetch(origin + '/')).text()).replaceAll('&#x2B;', '+')
const links = [...home.matchAll(/<link[^>]*type="application\/atom\+xml"[^>]*>/g)].map(link => link[0].match(/href="([^"]+)"/)[1])
assert.equal(links.length, 3, `the portal names ${links}`)

for (const link of links) {
  const address = new URL(link, origin)
  const first = await fetch(address)
  assert.equal(first.status, 200)
  const feed = parseFeed(await first.text())
  assert.equal(feed.meta.type, 'atom')
  assert.ok(feed.title, address.pathname)
  for (const item of feed.items)
    assert.ok(item.title && item.url && item.id && item.published, `${address.pathname}: ${JSON.stringify(item)}`)

  const [tag, modified] = [first.headers.get('etag'), first.headers.get('last-modified')]
  assert.ok(tag && modified, `${address.pathname} says neither ETag nor Last-Modified`)
  assert.equal((await fetch(address, { headers: { 'If-None-Match': tag } })).status, 304)
  assert.equal((await fetch(address, { headers: { 'If-Modified-Since': modified } })).status, 304)
  assert.equal((await fetch(address, { headers: { 'If-None-Match': '"other"' } })).status, 200)
  const head = await fetch(address, { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers.get('etag'), head.headers.get('content-type')], [200, tag, first.headers.get('content-type')])
}

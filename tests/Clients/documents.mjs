// Redocly finds no error in any service's OpenAPI document, and a typed client made of them by openapi-typescript compiles.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { read } from './system.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const bin = name => join(here, 'node_modules', '.bin', name)
const folder = mkdtempSync(join(tmpdir(), 'alliance-clients-'))
const services = ['intake', 'review', 'certification', 'funding', 'monitoring', 'workflows']
try {
  for (const service of services) writeFileSync(join(folder, `${service}.json`), await (await read(`/${service}/openapi/v1.json`)).text())

  const lint = spawnSync(bin('redocly'), ['lint', '--extends=recommended', '--format=stylish', ...services.map(s => `${s}.json`)],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } })
  assert.equal(lint.status, 0, lint.stdout + lint.stderr)

  symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'))
  for (const service of services) execFileSync(bin('openapi-typescript'),
    [join(folder, `${service}.json`), '-o', join(folder, `${service}.d.ts`)], { cwd: folder, stdio: 'pipe' })
  copyFileSync(join(here, 'typed.ts'), join(folder, 'typed.ts'))
  const compiled = spawnSync(bin('tsc'), ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022',
    join(folder, 'typed.ts')], { cwd: folder, encoding: 'utf8' })
  assert.equal(compiled.status, 0, compiled.stdout)
} finally {
  rmSync(folder, { recursive: true })
}

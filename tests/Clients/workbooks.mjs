// exceljs and SheetJS save the workbook of an application again: what they write is read right, and what they leave out is named.
import assert from 'node:assert/strict'
import ExcelJS from 'exceljs'
import XLSX from 'xlsx'
import { application, ask, read } from './system.mjs'

const address = `/intake/api/applications/${application}/workbook`
const form = async () => (await (await read(`/intake/api/applications/${application}`)).json()).form
const exported = async () => Buffer.from(await (await read(address)).arrayBuffer())

async function upload(bytes) {
  const body = new FormData()
  body.append('file', new Blob([bytes]), '申报书.xlsx')
  const answer = await ask(address, { method: 'POST', body, headers: { 'x-requested-with': 'fetch' } })
  return { status: answer.status, text: await answer.text() }
}

async function changed(change) {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await exported())
  change(book)
  return upload(Buffer.from(await book.xlsx.writeBuffer()))
}

const column = (sheet, title) => sheet.getRow(1).values.indexOf(title)
const before = await form()

for (const again of [
  await changed(() => {}),
  await upload(XLSX.write(XLSX.read(await exported()), { type: 'buffer', bookType: 'xlsx' })),
  await upload(XLSX.write(XLSX.read(await exported()), { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true })),
]) assert.equal(again.status, 200, again.text)
assert.deepEqual(await form(), before)

// Booleans, days and numbers as a program writes them, and codes as people type them.
const typed = await changed(book => {
  const members = book.getWorksheet('成员单位')
  members.getCell(2, column(members, '这是牵头单位')).value = true
  members.getCell(3, column(members, '这是牵头单位')).value = false
  const team = book.getWorksheet('研发团队')
  const code = team.getCell(2, column(team, '所在单位（信用代码）'))
  code.value = String(code.value).toLowerCase()
  const projects = book.getWorksheet('产业化项目')
  projects.getCell(2, column(projects, '起始日期')).value = new Date(Date.UTC(2021, 4, 6))
})
assert.equal(typed.status, 200, typed.text)
const now = await form()
assert.equal(now.team[0].unitCreditCode, before.team[0].unitCreditCode)
assert.equal(now.projects[0].startedOn, '2021-05-06')
assert.deepEqual(now.members.map(m => m.isLead), before.members.map(m => m.isLead))

// A column or a sheet that is gone is named, and nothing is changed.
for (const [change, name] of [
  [book => { const s = book.getWorksheet('成员单位'); s.spliceColumns(column(s, '注册地址'), 1) }, '注册地址'],
  [book => book.removeWorksheet(book.getWorksheet('研发团队').id), '研发团队'],
]) {
  const answer = await changed(change)
  assert.equal(answer.status, 422, answer.text)
  assert.ok(answer.text.includes(name), answer.text)
}
assert.deepEqual(await form(), now)

// A client as somebody else would write it; it compiles when the documents tell bodies, answers and refusals apart.
import createClient from 'openapi-fetch'
import type { operations as Certification, paths as CertificationPaths } from './certification.d.ts'
import type { components as Funding, paths as FundingPaths } from './funding.d.ts'
import type { paths as IntakePaths } from './intake.d.ts'
import type { paths as MonitoringPaths } from './monitoring.d.ts'
import type { paths as WorkflowsPaths } from './workflows.d.ts'

const baseUrl = 'https://example.org'
const funding = createClient<FundingPaths>({ baseUrl: `${baseUrl}/funding` })
const intake = createClient<IntakePaths>({ baseUrl: `${baseUrl}/intake` })
const monitoring = createClient<MonitoringPaths>({ baseUrl: `${baseUrl}/monitoring` })
const certification = createClient<CertificationPaths>({ baseUrl: `${baseUrl}/certification` })
const workflows = createClient<WorkflowsPaths>({ baseUrl: `${baseUrl}/workflows` })
const allianceId = '0192f3a4-5b6c-7d8e-9f01-23456789abcd'

export async function pay(): Promise<number | string> {
  const { data, error } = await funding.POST('/api/grants/{allianceId}/voucher', {
    params: { path: { allianceId } },
    body: { voucherNumber: '昆财支〔2024〕12号', paidOn: '2024-03-01', amountFen: 10_000_000 },
  })
  if (error) return error.errors?.map(fault => fault.field ?? fault.sentence).join() ?? error.title
  const nothing: object = data
  void nothing

  // @ts-expect-error A voucher is no pledge.
  const pledge: Funding['schemas']['PledgeMatchingRequest'] = { voucherNumber: '1' }
  void pledge
  const list = await funding.GET('/api/grants', { params: { query: { state: 'Approved', waiting: true } } })
  return list.data?.items?.reduce((sum, grant) => sum + (grant.grantFen ?? 0), 0) ?? 0
}

export async function look(): Promise<string[]> {
  const report = await monitoring.GET('/api/alliances/{allianceId}/reports/{year}', { params: { path: { allianceId, year: 2024 } } })
  const notices = await certification.GET('/api/notices')
  const judged = await intake.GET('/api/applications/{id}', { params: { path: { id: allianceId } } })
  const paused = await workflows.POST('/api/cases/{caseId}/pause', { params: { path: { caseId: allianceId } }, body: { reason: '等待核实' } })
  type Objection = NonNullable<Certification['lodgeObjection']['requestBody']>['content']['application/json']
  const objection: Objection = { objectorName: '赵秉正', objectorKind: 'person', contact: '0871-63100000', facts: '成员单位未实际参与研发' }
  return [report.data?.allianceName ?? '', notices.data?.[0]?.title ?? '', judged.data?.form?.coreName ?? '', paused.error?.title ?? '', objection.facts ?? '']
}

import { moneyText } from '@waystation/model';
import type { Api } from '../api.ts';
import { eventually } from '../eventually.ts';
import { Problem } from '../problem.ts';
import type { Booked } from './book-appointment.ts';
import { refused, type Scene } from './scene.ts';

interface Difference {
  differenceId: string;
  reason: string;
}

/** Settles the visit: statement, invoice, payment. @returns the number of the invoice */
export async function settle(scene: Scene, { visitId, advisorId }: Booked): Promise<string> {
  const { station, tell } = scene;
  const cashier = await station.get({ role: 'CASHIER' });
  const path = `${station.path}/visits/${visitId}`;
  await refused(scene, 'drawing a statement above the approved amount', 'DEL-D02', () =>
    cashier.api.post(`${path}/statement:draw`, { fees: [{ code: 'towing', payer: 'customer' }] }),
  );
  const drawn = await cashier.api.post<{ statementRevision: number; differences: Difference[] }>(
    `${path}/statement:draw`,
    { fees: [], sublets: [] },
  );
  for (const { differenceId } of drawn.differences.filter(({ reason }) => !reason)) {
    const explained = { differenceId, reason: 'recorded_late', remarks: '' };
    await cashier.api.post(`${path}/statement:explainDifference`, explained);
  }
  await cashier.api.post(`${path}/statement:close`, { statementRevision: drawn.statementRevision });
  const invoice = await issueInvoice(cashier.api, path);
  await cashier.api.post(`${station.path}/invoices/${invoice.invoiceId}:takePayment`, {
    amountMinor: invoice.amountMinor,
    method: 'card',
    accompaniedBy: advisorId,
    reference: 'terminal 4, 0042',
  });
  tell(`invoice ${invoice.number}: ${moneyText(BigInt(invoice.amountMinor), invoice.currency)}, paid by card`);
  return invoice.number;
}

interface IssuedInvoice {
  invoiceId: string;
  number: string;
  amountMinor: string;
  currency: string;
}

/** Issues the invoice. The document contains its number, so it is repeated if another cashier took the same number. */
async function issueInvoice(api: Api, path: string): Promise<IssuedInvoice> {
  for (;;) {
    const [issued] = await Promise.allSettled([api.post<IssuedInvoice>(`${path}:issueInvoice`, { payer: 'customer' })]);
    if (issued.status === 'fulfilled') return issued.value;
    const error = issued.reason as unknown;
    if (!(error instanceof Problem) || error.reason !== 'INVOICE_NUMBER_TAKEN') throw error;
  }
}

/** Delivers the vehicle: ready notice, walk-around, documents, replaced parts, keys, covers, gate pass. */
export async function deliver(scene: Scene, { visitId, advisorId }: Booked): Promise<void> {
  const { station, vehicle, tell } = scene;
  const advisor = await station.byId(advisorId);
  const path = `${station.path}/visits/${visitId}`;
  await advisor.api.post(`${path}/delivery:notifyVehicleReady`, { channel: 'in_person' });
  await advisor.api.post(`${path}/delivery:recordWalkAround`, {});
  await advisor.api.post(`${path}/delivery:explainInvoice`, {});
  await advisor.api.post(`${path}/delivery:adviseCustomer`, {
    nextServiceAt: new Date(Date.now() + 180 * 86_400_000).toISOString(),
    nextServiceKm: vehicle.odometerKm + 40_000,
    wearExplained: true,
  });
  const { replaced } = await advisor.api.get<{ replaced: { replacedPartId: string }[] }>(`${path}/parts`);
  for (const { replacedPartId } of replaced) {
    await advisor.api.post(`${station.path}/replaced-parts/${replacedPartId}:dispose`, {
      disposition: 'scrapped',
      customerAsked: true,
    });
  }
  await eventually(
    station,
    'all documents exist',
    () => advisor.api.get<{ documents: { needed: boolean; documentId: string }[] }>(`${path}/delivery`),
    ({ documents }) => documents.filter(({ needed }) => needed).every(({ documentId }) => documentId),
  );
  await advisor.api.post(`${path}/delivery:handOverDocuments`, { medium: 'print' });
  await refused(scene, 'issuing a gate pass before the keys are returned', 'DEL-D14', () =>
    advisor.api.post(`${path}/delivery:issueGatePass`, {}),
  );
  await advisor.api.post(`${path}:returnKeysAndPapers`, {});
  await advisor.api.post(`${path}:removeProtectiveCovers`, {});
  const { code } = await advisor.api.post<{ code: string }>(`${path}/delivery:issueGatePass`, {});
  await advisor.api.post(`${path}/delivery:deliverVehicle`, {
    gatePassCode: code,
    otherAdvisorReason: '',
    seenOffBy: advisorId,
  });
  tell(`${advisor.name} hands over documents and keys and sees the customer off`);
}

import { DocumentRenderer, Documents } from '@waystation/documents';
import { GatedVisits, gateOverrides, Overrides, overrideTable } from '@waystation/overrides';
import { referencePrices, ReferencePrices, Stations } from '@waystation/reference';
import { ServiceModule } from '@waystation/service';
import { BillingController } from './billing.grpc.ts';
import { Parts, Reception, Workshop } from './clients.ts';
import { MarkStatementStaleWhenPartsReturned } from './reactions/mark-statement-stale-when-parts-returned.ts';
import { MarkStatementStaleWhenRepairOrderChanged } from './reactions/mark-statement-stale-when-repair-order-changed.ts';
import { MarkStatementStaleWhenWorkReopened } from './reactions/mark-statement-stale-when-work-reopened.ts';
import { NoteHandoverWhenHandoverAccepted } from './reactions/note-handover-when-handover-accepted.ts';
import { NoteDocumentWhenGuaranteeCertificateIssued } from './reactions/note-document-when-guarantee-certificate-issued.ts';
import { NoteDocumentWhenInspectionPassed } from './reactions/note-document-when-inspection-passed.ts';
import { NoteDocumentWhenRepairOrderCountersigned } from './reactions/note-document-when-repair-order-countersigned.ts';
import { Deliveries } from './store/delivery.mapping.ts';
import { Invoices } from './store/invoice.mapping.ts';
import { migration as billing } from './store/migrations/0001-billing.ts';
import { Statements } from './store/statement.mapping.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh.json' with { type: 'json' };

export const BillingModule = ServiceModule.for({
  name: 'billing',
  controller: BillingController,
  reactions: [
    NoteDocumentWhenRepairOrderCountersigned,
    NoteDocumentWhenInspectionPassed,
    NoteDocumentWhenGuaranteeCertificateIssued,
    NoteHandoverWhenHandoverAccepted,
    MarkStatementStaleWhenRepairOrderChanged,
    MarkStatementStaleWhenPartsReturned,
    MarkStatementStaleWhenWorkReopened,
  ],
  stores: [Statements, Invoices, Deliveries, Documents, Overrides, Stations, ReferencePrices],
  providers: [DocumentRenderer, { provide: GatedVisits, useExisting: Deliveries }],
  clients: [Reception, Workshop, Parts],
  migrations: [billing, overrideTable, referencePrices],
  overrides: gateOverrides,
  texts: { en, zh },
  keeps: ['waystation.network.v1.CodeListState'],
});

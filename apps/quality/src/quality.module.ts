import { DocumentRenderer, Documents } from '@waystation/documents';
import { GatedVisits, gateOverrides, Overrides, overrideTable } from '@waystation/overrides';
import { Forms, Staff, Stations } from '@waystation/reference';
import { ServiceModule } from '@waystation/service';
import { Reception } from './clients.ts';
import { QualityController } from './quality.grpc.ts';
import { CloseInspectionWhenVisitCancelled } from './reactions/close-inspection-when-visit-cancelled.ts';
import { NoteOdometerWhenConditionRecorded } from './reactions/note-odometer-when-condition-recorded.ts';
import { NoteOrderWhenRepairOrderChanged } from './reactions/note-order-when-repair-order-changed.ts';
import { NoteOrderWhenRepairOrderCountersigned } from './reactions/note-order-when-repair-order-countersigned.ts';
import { NoteRecommendationWhenWorkRecommended } from './reactions/note-recommendation-when-work-recommended.ts';
import { NoteVisitWhenVisitOpened } from './reactions/note-visit-when-visit-opened.ts';
import { OpenInspectionWhenWorkFinished } from './reactions/open-inspection-when-work-finished.ts';
import { SuspendInspectionWhenWorkReopened } from './reactions/suspend-inspection-when-work-reopened.ts';
import { Inspections } from './store/inspection.mapping.ts';
import { migration as inspections } from './store/migrations/0001-inspections.ts';
import { VisitFiles } from './store/visit-file.mapping.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh.json' with { type: 'json' };

export const QualityModule = ServiceModule.for({
  name: 'quality',
  controller: QualityController,
  reactions: [
    OpenInspectionWhenWorkFinished,
    SuspendInspectionWhenWorkReopened,
    CloseInspectionWhenVisitCancelled,
    NoteVisitWhenVisitOpened,
    NoteOdometerWhenConditionRecorded,
    NoteOrderWhenRepairOrderCountersigned,
    NoteOrderWhenRepairOrderChanged,
    NoteRecommendationWhenWorkRecommended,
  ],
  stores: [Inspections, VisitFiles, Documents, Overrides, Stations, Staff, Forms],
  clients: [Reception],
  providers: [DocumentRenderer, { provide: GatedVisits, useExisting: Inspections }],
  migrations: [inspections, overrideTable],
  overrides: gateOverrides,
  texts: { en, zh },
  keeps: ['waystation.network.v1.CodeListState', 'waystation.crm.v1.VehicleState'],
});

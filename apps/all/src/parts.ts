import { AppointmentsModule } from '@waystation/appointments';
import { BillingModule } from '@waystation/billing';
import { CrmModule } from '@waystation/crm';
import { gatewayPart } from '@waystation/gateway';
import { NetworkModule } from '@waystation/network';
import { PartsModule } from '@waystation/parts';
import { QualityModule } from '@waystation/quality';
import { ReceptionModule } from '@waystation/reception';
import { servicePart, type Part } from '@waystation/service';
import { WorkshopModule } from '@waystation/workshop';

const services = [
  NetworkModule,
  AppointmentsModule,
  ReceptionModule,
  WorkshopModule,
  PartsModule,
  QualityModule,
  BillingModule,
  CrmModule,
];

/** All services and the gateway. They call each other over gRPC, as they do in separate processes. */
export const parts: readonly Part[] = [...services.map((module) => servicePart(module)), gatewayPart];

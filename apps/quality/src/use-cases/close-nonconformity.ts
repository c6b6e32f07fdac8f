import { UseCase, type Call } from '@waystation/call';
import type { CloseNonconformityRequest, CloseNonconformityResponse } from '@waystation/contracts/quality/v1/service';
import { hashOf } from '@waystation/documents';
import { contactsOf, type CustomerContacts } from '@waystation/model';
import { Reception } from '../clients.ts';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class CloseNonconformity {
  constructor(
    private readonly reception: Reception,
    private readonly inspections: Inspections,
  ) {}

  /** Reads the contacts who may sign a concession. */
  async ask(
    { stationId, visitId, outcome }: CloseNonconformityRequest,
    call: Call,
  ): Promise<CustomerContacts | undefined> {
    if (outcome !== 'concession') return undefined;
    const { contacts, currency } = await this.reception.getSigners({ stationId, visitId }, call);
    return contactsOf(contacts, currency);
  }

  async execute(
    { visitId, nonconformityId, outcome, ...signature }: CloseNonconformityRequest,
    { actor, now }: Call,
    signers: CustomerContacts | undefined,
  ): Promise<CloseNonconformityResponse> {
    const inspection = await this.inspections.get(visitId);
    const { contactId, signedBy, identifiedBy, acceptance, acceptanceRemarks, strokes } = signature;
    const concession = { contactId, signedBy, identifiedBy, acceptance, acceptanceRemarks, strokes };
    inspection.closeNonconformity({ nonconformityId, outcome, concession }, { signers, hashOf }, actor, now);
    return { visitId, status: inspection.status };
  }
}

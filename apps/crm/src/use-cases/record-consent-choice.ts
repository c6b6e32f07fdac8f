import { UseCase, type Call } from '@waystation/call';
import type { RecordConsentChoiceRequest, RecordConsentChoiceResponse } from '@waystation/contracts/crm/v1/service';
import { Forms } from '@waystation/reference';
import { Customers } from '../store/customer.mapping.ts';

@UseCase()
export class RecordConsentChoice {
  constructor(
    private readonly customers: Customers,
    private readonly forms: Forms,
  ) {}

  async execute(
    { customerId, channel, purpose, allowed, formId, formVersion }: RecordConsentChoiceRequest,
    { now }: Call,
  ): Promise<RecordConsentChoiceResponse> {
    const [customer, form] = await Promise.all([
      this.customers.get(customerId),
      this.forms.version(formId, formVersion),
    ]);
    customer.chooseConsent({ channel, purpose, allowed, formId, formVersion }, form, now);
    return { customerId, revision: customer.revision };
  }
}

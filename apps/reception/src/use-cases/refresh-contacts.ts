import { UseCase, type Call } from '@waystation/call';
import type { RefreshContactsRequest, RefreshContactsResponse } from '@waystation/contracts/reception/v1/service';
import { contactsOf, contactsToShow, type CustomerContacts } from '@waystation/model';
import { Crm } from '../clients.ts';
import { Lookups } from '../store/lookups.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class RefreshContacts {
  constructor(
    private readonly lookups: Lookups,
    private readonly crm: Crm,
    private readonly visits: Visits,
    private readonly orders: RepairOrders,
  ) {}

  /** Reads the contacts from the customer's record; undefined if the customer is unknown. @throws Unavailable */
  async ask({ stationId, visitId }: RefreshContactsRequest, call: Call): Promise<CustomerContacts | undefined> {
    const customerId = await this.lookups.customerOf(visitId);
    if (!customerId) return undefined;
    const { contacts, currency } = await this.crm.getCustomer({ stationId, customerId }, call);
    return contactsOf(contacts, currency);
  }

  async execute(
    { visitId }: RefreshContactsRequest,
    { happenedAt: at }: Call,
    known: CustomerContacts | undefined,
  ): Promise<RefreshContactsResponse> {
    const [visit, order] = await Promise.all([this.visits.get(visitId), this.orders.findOfVisit(visitId)]);
    visit.refreshContacts(known, at);
    const contacts = visit.contacts ? contactsToShow(visit.contacts, order?.commitment) : [];
    return { visitId, stage: visit.stage, contacts, currency: visit.contacts?.currency ?? '' };
  }
}

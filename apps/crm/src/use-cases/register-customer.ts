import { UseCase, type Call } from '@waystation/call';
import type { RegisterCustomerRequest, RegisterCustomerResponse } from '@waystation/contracts/crm/v1/service';
import { mustBeCurrencyOfStation } from '@waystation/model';
import { Customer } from '../model/customer.ts';
import { CustomerPhones } from '../store/customer-phone.mapping.ts';
import { Customers } from '../store/customer.mapping.ts';
import { Stations } from '../store/reference-data.ts';

@UseCase()
export class RegisterCustomer {
  constructor(
    private readonly customers: Customers,
    private readonly phones: CustomerPhones,
    private readonly stations: Stations,
  ) {}

  async execute(
    { contacts, ...facts }: RegisterCustomerRequest,
    { stationId, now, newId }: Call,
  ): Promise<RegisterCustomerResponse> {
    const named = contacts.map((contact) => ({ ...contact, contactId: newId() }));
    const [currency, country] = await Promise.all([
      this.stations.currencyOf(stationId),
      this.stations.phoneCountry(stationId),
    ]);
    mustBeCurrencyOfStation(currency, facts.currency);
    const customer = Customer.register(newId(), stationId, facts, named, country, now);
    const sharedPhones = await this.phones.sharedWith(customer.contacts);
    this.customers.add(customer);
    this.phones.addAll(customer, customer.contacts);
    const { id: customerId, revision } = customer;
    return { customerId, contactIds: named.map(({ contactId }) => contactId), revision, sharedPhones };
  }
}

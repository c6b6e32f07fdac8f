import { UseCase, type Call } from '@waystation/call';
import type { RegisterCustomerRequest, RegisterCustomerResponse } from '@waystation/contracts/crm/v1/service';
import { mustBeCurrencyOfStation, phoneCountryOf } from '@waystation/model';
import { Stations } from '@waystation/reference';
import { Customer } from '../model/customer.ts';
import { CustomerPhones } from '../store/customer-phone.mapping.ts';
import { Customers } from '../store/customer.mapping.ts';

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
    const identified = contacts.map((contact) => ({ ...contact, contactId: newId() }));
    const station = await this.stations.findOwn();
    mustBeCurrencyOfStation(station?.currency, facts.currency);
    const country = station && phoneCountryOf(station);
    const customer = Customer.register(newId(), stationId, facts, identified, country, now);
    const sharedPhones = await this.phones.sharedWith(customer.contacts);
    this.customers.add(customer);
    this.phones.addAll(customer, customer.contacts);
    const { id: customerId, revision } = customer;
    return { customerId, contactIds: identified.map(({ contactId }) => contactId), revision, sharedPhones };
  }
}

import { clearJournal, journalOf, NotFound } from '@waystation/model';
import { day } from '@waystation/testing/model';
import { aCustomer, dispatcher, fleet, noCalls } from '../../testing/a-customer.ts';
import { ids } from '../../testing/ids.ts';
import { Customer } from './customer.ts';

describe('A customer', () => {
  it('is registered with contacts, without personal data in the event', () => {
    const customer = aCustomer().build();
    expect(customer).toMatchObject({ ...fleet, revision: 1, status: 'registered' });
    expect(customer.contacts).toMatchObject([
      { contactId: ids.contact, name: 'Birte Claasen', approvalLimitMinor: '500000' },
    ]);
    const { name, payload } = journalOf(customer).published[0]!;
    expect(name).toBe('CustomerRegistered');
    expect(payload).toEqual({ kind: 'fleet', stationId: ids.station, customerId: ids.customer, at: day(-30) });
  });

  it('requires a phone number or a mail address of each contact, and has at most 50 contacts', () => {
    const customer = aCustomer().build();
    const nobody = { ...dispatcher, phone: '', email: '' };
    expect(() => customer.addContact(ids.item, nobody, 'DE', day(0))).toThrow('CONTACT_NOT_REACHABLE');
    const dashed = { ...nobody, phone: '-' };
    expect(() => customer.addContact(ids.item, dashed, 'DE', day(0))).toThrow('CONTACT_NOT_REACHABLE');
    const register = () =>
      Customer.register(ids.customer, ids.station, fleet, [{ ...nobody, contactId: ids.item }], 'DE', day(0));
    expect(register).toThrow('CONTACT_NOT_REACHABLE');
    for (let count = 1; count < 50; count += 1) customer.addContact(ids.item, dispatcher, 'DE', day(0));
    expect(() => customer.addContact(ids.item, dispatcher, 'DE', day(0))).toThrow('LIST_FULL');
    expect(customer.revision).toBe(50);
  });

  it('has an approval limit for each contact', () => {
    const customer = aCustomer().build();
    customer.setApprovalLimit(ids.contact, { mayApprove: true, approvalLimitMinor: 9n }, day(0));
    expect(customer.contacts[0]).toMatchObject({ mayApprove: true, approvalLimitMinor: '9', name: 'Birte Claasen' });
    customer.setApprovalLimit(ids.contact, { mayApprove: false, approvalLimitMinor: 9n }, day(0));
    expect(customer.contacts[0]).toMatchObject({ mayApprove: false, approvalLimitMinor: '0' });
    expect(customer.revision).toBe(3);
    const ofNobody = () => customer.setApprovalLimit(ids.item, { mayApprove: true, approvalLimitMinor: 0n }, day(0));
    expect(ofNobody).toThrow(NotFound);
  });

  it('keeps the latest consent choice for each channel and purpose', () => {
    const customer = aCustomer().build();
    clearJournal(customer);
    expect(customer.channelsOptedOutOf('follow_up')).toEqual([]);
    customer.chooseConsent(noCalls, undefined, day(1));
    customer.chooseConsent({ ...noCalls, channel: 'sms' }, undefined, day(1));
    customer.chooseConsent({ ...noCalls, purpose: 'marketing' }, undefined, day(1));
    expect(customer.channelsOptedOutOf('follow_up')).toEqual(['phone', 'sms']);
    customer.chooseConsent({ ...noCalls, allowed: true }, undefined, day(2));
    expect(customer.channelsOptedOutOf('follow_up')).toEqual(['sms']);
    expect(customer.consents).toHaveLength(3);
    expect(journalOf(customer).published.at(-1)).toMatchObject({
      name: 'ConsentChosen',
      payload: { channel: 'phone', purpose: 'follow_up', allowed: true, customerId: ids.customer },
    });
  });

  it('requires a published consent text for a written choice', () => {
    const customer = aCustomer().build();
    const shown = { ...noCalls, formId: ids.consentText, formVersion: 1 };
    const choose = (form?: { kind: string }) => () => customer.chooseConsent(shown, form, day(0));
    expect(choose()).toThrow('FORM_UNKNOWN');
    expect(choose({ kind: 'survey' })).toThrow('FORM_OF_OTHER_KIND');
    expect(choose({ kind: 'consent' })).not.toThrow();
  });
});

import { eventsOf, factsOf, minute } from '@waystation/testing/model';
import { anAppointment, ids } from '../../testing/an-appointment.ts';

describe('the preparation of an appointment', () => {
  it('marks bay and technician automatically, once, and only for the chosen slot', () => {
    const appointment = anAppointment().confirmed().build();
    const before = eventsOf(appointment).length;
    appointment.markBay(ids.otherBooking, minute(7));
    appointment.markBay(ids.booking, minute(8));
    appointment.markBay(ids.booking, minute(9));
    expect(eventsOf(appointment).slice(before)).toEqual(['PreparationItemMarked']);
    expect(factsOf(appointment)).toMatchObject({ item: 'technician_and_bay', ready: true, markedBy: '' });
    expect(appointment.itemsMissing).toBe(5);
  });

  it('keeps a reason for an item that is not ready', () => {
    const appointment = anAppointment().confirmed().build();
    appointment.markPreparationItem({ item: 'tools', ready: false, reason: '' }, { id: ids.advisor }, minute(7));
    expect(factsOf(appointment)).toMatchObject({ item: 'tools', ready: false, reason: 'not_stated' });
    appointment.markPreparationItem({ item: 'tools', ready: true, reason: 'x' }, { id: ids.advisor }, minute(8));
    expect(factsOf(appointment)).toMatchObject({ ready: true, reason: '', markedBy: ids.advisor });
  });
});

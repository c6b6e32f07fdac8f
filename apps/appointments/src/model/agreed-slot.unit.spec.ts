import { day, factsOf, minute } from '@waystation/testing/model';
import { anAppointment, aSlot } from '../../testing/an-appointment.ts';

describe('a chosen slot', () => {
  it.each([
    [day(3, 60), true],
    [day(3, 120), true],
    [day(3, 121), false],
    [undefined, false],
  ])('meets a request for %p: %p', (preferredAt, asPreferred) => {
    const appointment = anAppointment()
      .requesting({ preferredAt: preferredAt ?? null })
      .build();
    appointment.chooseSlot(aSlot(), minute(4));
    expect(factsOf(appointment)).toMatchObject({ asPreferred });
  });
});

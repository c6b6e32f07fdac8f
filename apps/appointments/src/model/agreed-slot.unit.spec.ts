import { anAppointment, aSlot, day, minute } from '../../testing/an-appointment.ts';
import { last } from '../../testing/appointment-journal.ts';

describe('a slot', () => {
  it.each([
    [day(3, 60), true],
    [day(3, 120), true],
    [day(3, 121), false],
    [undefined, false],
  ])('that is wished for %p is as wished: %p', (wishedAt, asWished) => {
    const appointment = anAppointment()
      .wishing({ wishedAt: wishedAt ?? null })
      .build();
    appointment.chooseSlot(aSlot(), minute(4));
    expect(last(appointment).payload).toMatchObject({ asWished });
  });
});

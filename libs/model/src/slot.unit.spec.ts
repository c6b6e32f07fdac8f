import { Invalid } from './errors.ts';
import { slotContains, slotFrom, slotMinutes, slotOf, slotsOverlap } from './slot.ts';

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);
const slot = (start: string, end: string) => slotOf(at(start), at(end));

describe('A slot', () => {
  it('lasts from its start to its end, in minutes', () => {
    expect(slotMinutes(slot('08:00', '09:30'))).toBe(90);
    expect(slotFrom(at('08:00'), 90)).toEqual(slot('08:00', '09:30'));
  });

  it.each([
    ['ends when it starts', '08:00', '08:00'],
    ['ends before it starts', '08:00', '07:59'],
  ])('is refused if it %s', (_why, start, end) => {
    const make = () => slotOf(at(start), at(end), 'wished');
    expect(make).toThrow(Invalid);
    expect(make).toThrow(
      expect.objectContaining({
        violations: [expect.objectContaining({ field: 'wished.end', reason: 'SLOT_ENDS_BEFORE_START' })],
      }),
    );
  });

  it('is refused if its start and end are not valid dates, with both named at once', () => {
    const never = new Date(NaN);
    expect(() => slotOf(never, never)).toThrow('slot.start: SLOT_NOT_AN_INSTANT, slot.end: SLOT_NOT_AN_INSTANT');
    expect(() => slotFrom(at('08:00'), 0)).toThrow(Invalid);
  });

  it.each([
    ['ends earlier', '06:00', '07:00', false],
    ['ends at its start', '07:00', '08:00', false],
    ['ends after its start', '07:00', '08:01', true],
    ['is within it', '08:30', '08:40', true],
    ['is identical', '08:00', '09:00', true],
    ['contains it', '07:00', '10:00', true],
    ['starts before its end', '08:59', '10:00', true],
    ['starts at its end', '09:00', '10:00', false],
  ])('is compared with a slot that %s (%s to %s): overlap %s', (_how, start, end, overlap) => {
    const eightToNine = slot('08:00', '09:00');
    expect(slotsOverlap(eightToNine, slot(start, end))).toBe(overlap);
    expect(slotsOverlap(slot(start, end), eightToNine)).toBe(overlap);
  });

  it('contains its start, but not its end', () => {
    const eightToNine = slot('08:00', '09:00');
    expect(slotContains(eightToNine, at('08:00'))).toBe(true);
    expect(slotContains(eightToNine, at('08:59'))).toBe(true);
    expect(slotContains(eightToNine, at('09:00'))).toBe(false);
    expect(slotContains(eightToNine, at('07:59'))).toBe(false);
  });

  it('contains another slot that does not extend beyond it', () => {
    const eightToNine = slot('08:00', '09:00');
    expect(slotContains(eightToNine, eightToNine)).toBe(true);
    expect(slotContains(eightToNine, slot('08:00', '09:01'))).toBe(false);
    expect(slotContains(eightToNine, slot('07:59', '09:00'))).toBe(false);
  });
});

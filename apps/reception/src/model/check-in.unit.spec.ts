import { aForm, factsOf, lastEventOf, minute, missingOf } from '@waystation/testing/model';
import { aVisit } from '../../testing/a-visit.ts';
import { condition, sheet, sheetForm } from '../../testing/examples.ts';
import { ids } from '../../testing/ids.ts';

const opened = () => aVisit().opened().records().checkIn;

describe('a check-in', () => {
  it('requires that the assigned advisor greets the customer and introduces themselves, once', () => {
    const checkIn = opened();
    checkIn.greet({ introduced: false, otherAdvisorReason: '' }, ids.technician, minute(10));
    expect(missingOf(checkIn)).toEqual(['REC-D02 ASSIGNED_ADVISOR_ABSENT', 'REC-D03 ADVISOR_NOT_INTRODUCED']);
    expect(lastEventOf(checkIn)).toMatchObject({
      name: 'CustomerGreeted',
      payload: { assignedAdvisorId: ids.advisor },
    });
    const again = () => checkIn.greet({ introduced: true, otherAdvisorReason: '' }, ids.advisor, minute(11));
    expect(again).toThrow('CUSTOMER_ALREADY_GREETED');
  });

  it('requires the confirmation of each booked concern', () => {
    const checkIn = opened();
    checkIn.confirmConcerns([], minute(10));
    expect(missingOf(checkIn)).toEqual([`REC-D04 CONCERN_NOT_CONFIRMED ${ids.concern}`]);
    checkIn.confirmConcerns([{ concernId: ids.concern, description: 'They squeal when wet' }], minute(11));
    expect(checkIn.texts.concerns).toEqual({ [ids.concern]: 'They squeal when wet' });
    expect(lastEventOf(checkIn)).toMatchObject({
      name: 'ConcernRecorded',
      payload: { booked: true, foundByStation: false },
    });
    expect(JSON.stringify(lastEventOf(checkIn))).not.toContain('squeal');
  });

  it('waits for the cause of each fault, including faults found by the station', () => {
    const checkIn = aVisit().diagnosed().records().checkIn;
    expect(checkIn.undiagnosedSince).toBeNull();
    const found = { concernId: ids.otherConcern, kind: 'fault', isFoundByStation: true };
    checkIn.addConcern(found, 'A hose leaks', minute(20));
    expect(checkIn.undiagnosedSince).toEqual(minute(20));
    const diagnosis = {
      concernId: ids.otherConcern,
      cause: 'aged',
      description: '',
      componentCode: '',
      method: 'expert',
    };
    checkIn.diagnose(diagnosis, ids.advisor, minute(30));
    expect(checkIn.undiagnosedSince).toBeNull();
    checkIn.addConcern({ ...found, concernId: ids.item, kind: 'maintenance' }, 'Oil', minute(31));
    expect(checkIn.undiagnosedSince).toBeNull();
  });

  it('requires a result for each point of the published check sheet', () => {
    const checkIn = opened();
    checkIn.completeSheet({ ...sheet, points: sheet.points.slice(1) }, sheetForm, ids.advisor, minute(10));
    expect(missingOf(checkIn)).toEqual(['REC-D05 CHECK_SHEET_POINT_MISSING lights']);
    expect(() => checkIn.completeSheet(sheet, undefined, ids.advisor, minute(11))).toThrow('FORM_UNKNOWN');
    const other = aForm('survey', 'lights');
    expect(() => checkIn.completeSheet(sheet, other, ids.advisor, minute(11))).toThrow('FORM_OF_OTHER_KIND');
  });

  it('requires a reason for a falling odometer and for an absent customer', () => {
    const checkIn = opened();
    const odd = { ...condition, odometerKm: 100, customerPresent: false };
    checkIn.recordCondition(odd, [], ids.advisor, minute(10));
    expect(missingOf(checkIn)).toEqual([
      'REC-D07 ODOMETER_BELOW_PREVIOUS_WITHOUT_REASON',
      'REC-D07 DROP_OFF_WITHOUT_REASON',
    ]);
    expect(factsOf(checkIn)).toMatchObject({ damages: 1, odometerKm: 100, vehicleId: ids.vehicle });
  });

  it('refuses texts that do not fit on the document of the order', () => {
    const checkIn = opened();
    const damages = (count: number) =>
      Array.from({ length: count }, () => ({ place: 'door', kind: 'dent', remarks: 'n'.repeat(490), photoHashes: [] }));
    const record = (count: number) =>
      checkIn.recordCondition({ ...condition, damages: damages(count) }, ['a coat'], ids.advisor, minute(9));
    record(40);
    const concern = { concernId: ids.otherConcern, kind: 'fault', isFoundByStation: false };
    expect(() => checkIn.addConcern(concern, 'w'.repeat(5_000), minute(9))).toThrow('TEXTS_TOO_LONG');
    expect(() => record(100)).toThrow('TEXTS_TOO_LONG (letters=');
  });

  it('keeps keys and papers until they are returned', () => {
    const checkIn = opened();
    const custody = { custodyId: ids.custody, keys: 2, vehiclePapers: ['registration'], place: '-' };
    expect(() => checkIn.returnKeysAndPapers(ids.advisor, minute(9))).toThrow('CUSTODY_NOT_TAKEN');
    checkIn.takeKeysAndPapers(custody, ids.advisor, minute(10));
    expect(missingOf(checkIn)).toEqual(['REC-D14 CUSTODY_WITHOUT_PLACE']);
    expect(() => checkIn.takeKeysAndPapers(custody, ids.advisor, minute(11))).toThrow('KEYS_AND_PAPERS_ALREADY_TAKEN');
    checkIn.returnKeysAndPapers(ids.advisor, minute(12));
    expect(checkIn.isKeeping).toBe(false);
    expect(() => checkIn.returnKeysAndPapers(ids.advisor, minute(13))).toThrow('CUSTODY_NOT_TAKEN');
  });

  it('removes only covers that are fitted', () => {
    const checkIn = opened();
    expect(() => checkIn.removeProtectiveCovers(ids.advisor, minute(9))).toThrow('COVERS_NOT_FITTED');
    checkIn.fitProtectiveCovers(false, ids.advisor, minute(10));
    expect(missingOf(checkIn)).toEqual(['REC-D13 COVERS_FITTED_WITHOUT_CUSTOMER']);
    checkIn.removeProtectiveCovers(ids.advisor, minute(11));
    expect(() => checkIn.removeProtectiveCovers(ids.advisor, minute(12))).toThrow('COVERS_NOT_FITTED');
  });

  it('lists the items that were not prepared', () => {
    const checkIn = opened();
    checkIn.confirmPreparation(['order_draft', 'parts', 'expert', 'tools'], ids.advisor, minute(10));
    expect(missingOf(checkIn)).toEqual([
      'REC-D01 PREPARATION_MISSING technician_and_bay',
      'REC-D01 PREPARATION_MISSING documents',
    ]);
    const walkIn = aVisit().walkIn().opened().records().checkIn;
    expect(() => walkIn.confirmPreparation([], ids.advisor, minute(10))).toThrow('NO_APPOINTMENT');
  });

  it('requires a contact for a customer who leaves', () => {
    const checkIn = opened();
    checkIn.recordWaitingArrangement({ whereabouts: 'left', contactDetails: ' - ' }, minute(10));
    expect(missingOf(checkIn)).toEqual(['REC-D15 CONTACT_DETAILS_MISSING']);
    checkIn.recordWaitingArrangement({ whereabouts: 'lounge', contactDetails: '' }, minute(11));
    expect(missingOf(checkIn)).toHaveLength(1);
  });

  it('ends when the order is countersigned', () => {
    const { checkIn } = aVisit().countersigned().records();
    const concern = { concernId: ids.otherConcern, kind: 'fault', isFoundByStation: false };
    expect(() => checkIn.addConcern(concern, 'x', minute(300))).toThrow('recordConcern from done');
    checkIn.fitProtectiveCovers(true, ids.advisor, minute(301));
  });
});

import { journalOf } from '@waystation/model';
import { hour } from '@waystation/testing/model';
import { ids } from '../../testing/ids.ts';
import { brakes } from '../../testing/publications.ts';
import { LabourOperation, mustBeDistinct, withStationLabourTimes } from './labour-operation.ts';

const opened = (stationId?: string) => LabourOperation.open(ids.operation, brakes.operation, stationId);

describe('A labour operation', () => {
  it('is published by the manufacturer or by a station', () => {
    const makers = opened();
    makers.publishVersion({ version: 2, from: hour(24) }, brakes, ids.version, hour(0));
    expect(journalOf(makers).published[0]!.payload).toMatchObject({
      ...brakes,
      key: '013-001-017/2:2',
      version: 2,
      from: hour(24),
    });
    expect(journalOf(makers).published[0]!.payload).not.toHaveProperty('stationId');
    const stations = opened(ids.station);
    const version = stations.publishVersion({ version: 1 }, brakes, ids.version, hour(0));
    expect(version).toMatchObject({ ofStation: ids.station, operation: brakes.operation, number: 1 });
    expect(journalOf(stations).published[0]!.payload).toMatchObject({
      key: `${ids.station}:013-001-017/2:1`,
      stationId: ids.station,
    });
  });

  it('refuses a published version and a duplicate safety confirmation', () => {
    const operation = opened();
    const publish = (described = brakes) => operation.publishVersion({ version: 1 }, described, ids.version, hour(0));
    const [confirmation] = brakes.safetyConfirmations;
    expect(() => publish({ ...brakes, safetyConfirmations: [confirmation!, confirmation!] })).toThrow('LISTED_TWICE');
    publish();
    expect(() => publish()).toThrow('VERSION_NOT_NEWER');
  });

  it('may appear only once in a list', () => {
    expect(() => mustBeDistinct([brakes, brakes], 'operations')).toThrow('operations[1]: OPERATION_LISTED_TWICE');
  });

  it('differs at a station only in its labour time', () => {
    const makers = [opened().publishVersion({ version: 1 }, brakes, ids.version, hour(0))];
    const labourTime = { operation: brakes.operation, labourMinutes: 75 };
    expect(withStationLabourTimes(makers, [labourTime])).toEqual([{ ...brakes, labourMinutes: 75 }]);
    expect(() => withStationLabourTimes(makers, [labourTime, { ...labourTime, operation: '000-000-001/1' }])).toThrow(
      'OPERATIONS_UNKNOWN',
    );
  });
});

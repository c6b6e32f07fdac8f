import { Overrides } from '@waystation/overrides';
import { commonTexts, withCommonTexts } from '@waystation/service/texts';
import { placesIn, stateNamesFor } from './texts.ts';

describe('The common texts', () => {
  it('have the same slugs and placeholders in both languages', () => {
    expect(Object.keys(commonTexts.zh)).toEqual(Object.keys(commonTexts.en));
    expect(placesIn(commonTexts.zh)).toEqual(placesIn(commonTexts.en));
  });

  it('name the states of overrides, which every service has', () => {
    const names = stateNamesFor([Overrides.mapping]);
    expect(names.filter((name) => !(name in commonTexts.en))).toEqual([]);
    expect(names).toContain('override.state.requested');
  });

  it('are merged with the texts of a service', () => {
    const { en } = withCommonTexts({ en: { JOB_NOT_FOUND: 'No such job.' }, zh: {} });
    expect(en['JOB_NOT_FOUND']).toBe('No such job.');
    expect(en['LIST_FULL']).toBe(commonTexts.en['LIST_FULL']);
  });
});

import { mustFit } from '@waystation/model';

/** Free text of an inspection: that of nonconformities and defects by id, other text by a key of `about`. */
export type InspectionTexts = Readonly<Record<string, string>>;

/** Room on the inspection sheet for all text together, in letters. */
const maxLetters = 24_000;

/** Keys of text that belongs to nothing with an id. */
export const about = {
  point: (pointId: string) => `point:${pointId}`,
  route: 'route',
  roadTest: 'road_test',
};

export const InspectionTexts = {
  /**
   * Keeps texts in place of the earlier ones under their keys; an empty text removes its key.
   *
   * @throws Refused when all texts together are too long for the sheet
   */
  keep(texts: InspectionTexts, newer: InspectionTexts): InspectionTexts {
    return Object.entries(newer).reduce<InspectionTexts>((kept, [key, text]) => {
      const { [key]: _earlier, ...others } = kept;
      if (text === '') return others;
      const all = { ...others, [key]: text };
      mustFit(Object.values(all), maxLetters);
      return all;
    }, texts);
  },
};

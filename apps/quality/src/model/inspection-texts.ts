import { mustFit } from '@waystation/model';

/** Free text of an inspection: of nonconformities and defects by id, other text by a key of `about`. */
export type InspectionTexts = Readonly<Record<string, string>>;

/** Limit of all text together, in letters, so that it fits on the inspection sheet. */
const maxLetters = 24_000;

/** Keys of text without an id. */
export const about = {
  point: (pointId: string) => `point:${pointId}`,
  route: 'route',
  roadTest: 'road_test',
};

export const InspectionTexts = {
  /**
   * Replaces the texts of the given keys; an empty text removes its key.
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

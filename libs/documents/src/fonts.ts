import { createRequire } from 'node:module';

/** The files of a family: what `bold` is set in, and all else. */
export interface FontFamily {
  normal: string;
  bold: string;
}

const { resolve } = createRequire(import.meta.url);
const noto = (weight: string) => resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`);
const roboto = (weight: string) => resolve(`pdfmake/fonts/Roboto/Roboto-${weight}.ttf`);

/**
 * The fonts of all papers, by the name that layouts and `runs` give. A file is read when the first paper has a letter in
 * it, and only the letters that a paper has come into its PDF.
 */
export const fontFamilies = {
  /** Chinese and the West's letters alike. */
  paper: { normal: noto('400Regular'), bold: noto('700Bold') },
  /** Letters of Europe that the first lacks. */
  european: { normal: roboto('Regular'), bold: roboto('Medium') },
} as const satisfies Readonly<Record<string, FontFamily>>;

/** Invisible characters: default ignorables, which include the Hangul fillers, and the blank Braille pattern. */
const blankSigns = String.raw`\p{Default_Ignorable_Code_Point}\u2800`;
const visible = new RegExp(String.raw`[[\p{L}\p{N}\p{P}\p{S}\p{Co}]--[${blankSigns}]]`, 'v');
const meaningful = new RegExp(String.raw`[[\p{L}\p{N}\p{Extended_Pictographic}]--[${blankSigns}]]`, 'v');

/** Minimum digits of a phone number, such as 110. */
const phoneDigitsMin = 3;

/** True for a text with a visible character: a letter, digit, punctuation mark or symbol. */
export function isVisible(text: string): boolean {
  return visible.test(text);
}

/**
 * True if an optional text has content: a letter, a digit or an emoji. Blanks, "-" and "..." only fill a field, so they
 * do not meet a rule that requires the text.
 */
export function isGiven(text: string | null | undefined): text is string {
  return text != null && meaningful.test(text);
}

/** True for a text with enough digits to be a phone number of any country, in any spelling. */
export function isPhoneGiven(text: string | null | undefined): text is string {
  return text != null && (text.match(/\p{Nd}/gu) ?? []).length >= phoneDigitsMin;
}

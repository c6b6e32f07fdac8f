/**
 * Signs that are allowed in a text and show nothing: default ignorables, the Hangul fillers among them, and the blank
 * Braille pattern.
 */
const blankSigns = String.raw`\p{Default_Ignorable_Code_Point}\u2800`;
const visible = new RegExp(String.raw`[[\p{L}\p{N}\p{P}\p{S}\p{Co}]--[${blankSigns}]]`, 'v');
const telling = new RegExp(String.raw`[[\p{L}\p{N}\p{Extended_Pictographic}]--[${blankSigns}]]`, 'v');

/** Fewer digits are no number that anybody can be called by; 110 and 12345 are. */
const phoneDigitsMin = 3;

/** True for a text with something to see: a letter, digit, punctuation mark or symbol. */
export function isVisible(text: string): boolean {
  return visible.test(text);
}

/**
 * Whether a text that may be left out says something: a letter, a digit or a picture. Blanks, "-" and "..." fill a field
 * without telling anything, so a rule that asks for the text is not met by them.
 */
export function isGiven(text: string | null | undefined): text is string {
  return text != null && telling.test(text);
}

/** True for a text that can be a phone number: it has digits, in any spelling and of any country. */
export function isPhoneGiven(text: string | null | undefined): text is string {
  return text != null && (text.match(/\p{Nd}/gu) ?? []).length >= phoneDigitsMin;
}

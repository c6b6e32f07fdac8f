/** Number of a PDF operator, rounded like pdfkit's. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

const colors = new Map<string, string>();

/** Operands of a color `#rrggbb` in the color space DeviceRGB: `0.113 0.145 0.188`. */
export function colorOf(color: string): string {
  let operands = colors.get(color);
  if (operands === undefined) {
    const hex = parseInt(color.slice(1), 16);
    operands = [hex >> 16, (hex >> 8) & 0xff, hex & 0xff].map((part) => part / 255).join(' ');
    colors.set(color, operands);
  }
  return operands;
}

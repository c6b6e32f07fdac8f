import type {
  Column,
  Content,
  ContentTable,
  CustomTableLayout,
  TableCell,
  TDocumentDefinitions,
} from 'pdfmake/interfaces.js';
import type {
  DocumentData,
  DocumentFact,
  DocumentParty,
  DocumentPoint,
  DocumentSection,
  DocumentSignature,
  DocumentTable,
} from './document-data.ts';
import type { LayoutNode } from './pdfmake-internals.ts';
import { paragraphs } from './paragraphs.ts';
import { breaksRows, roomOf, roomsOf } from './room.ts';
import { runs } from './runs.ts';
import { drawing } from './strokes.ts';
import { documentLabels, timeText, type DocumentLabels } from './labels.ts';

const ink = '#1d2530';
const accent = '#1f4e79';
const pale = '#eef3f8';
const line = '#c9d3de';
const quiet = '#5b6673';

/** Separates the parts of a line. A middle dot would be as wide as a Chinese letter in the font. */
const separator = ' | ';

/** Parts of a line with separators between them, without empty parts. */
function joined(...parts: readonly (string | undefined)[]): string[] {
  return parts.flatMap((part, index) =>
    part ? [...(parts.slice(0, index).some(Boolean) ? [separator] : []), part] : [],
  );
}

const side = 40;
const below = 52;
const pageWidth = 595.28;
const pageHeight = 841.89;
const width = pageWidth - 2 * side;

/**
 * Layout of every document: A4, with the station at the top, the page number at the bottom and one column of sections.
 */
export function layoutOf(data: DocumentData): TDocumentDefinitions {
  const labels = documentLabels[data.language];
  const { title, createdAt } = data;
  return {
    pageSize: 'A4',
    pageMargins: [side, 76, side, below],
    language: data.language === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    version: '1.7',
    // Fixed dates, so that the file does not depend on when it is rendered; pdfkit derives the file's id from them too.
    info: { title, subject: data.kind, creationDate: createdAt, modDate: createdAt },
    defaultStyle: {
      font: 'common',
      fontSize: 9,
      lineHeight: 1.05,
      color: ink,
      // Narrow quotation marks for English; in Chinese they are as wide as a Chinese letter.
      fontFeatures: data.language === 'zh' ? [] : ['pwid'],
    },
    header: () => header(data, labels),
    footer: (page, pages) => footer(data, labels, page, pages),
    content: [
      heading(data, labels),
      ...parties(data.parties ?? []),
      ...facts(data.facts ?? []),
      ...(data.sections ?? []).flatMap(section),
      ...notes(data.notes ?? [], labels),
      ...signatures(data, labels),
    ],
  };
}

function header({ station, number }: DocumentData, labels: DocumentLabels): Content {
  const contact = joined(station.address, station.phone && `${labels.phone} ${station.phone}`);
  return {
    margin: [side, 24, side, 0],
    stack: [
      {
        columns: [
          {
            width: '*',
            stack: [
              { text: runs([station.name]), bold: true, fontSize: 11, color: accent },
              { text: runs(contact), fontSize: 8, color: quiet },
            ],
          },
          {
            width: 120,
            text: runs(number ?? '', roomOf(120)),
            alignment: 'right',
            fontSize: 8,
            color: quiet,
            margin: [0, 4, 0, 0],
          },
        ],
      },
      rule(5, accent, 1),
    ],
  };
}

function footer(
  { footer: own, createdAt, station }: DocumentData,
  labels: DocumentLabels,
  page: number,
  pages: number,
): Content {
  const made = `${labels.made} ${timeText(createdAt, station.timeZone)}`;
  return {
    margin: [side, 14, side, 0],
    fontSize: 7.5,
    color: quiet,
    columns: [
      { width: '*', text: runs(joined(own, made)) },
      { width: 120, text: labels.page(page, pages), alignment: 'right' },
    ],
  };
}

function heading({ title, number }: DocumentData, labels: DocumentLabels): Content {
  return {
    margin: [0, 2, 0, 10],
    columns: [
      { width: '*', text: runs(title, 20), bold: true, fontSize: 18 },
      number
        ? {
            width: 'auto',
            text: runs(`${labels.number} ${number}`, 24),
            bold: true,
            fontSize: 11,
            margin: [12, 7, 0, 0],
          }
        : { width: 0, text: '' },
    ],
  };
}

function parties(of: readonly DocumentParty[]): Content[] {
  return grid(of, 2, ({ role, lines }) => ({
    stack: [
      label(role),
      ...lines.map((text, index) => ({
        text: runs([text], roomOf(width / 2)),
        bold: index === 0,
        fontSize: index === 0 ? 10 : 9,
      })),
    ],
  }));
}

/** Maximum letters of a fact that is set in a third of the width. */
const shortFact = 120;

/** Facts side by side; a long fact takes a whole row. */
function facts(of: readonly DocumentFact[]): Content[] {
  return groupAdjacent(of, ([, value]) => value.length <= shortFact).flatMap((some) =>
    grid(some, 3, ([name, value]) => ({
      stack: [label(name), { ...block(value || '–', roomOf(width / 3)), fontSize: 9.5 }],
    })),
  );
}

/** Groups neighbours that may share a group; every other element gets a separate group. */
function groupAdjacent<T>(of: readonly T[], mayShare: (each: T) => boolean): T[][] {
  const found: T[][] = [];
  for (const each of of) {
    const last = found.at(-1);
    if (last && mayShare(each) && mayShare(last[0]!)) last.push(each);
    else found.push([each]);
  }
  return found;
}

/** Text of any length, in paragraphs. */
function block(text: string, room?: number): { text: ReturnType<typeof runs> } | { stack: Content[] } {
  const parts = paragraphs(text).map((part) => ({ text: runs(part, room) }));
  return parts.length === 1 ? parts[0]! : { stack: parts };
}

/** Cells side by side on a pale background, in no more columns than there are cells. */
function grid<T>(of: readonly T[], columns: number, cellOf: (each: T) => TableCell): Content[] {
  if (of.length === 0) return [];
  const across = Math.min(columns, of.length);
  const rows: TableCell[][] = [];
  for (let start = 0; start < of.length; start += across) {
    const cells = of.slice(start, start + across).map(cellOf);
    const empty = across - cells.length;
    // The last cell takes the rest of its row.
    if (empty > 0) Object.assign(cells.at(-1)!, { colSpan: empty + 1 });
    rows.push([...cells, ...Array<TableCell>(empty).fill({})]);
  }
  const body = { widths: Array<string>(across).fill('*'), body: rows };
  return [{ margin: [0, 0, 0, 8], layout: onPale, table: body }];
}

const onPale: CustomTableLayout = {
  hLineWidth: (index, { table: { body } }) => (index === 0 || index === body.length ? 0 : 2),
  vLineWidth: (index, { table: { widths } }) => (index === 0 || index === widths?.length ? 0 : 2),
  hLineColor: () => '#ffffff',
  vLineColor: () => '#ffffff',
  fillColor: () => pale,
  paddingLeft: () => 7,
  paddingRight: () => 7,
  paddingTop: () => 4,
  paddingBottom: () => 4,
};

function section({
  title: named,
  text,
  facts: own = [],
  points: listed = [],
  table: tabled,
}: DocumentSection): Content[] {
  return [
    sectionTitle(named),
    ...(text ? [{ ...block(text), margin: [0, 0, 0, 6] } satisfies Content] : []),
    ...facts(own),
    ...points(listed),
    ...(tabled ? table(tabled) : []),
  ];
}

/** Height in points of a heading, a table's head and one row. */
const headingRoom = 75;

/** Heading that moves to the next page together with the content below it. */
function sectionTitle(text: string): Content & Pick<LayoutNode, 'lowestTop'> {
  return { stack: [title(text)], lowestTop: pageHeight - below - headingRoom - aboveTitle };
}

const aboveTitle = 8;

function title(text: string): Content {
  return { text: runs(text), bold: true, fontSize: 11, color: accent, margin: [0, aboveTitle, 0, 4] };
}

function points(of: readonly DocumentPoint[]): Content[] {
  if (of.length === 0) return [];
  const isShort = of.every(({ result = '' }) => result.length <= 24);
  const columns = [{ title: '' }, { title: '', width: isShort ? ('auto' as const) : 200 }];
  const rooms = roomsOf(columns, width);
  const body = of.map(({ text, result = '', note }): TableCell[] => [
    {
      stack: [block(text, rooms[0]), ...(note ? [{ ...block(note, rooms[0]), fontSize: 8, color: quiet }] : [])],
    },
    { ...block(result, isShort ? undefined : rooms[1]), alignment: 'right' },
  ]);
  const texts = of.map(({ text, result = '', note = '' }) => [`${text}\n${note}`, result]);
  const widths = ['*', columns[1]!.width!];
  const dontBreakRows = !breaksRows(columns, texts, width);
  return [{ margin: [0, 0, 0, 8], layout: ruled(0), table: { widths, dontBreakRows, body } }];
}

function table({ columns, rows, total = [] }: DocumentTable): Content[] {
  const align = (index: number) => columns[index]?.align ?? 'left';
  const rooms = roomsOf(columns, width);
  const cell = (text: string, index: number) => ({ ...block(text, rooms[index]), alignment: align(index) });
  const head = columns.map(({ title }, index) => ({ ...cell(title, index), bold: true, fontSize: 8.5 }));
  const body = rows.map((row) => columns.map((_, index) => cell(row[index] ?? '', index)));
  const widths = columns.map((column) => column.width ?? '*');
  const breaks = breaksRows(columns, rows, width);
  const lines: ContentTable = {
    margin: [0, 0, 0, 6],
    layout: ruled(1),
    table: {
      headerRows: 1,
      // Rows that may not break must fit on a page.
      keepWithHeaderRows: breaks ? 0 : 1,
      dontBreakRows: !breaks,
      widths,
      body: [head, ...body],
    },
  };
  return total.length > 0 ? [lines, totals(total)] : [lines];
}

function totals(of: readonly DocumentFact[]): Content {
  const body = of.map(([name, value], index): TableCell[] => {
    const isLast = index === of.length - 1;
    const look = { bold: isLast, fontSize: isLast ? 11 : 9, alignment: 'right' as const };
    return [
      { text: runs(name, 40), ...look },
      { text: runs(value, 30), ...look },
    ];
  });
  const columns = [
    { width: '*', text: '' },
    { width: 'auto', layout: summed, table: { widths: ['auto', 'auto'], body } },
  ];
  return { margin: [0, 0, 0, 8], unbreakable: true, columns };
}

const summed: CustomTableLayout = {
  hLineWidth: (index, { table: { body } }) => (index === body.length - 1 ? 0.8 : 0),
  vLineWidth: () => 0,
  hLineColor: () => accent,
  paddingLeft: () => 16,
  paddingRight: (column) => (column === 1 ? 4 : 0),
  paddingTop: () => 2.5,
  paddingBottom: () => 2.5,
};

/** Thin lines between rows, and a pale background for the head. */
function ruled(headRows: number): CustomTableLayout {
  return {
    hLineWidth: (index) => (index === 0 ? 0 : 0.5),
    vLineWidth: () => 0,
    hLineColor: () => line,
    fillColor: (row) => (row < headRows ? pale : null),
    paddingLeft: () => 4,
    paddingRight: () => 4,
    paddingTop: () => 3.5,
    paddingBottom: () => 3.5,
  };
}

function notes(of: readonly string[], labels: DocumentLabels): Content[] {
  if (of.length === 0) return [];
  return [
    sectionTitle(labels.notes),
    ...of.map((text): Content => ({ ...block(text), fontSize: 8, color: quiet, margin: [0, 0, 0, 3] })),
  ];
}

const signatureWidth = (width - 24) / 2;
const signatureHeight = 52;

function signatures({ signatures: of = [], station }: DocumentData, labels: DocumentLabels): Content[] {
  if (of.length === 0) return [];
  const rows: Content[] = [];
  for (let start = 0; start < of.length; start += 2) {
    const pair = of.slice(start, start + 2).map((each) => signature(each, station.timeZone, labels));
    rows.push({ margin: [0, 4, 0, 8], columnGap: 24, unbreakable: true, columns: pair });
  }
  // Keeps the first pair on the same page as the heading.
  const [first, ...rest] = rows;
  return [{ unbreakable: true, stack: [title(labels.signatures), first!] }, ...rest];
}

function signature(
  { role, name, at, strokes = [], how }: DocumentSignature,
  timeZone: string,
  labels: DocumentLabels,
): Column {
  const signedLine = joined(name, at ? timeText(at, timeZone) : `${labels.date}:`);
  return {
    width: signatureWidth,
    stack: [
      label(role),
      drawing(strokes, signatureWidth, signatureHeight, ink),
      rule(1, quiet, 0.6, signatureWidth),
      { text: runs(signedLine, roomOf(signatureWidth)), fontSize: 8.5 },
      ...(how ? [{ text: runs(how, roomOf(signatureWidth)), fontSize: 7.5, color: quiet }] : []),
    ],
  };
}

function label(text: string): Content {
  return { text: runs(text, 24), fontSize: 7.5, color: quiet };
}

function rule(above: number, lineColor: string, lineWidth: number, length: number = width): Content {
  return {
    margin: [0, above, 0, 2],
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: length, y2: 0, lineWidth, lineColor }],
  };
}

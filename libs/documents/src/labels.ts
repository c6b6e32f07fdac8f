import { toWallTime } from '@waystation/model';
import type { DocumentLanguage } from './document-data.ts';

/** Texts that every document shares; all others come from the service that makes the document. */
export const documentLabels: Readonly<Record<DocumentLanguage, DocumentLabels>> = {
  en: {
    page: (page, of) => `Page ${page} of ${of}`,
    made: 'Made on',
    number: 'No.',
    phone: 'Tel.',
    notes: 'Notes',
    signatures: 'Signatures',
    signature: 'Signature',
    date: 'Date',
    total: 'Total',
    station: 'Station',
    foot: 'Foot of the page',
  },
  zh: {
    page: (page, of) => `第 ${page} 页，共 ${of} 页`,
    made: '制单时间',
    number: '编号',
    phone: '电话',
    notes: '说明',
    signatures: '签字',
    signature: '签字',
    date: '日期',
    total: '合计',
    station: '服务站',
    foot: '页脚',
  },
};

export interface DocumentLabels {
  page: (page: number, of: number) => string;
  made: string;
  number: string;
  phone: string;
  notes: string;
  signatures: string;
  signature: string;
  date: string;
  total: string;
  /** `station` and `foot` are not printed: a refusal of characters names these places by them. */
  station: string;
  foot: string;
}

/** Document language for a person's language: Chinese for any Chinese, otherwise English. */
export function documentLanguage(language: string): DocumentLanguage {
  return /^zh\b/i.test(language) ? 'zh' : 'en';
}

/** Date and time on the station's clock: `2026-11-24 08:12`. */
export function timeText(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = toWallTime(at, timeZone);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** Date on the station's calendar: `2026-11-24`. */
export function dayText(at: Date, timeZone: string): string {
  return timeText(at, timeZone).slice(0, 10);
}

const two = (value: number) => String(value).padStart(2, '0');

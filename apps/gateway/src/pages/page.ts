import type { Language } from '@waystation/names';
import { html, type Html, type Piece } from './html.ts';
import { says } from './texts.ts';

/** Presentation of a page. */
export interface Shown {
  language: Language;
  /** True if the reader chose the language; links then keep it. */
  isChosen: boolean;
  /** Path of the page, or `/` if a browser could read it as another host's address. */
  path: string;
}

/** A link within the platform that keeps the chosen language. */
export function linkTo(path: string, { language, isChosen }: Shown): string {
  return isChosen ? `${path}?lang=${language}` : path;
}

/** Complete HTML page. It loads nothing from other hosts and needs no script. */
export function page(
  shown: Shown,
  { title, body, isWide = false }: { title: string; body: Piece; isWide?: boolean },
): string {
  const { language, path } = shown;
  const other = language === 'zh' ? 'en' : 'zh';
  const whole: Html = html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Waystation</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages.css">
</head>
<body>
<header><div${isWide && html` class="wide"`}>
<a class="brand" href="${linkTo('/', shown)}">Waystation</a>
<a class="switch" href="${path}?lang=${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}" hreflang="${other}" rel="nofollow">${says[language].switch}</a>
</div></header>
<main${isWide && html` class="wide"`}>
${body}
</main>
</body>
</html>
`;
  return whole.text;
}

import type { Language } from '@waystation/names';
import { html, type Html, type Piece } from './html.ts';
import { says } from './texts.ts';

/** How a page is shown to its reader. */
export interface Shown {
  language: Language;
  /** Whether the reader chose the language: links keep it then. */
  isChosen: boolean;
  /** Path of the page, or `/` where that could be taken for another host's. */
  path: string;
}

/** A link within the platform that keeps the chosen language. */
export function linkTo(path: string, { language, isChosen }: Shown): string {
  return isChosen ? `${path}?lang=${language}` : path;
}

/** A whole page. Nothing of it comes from elsewhere, and it needs no script. */
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
